import PhoneNumbers
import Sandbox
import TestSupport
import Testing
import Transform

@Suite("Telephone numbers")
struct NormalizePhoneTests {
  @Test(
    "E.164 and extension",
    arguments: [
      ("(214) 555-0123", "US", 12_145_550_123, 0), ("1-214-555-0123", "US", 12_145_550_123, 0),
      ("+1 214 555 0123", "DE", 12_145_550_123, 0), ("214.555.0123 x45", "US", 12_145_550_123, 45),
      ("214-555-0123 ext. 7", "CA", 12_145_550_123, 7), ("+1 (214) 555-0123 Ext: 0045", "DE", 12_145_550_123, 45),
      ("020 7946 0958 x 12", "GB", 442_079_460_958, 12), ("020 7946 0958 #12", "GB", 442_079_460_958, 12),
      ("214-555-0123 EXTENSION 123456789", "US", 12_145_550_123, 123_456_789),
      ("020 7946 0958", "GB", 442_079_460_958, 0),
      ("0044 20 7946 0958", "DE", 442_079_460_958, 0), ("030/123456", "DE", 4_930_123_456, 0),
      ("0061 2 5550 1234", "AU", 61_255_501_234, 0),
      ("+34 (0)91 182 39 49", "ES", 34_911_823_949, 0),
      ("+49 (0)30 123456", "FR", 4_930_123_456, 0),
      ("01 99 00 12 34", "FR", 33_199_001_234, 0), ("06 1234 5678", "IT", 390_612_345_678, 0),
      ("(02) 5550 1234", "AU", 61_255_501_234, 0),
      ("tel:+1-214-555-0123", "GB", 12_145_550_123, 0), ("1-800-FLOWERS", "US", 18_003_569_377, 0),
      ("011 55 1234 5678", "MX", 525_512_345_678, 0), ("+52 1 55 1234 5678", "MX", 525_512_345_678, 0),
      ("(00) 062746-4", "NL", 31_627_464, 0), ("+9\u{202A}1 (0)\u{61C}1\u{202C}24 387 3183", "IT", 911_243_873_183, 0),
      ("31020<3518226", "NL", 31_203_518_226, 0), ("L8H  200", "NL", 318_200, 0), ("00x7", "US", 1007, 0),
      ("0171/89385178", "", 17_189_385_178, 0), ("Tel (206) 555-0172", "", 12_065_550_172, 0),
      ("12", "US", 112, 0), ("+380 12345678901234567", "US", 380_123_456_789_012_345, 0),
      ("+0049 30 123456", "US", 4_930_123_456, 0), ("+020 7946 0958", "GB", 442_079_460_958, 0),
      ("+B011 (317-- 958)\u{2019}4880", "BR", 55_113_179_584_880, 0),
      ("#+ B01+19185084757", "FR", 33_119_185_084_757, 0),
      ("+ (0) mailto:950738227", "JP", 81_950_738_227, 0), ("+ c'0521616759 199378", "BR", 55_521_616_759_199_378, 0),
      ("00VAT1A 1B5770 721 9421857 12", "US", 15_770_721_942_185_712, 0),
      ("0049\u{BD} 00 NL+49 098342 4 3311", "BR", 494_909_834_243_311, 0),
      ("NL+(0) 440599 3017", "ES", 3_404_405_993_017, 0),
      ("00 B01 @ 150345320RT0001]+44 (0)1904 321", "CA", 15_034_532_000_014_401, 0),
      ("555-0123", "", 5_550_123, 0), ("２１４ ５５５ ０１２３", "US", 12_145_550_123, 0),
    ] as [(String, String, UInt64, UInt32)])
  func forms(_ text: String, _ country: String, _ number: UInt64, _ ext: UInt32) {
    let record = NormalizeFixture(phones: [text], country: country).record
    #expect(record.phones.map(\.e164) == [number])
    #expect(record.phones.map(\.extensionDigits) == [ext])
  }

  @Test("several numbers in one text, repeats once, placeholders not at all")
  func several() {
    let record = NormalizeFixture(
      phones: ["214-555-0123; 214-555-0124", "214-555-0123", "000-000-0000", "n/a", "2145550125 / 2145550126"],
      country: "US"
    ).record
    #expect(record.phones.map(\.e164) == [12_145_550_123, 12_145_550_124, 12_145_550_125, 12_145_550_126])
    #expect(NormalizeFixture(phones: ["0718/5550178"]).record.phones.map(\.isValid) == [false])
    #expect(NormalizeFixture(phones: ["5 55 55"], country: "BR").record.phones.isEmpty)
  }

