import Sandbox
import TestSupport
import Testing
import Transform

@Suite("E-mail addresses against email-validator")
struct OracleEmailTests {
  private struct Case: Encodable {
    var text: String
  }

  private struct Answer: Decodable {
    /// In ASCII (IDNA 2008 with UTS 46's mapping), lower case; nil where the address is held for none.
    var domain: String?
    var reason: String?
  }

  @Test("the domain's ASCII form, and what is an address")
  func equal() async throws {
    var random = Seeded(70)
    var texts = (0..<8000).map { _ in OracleEmailTests.made(&random) }
    BusinessGenerator(seed: 71, parties: 3000).forEachContact { labelled in
      if let email = labelled.contact.email { texts.append(email) }
    }
    var findings = OracleFindings()
    var normalizer = Normalizer()
    let answers = try await Oracle.email.answers(texts.map(Case.init), as: Answer.self)
    for (text, answer) in zip(texts, answers) {
      let record = NormalizeFixture(email: text).normalized(by: &normalizer)
      let domains = record.emails.map { record.text($0.domain) }
      let expected = answer.domain.map { $0 == "googlemail.com" ? "gmail.com" : $0 }
      if domains == (expected.map { [$0] } ?? []) { continue }
      let reason = OracleEmailTests.reason(text, domains, answer)
      findings.note(
        reason, kind: String((answer.reason ?? "valid").prefix(70)),
        "\(String(reflecting: text)): \(domains), \(answer.domain ?? answer.reason ?? "")")
    }
    findings.check(reasons: OracleEmailTests.reasons)
  }

  private static let reasons = [
    "dots and hyphens out of place, an A-label that encodes nothing: kept, the address is only compared",
    "letters that IDNA 2008 forbids: kept in their ASCII form, invisible ones dropped",
    "several addresses in one text: each is read",
    "an ending with a digit: kept",
    "an ending of one letter: dropped",
    "a local part of more than 64 bytes (RFC 5321): dropped",
  ]

  private static func reason(_ text: String, _ ours: [String], _ answer: Answer) -> String? {
    if let reason = answer.reason {
      if ours.isEmpty { return nil }
      if text.contains(";") { return reasons[2] }
      if reason.contains("top-level domain") { return reasons[3] }
      if ["odepoint", "unsafe characters", "invalid characters"].contains(where: reason.contains) { return reasons[1] }
      return ["period", "dash", "hyphen", "Invalid A-label"].contains(where: reason.contains) ? reasons[0] : nil
    }
    guard ours.isEmpty else { return nil }
    if answer.domain?.split(separator: ".").last?.count == 1 { return reasons[4] }
    return text.utf8.prefix(while: { $0 != 0x40 }).count > 64 ? reasons[5] : nil
  }

  private static let locals = [
    "jane", "jane.roe", "J.Roe", "ap", "accounts+bills", "o'hara", "jané", "müller", "жанна", "花子", "a", "jane_roe",
    "jane-roe", "x" + String(repeating: "y", count: 62), "x" + String(repeating: "y", count: 64), "jane..roe", ".jane",
    "jane.", "1", "j!roe", "j#r%s&t*u", "jane=roe", "{jane}", "jane~", "\u{FF4A}ane",
  ]

  private static let words = [
    "acme", "muller", "müller", "bücher", "straße", "STRASSE", "Ærø", "łódź", "ναύς", "βόλος", "почта", "ПОЧТА", "例え",
    "テスト", "ﾃｽﾄ", "中文", "한국어", "ไทย", "हिन्दी", "مثال", "דוגמה", "e\u{0301}cole", "école", "ＡＣＭＥ", "ﬁrma", "acme-2",
    "a1", "2b", "x--y", "xn--mller-kva", "istanbul", "İstanbul", "ẞtadt", "a\u{00AD}cme", "ac\u{200B}me", "①one", "ℓab",
    "ₓyz", "mail2", "Ⅷ", "ａ", "Ǆep", "ʼn", "ŉa", "ſun", "Kelvin", "Ωhm",
  ]

  private static let endings = ["com", "co.uk", "de", "example", "COM", "рф", "中国", "テスト", "test", "x1", "c", "org."]

  private static func made(_ random: inout Seeded) -> String {
    let local = locals.randomElement(using: &random) ?? "a"
    var labels = (0..<(random.chance(4) ? 2 : 1)).map { _ in words.randomElement(using: &random) ?? "a" }
    if random.chance(5) { labels[0] += words.randomElement(using: &random) ?? "" }
    if random.chance(12) {
      let letter = Unicode.Scalar(UInt32.random(in: 0xA1..<0x3000, using: &random)) ?? "é"
      labels[0].unicodeScalars.insert(letter, at: labels[0].unicodeScalars.startIndex)
    }
    let dot = random.chance(20) ? ["。", "．", "｡"].randomElement(using: &random) ?? "." : "."
    var text = local + "@" + labels.joined(separator: dot) + dot + (endings.randomElement(using: &random) ?? "com")
    guard random.chance(8) else { return text }
    let place = text.unicodeScalars.indices.randomElement(using: &random) ?? text.unicodeScalars.startIndex
    switch Int.random(in: 0..<3, using: &random) {
    case 0: text.unicodeScalars.remove(at: place)
    case 1: text.unicodeScalars.insert(text.unicodeScalars[place], at: place)
    default:
      let sign =
        ["-", "_", ".", "@", "%", "!", "*", "\u{200D}", "\u{30FC}", "\u{0301}"].randomElement(using: &random) ?? "-"
      text.unicodeScalars.insert(contentsOf: sign.unicodeScalars, at: place)
    }
    return text
  }
}
