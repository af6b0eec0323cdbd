import PhoneNumbers
import Sandbox
import TestSupport
import Testing
import Transform

@Suite("Telephone numbers against phonenumbers")
struct OraclePhoneTests {
  private struct Case: Encodable {
    var text: String
    var region: String
    /// What we make of it; 0 for nothing.
    var ours: UInt64
  }

  private struct Answer: Decodable {
    /// Without `+`; nil where the oracle reads no number.
    var e164: String?
    /// What the oracle reads from its own E.164, until that changes nothing.
    var again: String?
    var extensionDigits: UInt32?
    var isValid: Bool?
    /// Of `+` and our number.
    var oursIsValid: Bool
  }

  private static let rescued = "`00` or `(0)` written where the region has it not: read as meant"
  private static let byDigits = "no number as it stands: read by its digits"
  private static let settled = "its E.164 is read as another number: that one"
  private static let american = "no region, and ten digits as in North America: read as such"
  private static let tooLong = "more digits than 64 bits hold: read by its digits alone"

  @Test("E.164, extension and validity, in 60 regions")
  func equal() async throws {
    var random = Seeded(50)
    var texts: [(text: String, region: String)] = []
    for _ in 0..<12_000 { texts.append(OraclePhoneTests.made(&random)) }
    BusinessGenerator(seed: 51, parties: 1500).forEachContact { labelled in
      let country = labelled.contact.addresses.first?.country ?? ""
      let region = country.utf8.count == 2 && country.utf8.allSatisfy { $0 &- 0x41 < 26 } ? country : ""
      for phone in labelled.contact.phones {
        texts.append((phone.number, region))
        texts.append((OraclePhoneTests.slipped(phone.number, &random), region))
      }
    }
    var parser = PhoneParser()
    let ours = texts.map { text, region in
      var bytes = Array(text.utf8)
      let code = region.utf8.reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
      return bytes.withUnsafeMutableBytes { parser.parse(UnsafeRawBufferPointer($0), region: code) }
    }
    let cases = zip(texts, ours).map { Case(text: $0.text, region: $0.region, ours: $1?.e164 ?? 0) }
    var findings = OracleFindings()
    for ((item, ours), answer) in zip(zip(texts, ours), try await Oracle.phone.answers(cases, as: Answer.self)) {
      let reason: String?
      if let ours, ours.callingCode != 0 {
        // The rule for North America asks for the area code only: validity is a hint there.
        let agrees = ours.callingCode == 1 || ours.isValid == answer.isValid
        if String(ours.e164) == answer.e164, ours.extensionDigits == answer.extensionDigits, agrees { continue }
        let isAmerican = item.region.isEmpty && answer.e164 == nil && ours.callingCode == 1
        let isRescued = answer.isValid != true && ours.isValid && answer.oursIsValid
        let isSettled = answer.e164 != answer.again && String(ours.e164) == answer.again
        reason =
          if isAmerican {
            OraclePhoneTests.american
          } else if isRescued {
            OraclePhoneTests.rescued
          } else if isSettled {
            OraclePhoneTests.settled
          } else if let e164 = answer.e164 {
            UInt64(e164) == nil ? OraclePhoneTests.tooLong : nil
          } else {
            OraclePhoneTests.byDigits
          }
      } else {
        guard let e164 = answer.e164 else { continue }
        reason = UInt64(e164) == nil ? OraclePhoneTests.tooLong : nil
      }
      findings.note(reason, "\(item.region) \(String(reflecting: item.text)): \(String(describing: ours)), \(answer)")
    }
    findings.check(
      reasons: [
        OraclePhoneTests.rescued, OraclePhoneTests.settled, OraclePhoneTests.byDigits, OraclePhoneTests.american,
        OraclePhoneTests.tooLong,
      ])
  }

  /// Regions with their calling codes.
  private static let regions: [(region: String, code: String)] = Array(
    """
    US 1 CA 1 JM 1 GB 44 JE 44 DE 49 FR 33 AU 61 IN 91 NL 31 ES 34 JP 81 IT 39 SM 378 AT 43 CH 41 BE 32 LU 352 DK 45 \
    SE 46 NO 47 FI 358 IE 353 PT 351 PL 48 CZ 420 SK 421 HU 36 RO 40 BG 359 GR 30 CY 357 MT 356 HR 385 SI 386 EE 372 \
    LV 371 LT 370 NZ 64 ZA 27 BR 55 MX 52 AR 54 CL 56 CO 57 CN 86 HK 852 SG 65 MY 60 TH 66 KR 82 TR 90 IL 972 AE 971 \
    SA 966 EG 20 RU 7 KZ 7 UA 380 RS 381 ID 62
    """.split(separator: " ").map(String.init).chunked())

  /// A number as people write it: of one region, read in the same or another.
  private static func made(_ random: inout Seeded) -> (String, String) {
    let (region, code) = regions[Int.random(in: regions.indices, using: &random)]
    let digits = (0..<Int.random(in: 4...11, using: &random)).map { _ in Int.random(in: 0...9, using: &random) }
    var national = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, random.chance(4) {
        national += [" ", "-", ".", "/", ") ", "  "].randomElement(using: &random) ?? ""
      }
      national += String(digit)
    }
    var text =
      switch Int.random(in: 0..<10, using: &random) {
      case 0...2: "+\(code) \(national)"
      case 3: "00\(code) \(national)"
      case 4: "+\(code) (0)\(national)"
      case 5, 6: "0\(national)"
      case 7: "(0\(digits[0])) \(national)"
      default: national
      }
    switch Int.random(in: 0..<16, using: &random) {
    case 0: text += " ext. \(Int.random(in: 1...99_999, using: &random))"
    case 1: text += "x\(Int.random(in: 1...9999, using: &random))"
    case 2: text = "Tel.: " + text
    case 3: text = "tel:" + text.replacing(" ", with: "-")
    case 4: text += " (mobile)"
    case 5:
      text = String(
        String.UnicodeScalarView(
          text.unicodeScalars.map { Unicode.Scalar($0.value &- 0x21 < 0x5E ? $0.value + 0xFEE0 : $0.value) ?? $0 }))
    case 6: text = slipped(text, &random)
    default: break
    }
    let isHome = !random.chance(6)
    return (text, isHome ? region : regions[Int.random(in: regions.indices, using: &random)].region)
  }

  private static func slipped(_ text: String, _ random: inout Seeded) -> String {
    var scalars = Array(text.unicodeScalars)
    guard !scalars.isEmpty else { return text }
    let place = Int.random(in: scalars.indices, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: scalars.remove(at: place)
    case 1: scalars.insert(scalars[place], at: place)
    case 2:
      scalars[place] =
        ["0", "7", "+", "(", ")", " ", "/", "x", "#", ";", "A", "\u{0663}"].randomElement(using: &random) ?? "0"
    default: scalars.swapAt(place, Int.random(in: scalars.indices, using: &random))
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

extension [String] {
  /// Two by two.
  fileprivate func chunked() -> [(region: String, code: String)] {
    stride(from: 0, to: count - 1, by: 2).map { (self[$0], self[$0 + 1]) }
  }
}
