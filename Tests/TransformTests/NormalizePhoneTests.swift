import PhoneNumbers
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
      ("214-555-0123 ext. 7", "CA", 12_145_550_123, 7), ("020 7946 0958", "GB", 442_079_460_958, 0),
      ("0044 20 7946 0958", "DE", 442_079_460_958, 0), ("030/123456", "DE", 4_930_123_456, 0),
      ("0061 2 5550 1234", "AU", 61_255_501_234, 0),
      ("+34 (0)91 182 39 49", "ES", 34_911_823_949, 0),
      ("+49 (0)30 123456", "FR", 4_930_123_456, 0),
      ("01 99 00 12 34", "FR", 33_199_001_234, 0), ("06 1234 5678", "IT", 390_612_345_678, 0),
      ("(02) 5550 1234", "AU", 61_255_501_234, 0),
      ("tel:+1-214-555-0123", "GB", 12_145_550_123, 0), ("1-800-FLOWERS", "US", 18_003_569_377, 0),
      ("12", "US", 112, 0), ("+380 12345678901234567", "US", 380_123_456_789_012_345, 0),
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
        return (parser.parse(buffer, region: code), PhoneNumber(library: buffer, region: code))
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
}