  @Test(
    "the fast path gives the library's E.164",
    arguments: [("US", 1), ("CA", 2), ("GB", 3), ("DE", 4)] as [(String, UInt64)])
  func fastPath(_ region: String, _ seed: UInt64) {
    var random = Seeded(seed)
    let code = region.utf8.reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
    var (differences, fast, hints) = (0, 0, 0)
    var parser = PhoneParser(slots: 64)
    for _ in 0..<10_000 {
      let digits = (0..<10).map { _ in String(Int.random(in: 0...9, using: &random)) }
      let (a, b, c) = (digits[0..<3].joined(), digits[3..<6].joined(), digits[6..<10].joined())
      let text =
        [
          "(\(a)) \(b)-\(c)", "\(a)-\(b)-\(c)", "\(a)\(b)\(c)", "+1 \(a) \(b) \(c)", "1 \(a) \(b) \(c)",
          "+1(\(a))\(b)-\(c)", "1.\(a).\(b).\(c)",
          " \(a) \(b) \(c) ", "(1) \(a)-\(b)-\(c)", "1\(a)\(b)\(c)", "\(a)-\(b)-\(c).", "+1-\(a)-\(b)-\(c)",
        ].randomElement(using: &random) ?? ""
      var bytes = Array(text.utf8)
      let (ours, library) = bytes.withUnsafeMutableBytes { buffer in
        let buffer = UnsafeRawBufferPointer(buffer)
        return (parser.parse(buffer, region: code), PhoneText.settled(PhoneNumber(library: buffer, region: code)))
      }
      if let library, library.e164 != 0 {
        fast += 1
        if ours?.e164 != library.e164 || ours?.extensionDigits != library.extensionDigits { differences += 1 }
        if ours?.isValid != library.isValid { hints += 1 }
      } else if ours?.callingCode == 1 {
        differences += 1
      }
    }
    #expect(differences == 0)
    #expect(fast > 2000)
    // Validity is a hint: the rule asks once an area code, the library looks at the exchange as well.
    #expect(hints * 50 < fast, "\(hints) of \(fast)")
  }

  @Test("an extension behind a number in order is the library's", arguments: 1...4 as ClosedRange<UInt64>)
  func extensions(_ seed: UInt64) {
    var random = Seeded(seed &* 91)
    var parser = PhoneParser()
    var compared = 0
    var differences: [String] = []
    for _ in 0..<6000 {
      let (text, region) = PhoneText.made(&random)
      let label =
        ["x", " x", "x ", " ext. ", " Ext: ", "ext", " extn ", " EXTENSION ", " #", " x. ", "-x", " xx", " et "]
        .randomElement(using: &random) ?? ""
      let digits = String(UInt64.random(in: 0...99_999_999_999, using: &random)).prefix(
        Int.random(in: 1...11, using: &random))
      let whole = text + label + digits
      let code = region.utf8.reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
      let ours = Array(whole.utf8).withUnsafeBytes { parser.parse($0, region: code) }
      let library = PhoneText.settled(Array(whole.utf8).withUnsafeBytes { PhoneNumber(library: $0, region: code) })
      guard let ours, let library, ours.isValid, library.isValid else { continue }
      compared += 1
      if ours != library { differences.append("\(region) \(whole): \(ours), \(library)") }
    }
    #expect(differences == [])
    #expect(compared > 500, "\(compared)")
  }

  @Test(
    "the numbering plans give the library's number, extension and validity", arguments: 1...4 as ClosedRange<UInt64>)
  func plans(_ seed: UInt64) {
    var random = Seeded(seed &* 77)
    var reader = PlanReader()
    var (decided, total) = (0, 0)
    var differences: [String] = []
    func check(_ text: String, _ region: String) {
      let code = region.utf8.reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
      var bytes = Array(text.utf8)
      bytes.withUnsafeMutableBytes { buffer in
        let buffer = UnsafeRawBufferPointer(buffer)
        let library = PhoneNumber(library: buffer, region: code)
        total += 1
        switch reader.read(buffer, region: code) {
        case .undecided: return
        case .none: if library != nil { differences.append("\(region) \(text): none, \(library!)") }
        case .number(let number):
          if library != number { differences.append("\(region) \(text): \(number), \(String(describing: library))") }
        }
        decided += 1
      }
    }
    for _ in 0..<8000 {
      let (text, region) = PhoneText.made(&random)
      check(text, region)
    }
    #expect(decided * 10 > total * 9, "\(decided) of \(total)")
    (decided, total) = (0, 0)
    BusinessGenerator(seed: 60 + seed, parties: 1000).forEachContact { labelled in
      let region = labelled.contact.addresses.first?.country.flatMap { $0.utf8.count == 2 ? $0 : nil } ?? ""
      for phone in labelled.contact.phones { check(phone.number, region) }
    }
    #expect(decided * 10 > total * 9, "\(decided) of \(total)")
    #expect(differences == [])
  }
}

