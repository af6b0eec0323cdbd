import Sandbox
import TestSupport
import Testing
import Transform

@Suite("American addresses against usaddress")
struct OracleAddressTests {
  private struct Case: Encodable {
    var text: String
  }

  /// Words in lower case without their punctuation.
  fileprivate struct Answer: Decodable {
    var number: String
    var street: [String]
    /// What follows "apartment", "suite", "#".
    var unit: [String]
    /// What follows "building", "floor".
    var part: [String]
    var box: [String]
    /// A rural route or highway contract: what it is called, and its number.
    var route: [String]
    var group: [String]
    var postcode: String
  }

  private static let misread = "usaddress reads otherwise what was put together"
  private static let slip = "a letter alone, or a slip in the word before a unit"
  private static let half = "a half in the number: left out"
  private static let ranges = "a number with a hyphen: without it, or the first of what may be a range"

  @Test("number, street, unit, box and postcode of addresses of the United States")
  func equal() async throws {
    var random = Seeded(140)
    var addresses = (0..<8000).map { _ in AmericanAddress.made(&random) }
    BusinessGenerator(seed: 141, parties: 4000).forEachContact { labelled in
      for address in labelled.contact.addresses where address.country == "US" && address.postcode != nil {
        guard let street1 = address.street1, let city = address.city, let state = address.subdivision else { continue }
        addresses.append(
          AmericanAddress(
            street1: street1, street2: address.street2, city: city, state: state, postcode: address.postcode ?? ""))
      }
    }
    let cases = addresses.map { Case(text: $0.line) }
    var findings = OracleFindings()
    var normalizer = Normalizer()
    var agreed = 0
    for (address, answer) in zip(addresses, try await Oracle.address.answers(cases, as: Answer.self)) {
      let record = NormalizeFixture(
        street1: address.street1, street2: address.street2, city: address.city, state: address.state,
        postcode: address.postcode, country: "US"
      ).normalized(by: &normalizer)
      let ours = AddressParts(record)
      let theirs = AddressParts(answer)
      let differences = ours.differences(from: theirs)
      if differences.isEmpty {
        agreed += 1
        continue
      }
      var reason: String?
      let wrong = address.parts.map(ours.differences)
      if (wrong ?? differences) == ["number"], answer.number.contains("-") {
        reason = OracleAddressTests.ranges
      } else if differences == ["number"], answer.number.hasSuffix(" 1/2") {
        reason = OracleAddressTests.half
      } else if wrong == [] {
        reason = OracleAddressTests.misread
      } else if wrong == nil, theirs.unit != ours.unit {
        reason = OracleAddressTests.slip
      }
      findings.note(reason, kind: "\(differences), \(wrong ?? [])", "\(address.line): \(ours), \(answer)")
    }
    #expect(agreed > 6000, "\(agreed)")
    findings.check(
      reasons: [
        OracleAddressTests.misread, OracleAddressTests.half, OracleAddressTests.ranges, OracleAddressTests.slip,
      ])
  }
}

extension AddressParts {
  /// As the normalizer reads it.
  fileprivate init(_ record: NormalizedRecord) {
    guard let form = record.addresses.first else { return }
    number = record.text(form.number)
    words = AddressParts.words(record.text(form.street))
    unit = record.text(form.unit)
    postcode = record.text(form.postcode)
    isBox = form.isPostOfficeBox
  }

  /// As the oracle reads it: a rural route is a street, its number the house's, its box the unit.
  fileprivate init(_ answer: OracleAddressTests.Answer) {
    let isRural = !answer.group.isEmpty
    number = answer.group.first ?? answer.box.first ?? answer.number
    words = AddressParts.words((isRural ? answer.route : answer.street).joined(separator: " "))
    unit = (isRural ? answer.box : answer.unit + answer.part).first ?? ""
    if ["th", "st", "nd", "rd"].contains(where: unit.hasSuffix) { unit = unit.filter(\.isNumber) }
    postcode = String(answer.postcode.prefix(5))
    isBox = !isRural && !answer.box.isEmpty
  }
}
