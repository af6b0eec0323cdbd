import Sandbox
import TestSupport
import Testing
import Transform

@Suite("Legal forms against cleanco and rigour")
struct OracleLegalFormTests {
  private struct Case: Encodable {
    var name: String
  }

  /// The name without its legal form.
  private struct Answer: Decodable {
    var cleanco: String
    var rigour: String
  }

  /// No equality is asked of them, they know other forms and other places. Two agree when the same words remain (the oracle's rest goes through our normalizer, which folds it) and both say
  /// that there is a legal form, or both that there is none.
  @Test("what remains of a name, and whether there is a form")
  func agreement() async throws {
    var items: [(name: String, country: String?)] = []
    let generator = BusinessGenerator(seed: 81, parties: 4000)
    generator.forEachParty { items.append(($0.name, $0.country)) }
    generator.forEachContact { items.append(($0.contact.name, $0.contact.addresses.first?.country)) }
    let answers = try await Oracle.legalForm.answers(items.map { Case(name: $0.name) }, as: Answer.self)
    var findings = (cleanco: OracleFindings(), rigour: OracleFindings())
    var agreed = (cleanco: 0, rigour: 0)
    var normalizer = Normalizer()
    for (item, answer) in zip(items, answers) {
      let record = NormalizeFixture(name: item.name, country: item.country).normalized(by: &normalizer)
      guard let ours = record.names.first else { continue }
      let text = record.text(ours.text)
      func agrees(_ rest: String) -> Bool {
        let found = rest.filter(\.isLetter).count < item.name.lowercased().filter(\.isLetter).count
        let again = NormalizeFixture(name: rest, country: item.country).normalized(by: &normalizer)
        return again.names.first.map { again.text($0.text) } == text && found == (ours.legalForm != 0)
      }
      func reason(_ unknown: Set<UInt8>) -> String? { OracleLegalFormTests.reason(item.name, record, unknown) }
      let kind = "\(ours.legalForm) \(item.name.lowercased().split(separator: " ").last ?? "")"
      if agrees(answer.cleanco) {
        agreed.cleanco += 1
      } else {
        findings.cleanco.note(
          reason(OracleLegalFormTests.unknownToCleanco), kind: kind, "\(item.name) | \(answer.cleanco) | \(text)")
      }
      if agrees(answer.rigour) {
        agreed.rigour += 1
      } else {
        findings.rigour.note(
          reason(OracleLegalFormTests.unknownToRigour), kind: kind, "\(item.name) | \(answer.rigour) | \(text)")
      }
    }
    #expect(agreed.cleanco * 100 > items.count * 88, "\(agreed.cleanco) of \(items.count)")
    #expect(agreed.rigour * 100 > items.count * 90, "\(agreed.rigour) of \(items.count)")
    findings.cleanco.check(reasons: OracleLegalFormTests.reasons.filter { $0 != OracleLegalFormTests.reasons[6] })
    findings.rigour.check(reasons: OracleLegalFormTests.reasons)
  }

  private static let reasons = [
    "a trading name or branch behind the form: the oracle looks at the end",
    "a form in front of the name: the oracle looks at the end",
    "Company, Co, Cie: no form is said",
    "a note, a number or brackets around the form",
    "a form that the oracle does not know, or not in this writing",
    "a word that is a form elsewhere: the oracle cuts it off",
    "a form in the middle: the oracle cuts it out, ours keeps it where no city tells that a place follows",
  ]

  /// Classes of forms: Japanese writing, Ltée, "L L C", "Gesellschaft mbH", "UG", "e.K.", SCI, SLU, ULC, S. Coop.,
  /// Stichting, C.B. …
  private static let unknownToCleanco: Set<UInt8> = [1, 3, 7, 8, 11, 14, 20, 25, 27, 28, 38, 39, 49, 51]
  /// Corp, P.C., "L C", "P.L.L.C.", "L.L.P.", SASU, EURL, SCI, V.O.F., C.V., "S.L.", Y.K., ULC, S. Coop., Stichting,
  /// C.B. …
  private static let unknownToRigour: Set<UInt8> = [
    1, 2, 3, 5, 7, 8, 11, 14, 17, 18, 20, 24, 25, 27, 28, 38, 39, 43, 49, 51,
  ]

  private static func reason(_ name: String, _ record: NormalizedRecord, _ unknown: Set<UInt8>) -> String? {
    guard let form = record.names.first else { return nil }
    let words = name.lowercased().filter { $0 != "." && $0 != "," }.split(whereSeparator: { $0 == " " || $0 == "-" })
    if record.names.count > 1 || !form.branch.isEmpty { return reasons[0] }
    if words.prefix(2).contains(where: { ["sarl", "eurl", "sas", "sasu", "sa", "snc", "sci"].contains($0) }) {
      return reasons[1]
    }
    if words.contains(where: { ["spa", "kb", "vos", "sem", "ent", "pc", "sd", "cv", "ae", "pt", "ku"].contains($0) }) {
      return reasons[5]
    }
    if name.contains(where: "(*".contains) || name.contains(" - ") { return reasons[3] }
    if form.legalForm == 0 {
      return words.last.map { ["co", "company", "cie", "cia"].contains($0) } == true ? reasons[2] : reasons[6]
    }
    return unknown.contains(form.legalForm) ? reasons[4] : nil
  }
}
