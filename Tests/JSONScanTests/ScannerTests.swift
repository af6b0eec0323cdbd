import JSONScan
import TestSupport
import Testing

struct ScannerTests {
  @Test(arguments: [
    "null", " true ", "[]", "{}", "[ ]", "{ }", "0", "-0", "-1.5e+10", "1E5", "\"\"", "[1,[2,{\"a\":[]}],\"x\"]",
    "{\"a\":1,\"a\":2}", "\"\\u0041\\ud83d\\ude00\"", "\u{FEFF}[1]", "\"\u{7F}\u{2028}\"", "1e400000",
    "\"\\ud800\"", "\"\\u0000\"", "[1e-5,\r\n\t2]",
  ])
  func accepts(_ text: String) throws {
    try skipAll(text)
  }

  private static let malformed: [(String, Int)] = [
    ("", 0), (" ", 1), ("nul", 3), ("nulL", 0), ("tru", 3), ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("[1", 2),
    ("{\"a\"}", 4), ("{\"a\":}", 5), ("{\"a\":1,}", 7), ("{a:1}", 1), ("{\"a\":1 \"b\":2}", 7), ("[}", 1), ("{]", 1),
    ("[{]}", 2), ("01", 1), ("1.", 2), (".5", 0), ("+1", 0), ("-", 1), ("1e", 2), ("1e+", 3), ("1.e1", 2), ("-a", 1),
    ("\"abc", 4), ("\"a\\", 2), ("\"\\x\"", 1), ("\"\\u12\"", 1), ("\"\\u12g4\"", 1), ("\"a\nb\"", 2),
    ("\"a\u{0}b\"", 2),
    ("{} {}", 3), ("[1]x", 3), ("\u{FEFF}", 3), ("'a'", 0), ("NaN", 0), ("[1]\u{0}", 3),
  ]

  @Test(arguments: malformed)
  func refuses(_ text: String, at offset: Int) {
    #expect(throws: JSONError.self) { try skipAll(text) }
    do { try skipAll(text) } catch { #expect(error.offset == offset, "\(error)") }
  }

  private func skipAll(_ text: String) throws(JSONError) {
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(JSONError) in
      var scanner = JSONScanner(bytes)
      try scanner.skip()
      try scanner.finish()
    }
  }

