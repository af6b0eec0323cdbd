import JSONScan
import TestSupport
import Testing

struct CopyTests {
  private static let copies: [(String, String)] = [
    (#"[ {"a" : "b\u0000c", "n": 1e400000} , null ]"#, #"[{"a":"b\#u{FFFD}c","n":"1e400000"},null]"#),
    (#"{"k\ud800":"\n\"","ok":"\u00e4\/"}"#, #"{"k\#u{FFFD}":"\n\"","ok":"\u00e4\/"}"#),
    (#"["\u0001\ud800\\"]"#, #"["\u0001\#u{FFFD}\\"]"#), ("[]", "[]"), ("{ }", "{}"), (" 12.50 ", "12.50"),
    (#"[true,false,[[]],{"a":{}}]"#, #"[true,false,[[]],{"a":{}}]"#),
  ]

  @Test(arguments: copies)
  func cleanCopyKeepsWhatIsStorable(_ json: String, _ clean: String) throws {
    try Array(json.utf8).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      var out: [UInt8] = []
      try scanner.cleanCopy(into: &out)
      try scanner.finish()
      #expect(String(decoding: out, as: UTF8.self) == clean)
    }
  }

  @Test func cleanCopyOfRandomDocumentsKeepsTheirValues() throws {
    var generator = RandomJSON(seed: 21)
    for _ in 0..<500 {
      let document = generator.document()
      var copy: [UInt8] = []
      try document.withUnsafeBufferPointer { bytes in
        var scanner = JSONScanner(bytes)
        try scanner.cleanCopy(into: &copy)
      }
      #expect("\(try Tree.scan(copy).sorted)" == "\(try Tree.scan(document).sorted)")
    }
  }

  private static let written: [(String, String)] = [
    ("", #""""#), ("plain", #""plain""#), ("a\"b\\c/", #""a\"b\\c/""#), ("\u{8}\u{9}\n\u{C}\r", #""\b\t\n\f\r""#),
    ("\u{0}\u{1F}\u{10}", #""\u0000\u001f\u0010""#), ("ä京😀\u{2028}\u{7F}", "\"ä京😀\u{2028}\u{7F}\""),
  ]

  @Test(arguments: written)
  func writesStringsWithTheFewestEscapes(_ text: String, _ json: String) {
    var out: [UInt8] = []
    appendJSONString(text, to: &out)
    #expect(String(decoding: out, as: UTF8.self) == json)
  }

  @Test func writtenStringsReadTheSame() throws {
    var random = Seeded(8)
    for _ in 0..<3000 {
      let text = String(
        String.UnicodeScalarView(
          (0..<Int.random(in: 0..<20, using: &random)).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: 1..<(random.chance(2) ? 0x80 : 0x11_0000), using: &random))
          }))
      var out: [UInt8] = []
      appendJSONString(text, to: &out)
      try out.withUnsafeBufferPointer { bytes in
        var scanner = JSONScanner(bytes)
        let scanned = try scanner.string()
        try scanner.finish()
        #expect(Array(scanner.decoded(scanned).utf8) == Array(text.utf8))
      }
    }
  }

  @Test func findsTheFirstByte() {
    var random = Seeded(4)
    for _ in 0..<5000 {
      let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in UInt8.random(in: 8...12, using: &random) }
      let start = Int.random(in: 0...bytes.count, using: &random)
      let found = bytes.withUnsafeBufferPointer { firstByte(10, in: $0, from: start) }
      #expect(found == bytes[start...].firstIndex(of: 10))
    }
  }
}

extension Tree {
  /// A form in which equal documents print alike.
  fileprivate var sorted: [String] {
    switch self {
    case .object(let members): members.sorted { $0.key < $1.key }.flatMap { ["{" + $0.key] + $0.value.sorted } + ["}"]
    case .array(let elements): ["["] + elements.flatMap(\.sorted) + ["]"]
    default: ["\(self)"]
    }
  }
}