/// Telephone numbers as people write them, of all regions and none, right and wrong.
enum PhoneText {
  /// Regions, calling codes and lengths that their numbers may have.
  private static let regions: [(region: String, code: String, lengths: ClosedRange<Int>)] = """
    US 1 10, CA 1 10, JM 1 10, GB 44 9-10, GB 44 10, JE 44 10, IM 44 10, GG 44 6-10, DE 49 6-12, DE 49 10-11, FR 33 9,
    AU 61 9, AU 61 5-12, CX 61 9, IN 91 10, NL 31 9, ES 34 9, JP 81 9-10, JP 81 8-13, IT 39 6-11, SM 378 6-10, VA 39 8-11,
    AT 43 4-13, CH 41 9, BE 32 8-9, LU 352 4-11, DK 45 8, SE 46 7-10, NO 47 8, SJ 47 8, FI 358 5-12, AX 358 6-10,
    IE 353 7-10, PT 351 9, PL 48 9, CZ 420 9, SK 421 9, HU 36 8-9, RO 40 9, BG 359 6-9, GR 30 10, CY 357 8, MT 356 8,
    HR 385 6-9, SI 386 8, EE 372 7-8, LV 371 8, LT 370 8, NZ 64 8-10, ZA 27 9, BR 55 10-11, MX 52 10-11, AR 54 10-11,
    CL 56 9, CO 57 8-10, CN 86 10-11, HK 852 8, SG 65 8, MY 60 8-10, TH 66 8-9, KR 82 8-10, TR 90 10, IL 972 8-9,
    AE 971 8-9, SA 966 9, EG 20 8-10, RU 7 10, KZ 7 10, UA 380 9, RS 381 7-9, ID 62 8-11
    """.split(separator: ",").map { entry in
      let parts = entry.split(whereSeparator: \.isWhitespace).map(String.init)
      let lengths = parts[2].split(separator: "-").compactMap { Int($0) }
      return (parts[0], parts[1], lengths[0]...lengths[lengths.count - 1])
    }

  /// The library's number as it reads its E.164 form, until that changes nothing.
  static func settled(_ number: PhoneNumber?) -> PhoneNumber? {
    guard let number else { return nil }
    let text = Array("+\(number.e164)".utf8)
    guard var again = text.withUnsafeBytes({ PhoneNumber(library: $0, region: 0) }), again.e164 != number.e164 else {
      return number
    }
    again.extensionDigits = number.extensionDigits
    return settled(again)
  }

  static func made(_ random: inout Seeded) -> (text: String, region: String) {
    let (own, code, lengths) = regions[Int.random(in: regions.indices, using: &random)]
    var count = Int.random(in: lengths, using: &random)
    if random.chance(12) { count += Int.random(in: -3...4, using: &random) }
    var digits = (0..<max(1, count)).map { _ in UInt8.random(in: 0x30...0x39, using: &random) }
    if random.chance(3) { digits[0] = UInt8.random(in: 0x32...0x39, using: &random) }
    let region =
      random.chance(6) ? regions[Int.random(in: regions.indices, using: &random)].region : random.chance(12) ? "" : own
    let lead =
      [
        "", "", "0", "0", "00", "1", code, "+" + code, "+" + code, "+" + code + "0", "00" + code, "+" + code + " (0)",
        "011" + code, "Tel. 0", "Tel: +" + code, "(0", "(+" + code + ") ",
      ].randomElement(using: &random) ?? ""
    var text = lead
    if !lead.isEmpty, random.chance(2) { text += " " }
    for (place, digit) in digits.enumerated() {
      text.unicodeScalars.append(Unicode.Scalar(digit))
      if place > 0, random.chance(4) { text += [" ", "-", ".", "/", ") ", " ("].randomElement(using: &random) ?? "" }
    }
    if random.chance(40) { text += [" ", " x12", " ext. 4", "+", " -", "."].randomElement(using: &random) ?? "" }
    return (text, region)
  }
}