  private static let strings: [(String, String, JSONTraits)] = [
    (#""plain""#, "plain", JSONTraits()), (#""a\"b\\c\/d""#, "a\"b\\c/d", .escapes),
    (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t", .escapes), (#""\u00e4\u4EAC""#, "ä京", .escapes),
    (#""\ud83d\ude00""#, "😀", .escapes), (#""\uD83D\uDE00x""#, "😀x", .escapes),
    (#""\udbff\udfff""#, "\u{10FFFF}", .escapes), (#""\u0000""#, "\u{FFFD}", [.escapes, .unstorable]),
    (#""a\ud800""#, "a\u{FFFD}", [.escapes, .unstorable]),
    (#""\ud800\ud83d\ude00""#, "\u{FFFD}😀", [.escapes, .unstorable]),
    (#""\ud800\u0041""#, "\u{FFFD}A", [.escapes, .unstorable]), (#""\udc00x""#, "\u{FFFD}x", [.escapes, .unstorable]),
    (#""\ud800\n""#, "\u{FFFD}\n", [.escapes, .unstorable]), (#""\\u0000""#, "\\u0000", .escapes),
    (#""ä京😀""#, "ä京😀", JSONTraits()), (#""\uffff\u2028""#, "\u{FFFF}\u{2028}", .escapes),
  ]

  @Test(arguments: strings)
  func decodesStrings(_ json: String, _ text: String, _ traits: JSONTraits) throws {
    try Array(json.utf8).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      let scanned = try scanner.string()
      try scanner.finish()
      #expect(scanner.decoded(scanned) == text)
      #expect(scanned.traits == traits)
      #expect(scanner.traits == traits)
      var decoded: [UInt8] = []
      scanner.decode(scanned, into: &decoded)
      #expect(decoded == Array(text.utf8))
    }
  }

  /// String(decoding:) replaces by the same rule.
  @Test func repairsInvalidUTF8LikeTheStandardLibrary() throws {
    var random = Seeded(3)
    let telling: [UInt8] = [
      0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE2, 0xED, 0xA0, 0x9F, 0xF0, 0x90, 0xF4, 0x8F, 0xF5,
    ]
    for _ in 0..<20_000 {
      let content = (0..<Int.random(in: 0..<8, using: &random)).map { _ in telling.randomElement(using: &random)! }
      let expected = String(decoding: content, as: UTF8.self)
      let isValid = Array(expected.utf8) == content
      try ([0x22] + content + [0x22]).withUnsafeBufferPointer { bytes in
        var scanner = JSONScanner(bytes)
        let text = try scanner.string()
        #expect(scanner.decoded(text) == expected, "\(content)")
        #expect(text.traits.contains(.invalidUTF8) == !isValid)
      }
      content.withUnsafeBufferPointer { bytes in
        var out: [UInt8] = []
        #expect(appendStorable(bytes, to: &out) == !isValid)
        #expect(out == Array(expected.utf8))
        #expect(isValidUTF8(bytes) == isValid)
      }
    }
  }

  @Test func pullsMembersInOrder() throws {
    let text = #" { "name" : "Acme" , "list":[1, "two", {"x":null}], "nested":{"deep":[[]]}, "last":true } "#
    try Array(text.utf8).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      var keys: [String] = []
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        keys.append(scanner.decoded(key))
        if scanner.matches(key, "list") {
          var count = 0
          try scanner.enterArray()
          while try scanner.nextElement() {
            try scanner.skip()
            count += 1
          }
          #expect(count == 3)
        } else if scanner.matches(key, "name") {
          #expect(scanner.decoded(try scanner.string()) == "Acme")
        } else {
          try scanner.skip()
        }
      }
      try scanner.finish()
      #expect(keys == ["name", "list", "nested", "last"])
    }
  }

  @Test func scansNothingOutsideItsRange() throws {
    try Array("[1,2]".utf8).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes, in: 1..<2)
      #expect(try scanner.scalar() == 1..<2)
      try scanner.finish()
      var cut = JSONScanner(bytes, in: 0..<4)
      #expect(throws: JSONError(offset: 4, what: "unexpected end of the text")) { try cut.skip() }
    }
  }

  @Test func enteringIsLimitedAndSkippingIsNot() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    try nested(64).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      try scanner.skip()
      #expect(scanner.traits.isEmpty)
      scanner = JSONScanner(bytes)
      for _ in 0..<63 {
        try scanner.enterArray()
        #expect(try scanner.nextElement())
      }
      try scanner.enterArray()
      #expect(try !scanner.nextElement())
    }
    try nested(100_000).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      try scanner.skip()
      try scanner.finish()
      #expect(scanner.traits == .tooDeep)
      scanner = JSONScanner(bytes)
      #expect(throws: JSONError.self) {
        while true {
          try scanner.enterArray()
          _ = try scanner.nextElement()
        }
      }
      #expect(scanner.offset == 64)
    }
    // Kinds of brackets are remembered at any depth.
    var mixed: [UInt8] = []
    for index in 0..<300 { mixed += index % 3 == 0 ? Array("{\"a\":".utf8) : Array("[".utf8) }
    mixed += Array("1".utf8)
    for index in (0..<300).reversed() { mixed += index % 3 == 0 ? Array("}".utf8) : Array("]".utf8) }
    try mixed.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      try scanner.skip()
      try scanner.finish()
    }
    mixed[mixed.count - 150] = mixed[mixed.count - 150] == UInt8(ascii: "]") ? UInt8(ascii: "}") : UInt8(ascii: "]")
    mixed.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      #expect(throws: JSONError.self) { try scanner.skip() }
    }
  }

  private static let numbers: [(String, Bool)] = [
    ("1", false), ("1e10", false), ("1e400000", true), ("1e-400000", true), ("0.1e-16400", true), ("1e-16000", false),
    ("1e130000", false), ("1e131072", true), ("1e99999999999999999999", true), ("-1E-99999999999999999999", true),
    ("123456789e-3", false),
  ]

  @Test(arguments: numbers)
  func marksNumbersBeyondNumeric(_ literal: String, _ isHuge: Bool) throws {
    try Array(literal.utf8).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      try scanner.skip()
      try scanner.finish()
      #expect(scanner.traits.contains(.hugeNumber) == isHuge)
    }
  }
}
