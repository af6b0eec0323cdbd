import Foundation
import JSONScan
import TestSupport
import Testing

@Suite("Hostile bytes through the scanner")
struct ScannerHostileTests {
  /// Milliseconds of CPU that one input may cost.
  private static let mostMilliseconds: UInt64 = 1000

  @Test("it reads what a slow plain reader and Foundation read", arguments: Fuzz.seeds)
  func laws(seed: UInt64) async {
    var hostile = HostileJSON(seed: seed &* 0x9E37_79B9 &+ 1)
    var broken: [String] = []
    var (wellFormed, deep, foundation, slowest) = (0, 0, 0, UInt64(0))
    let count = (Fuzz.count ?? 40_000) / 8
    for turn in 0..<count where broken.count < 20 {
      if turn.isMultiple(of: 100) { await Task.yield() }
      let document = hostile.next()
      let expected = ReferenceJSON(document)
      if let expected {
        wellFormed += 1
        if expected.depth > JSONScanner.depthLimit { deep += 1 }
      }
      let start = Fuzz.cpuTime()
      var laws = ScannerHostileTests.broken(document, expected)
      let cost = (Fuzz.cpuTime() - start) / 1_000_000
      slowest = max(slowest, cost)
      if cost > ScannerHostileTests.mostMilliseconds { laws.append("\(cost) ms") }
      if turn.isMultiple(of: 16), let isAgreed = ScannerHostileTests.agrees(document, expected) {
        foundation += 1
        if !isAgreed { laws.append("Foundation") }
      }
      for law in laws {
        broken.append(
          "\(law): \(String(reflecting: String(decoding: document.prefix(300), as: UTF8.self))) \(document)")
      }
    }
    #expect(broken == [])
    if count >= 1000 {
      #expect(wellFormed > count / 5 && wellFormed < count && deep > count / 500 && foundation > count / 50)
    }
    if Fuzz.count != nil {
      print(
        "seed \(seed): \(count) documents, \(wellFormed) of them JSON, \(deep) too deep,",
        "\(foundation) compared with Foundation, the slowest \(slowest) ms")
    }
  }

  /// The laws that a document breaks.
  private static func broken(_ document: [UInt8], _ expected: ReferenceJSON?) -> [String] {
    var broken: [String] = []
    document.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      do throws(JSONError) {
        try scanner.skip()
        try scanner.finish()
        if expected == nil { broken.append("skipped what is no JSON") }
      } catch {
        if expected != nil { broken.append("skip: \(error)") }
        if !(0...bytes.count ~= error.offset) { broken.append("error beyond the end: \(error)") }
      }
      guard let expected else { return }
      if scanner.traits.contains(.tooDeep) != (expected.depth > JSONScanner.depthLimit) { broken.append("depth") }
      if scanner.traits.isRepaired != expected.isRepaired { broken.append("traits") }
    }
    do throws(JSONError) {
      let tree = try Tree.scan(document)
      if expected.map({ tree.isSame(as: $0.tree) }) != true { broken.append("another value") }
    } catch {
      let isTooDeep = (expected?.depth ?? 0) > JSONScanner.depthLimit
      if expected != nil, !isTooDeep || error.what != "nested too deeply" { broken.append("pull: \(error)") }
      if !(0...document.count ~= error.offset) { broken.append("error beyond the end: \(error)") }
    }
    if let expected, expected.depth <= JSONScanner.depthLimit { broken += copies(document, expected) }
    return broken
  }

  /// A clean copy says the same in what PostgreSQL takes; a line says the same without line ends.
  private static func copies(_ document: [UInt8], _ expected: ReferenceJSON) -> [String] {
    var broken: [String] = []
    var (clean, line): ([UInt8], [UInt8]) = ([], [])
    document.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      try? scanner.cleanCopy(into: &clean)
      appendAsLine(bytes, to: &line)
    }
    let copy = ReferenceJSON(clean)
    if copy.map({ expected.tree.isSame(as: $0.tree, huge: true) && !$0.isRepaired }) != true {
      broken.append("clean copy")
    }
    if line.contains(0x0A) || line.contains(0x0D) || String(validating: line, as: UTF8.self) == nil
      || ReferenceJSON(line).map({ expected.tree.isSame(as: $0.tree) && $0.isRepaired == expected.isRepaired }) != true
    {
      broken.append("line")
    }
    return broken
  }

  /// nil where Foundation is known to read otherwise: it refuses what is no Unicode, numbers beyond Double and much depth,
  /// rounds numbers of many digits otherwise (it reads them as Decimal first), guesses UTF-16 from zero bytes, keeps another of
  /// two members with one key, and takes a comma before a bracket.
  private static func agrees(_ document: [UInt8], _ expected: ReferenceJSON?) -> Bool? {
    guard let expected, !expected.isRepaired, !expected.hasTwins, expected.depth <= JSONScanner.depthLimit,
      !document.contains(0), !document.starts(with: [0xEF, 0xBB, 0xBF]), isFinite(expected.tree)
    else { return nil }
    return (try? JSONSerialization.jsonObject(with: Data(document), options: .fragmentsAllowed)).map(
      expected.tree.agrees) ?? false
  }

  private static func isFinite(_ tree: Tree) -> Bool {
    switch tree {
    case .number(let literal): literal.utf8.count < 18 && Double(literal).map { $0.isFinite } ?? false
    case .array(let elements): elements.allSatisfy(isFinite)
    case .object(let members): members.values.allSatisfy(isFinite)
    default: true
    }
  }
}

/// JSON in all its spellings, JSON with slips, and what only looks like it.
private struct HostileJSON {
  private var json: RandomJSON

  init(seed: UInt64) { json = RandomJSON(seed: seed) }

  mutating func next() -> [UInt8] {
    switch Int.random(in: 0..<20, using: &json.random) {
    case 0:
      (0..<Int.random(in: 0..<60, using: &json.random)).map { _ in UInt8.random(in: 0...255, using: &json.random) }
    case 1: tokens()
    case 2: nested()
    case 3: text()
    case 4: number()
    case 5: [0xEF, 0xBB, 0xBF] + json.document()
    case 6...10: json.document()
    default: json.mutated(json.document())
    }
  }

  private static let tokens =
    [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\"a\":", "null", "true", "false", "nul", "-", "0", "1", ".", "e", "E+",
      "\\u",
      "\\ud83d", "\\ude00", "\\u0000", "00e4", " ", "\n", "\u{0}", "\u{1F}", "ä", "😀", "\"\"", "[]", "{}",
    ].map { Array($0.utf8) } + [[0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90], [0xFF], [0xE4, 0xBA]]

  private mutating func tokens() -> [UInt8] {
    Array(
      (0..<Int.random(in: 0..<24, using: &json.random)).map { _ in
        HostileJSON.tokens.randomElement(using: &json.random)!
      }.joined())
  }

  /// Up to two hundred containers inside one another, most of them closed.
  private mutating func nested() -> [UInt8] {
    var (opened, closed): ([UInt8], [UInt8]) = ([], [])
    for _
      in 0..<(json.random.chance(2)
      ? Int.random(in: 60...70, using: &json.random) : Int.random(in: 1...200, using: &json.random))
    {
      let isObject = json.random.chance(2)
      opened += (isObject ? "{\"k\":" : "[").utf8
      closed.append(UInt8(ascii: isObject ? "}" : "]"))
    }
    if json.random.chance(8) { closed.swapAt(0, closed.count - 1) }
    if json.random.chance(8) { closed.removeLast() }
    if json.random.chance(16) { closed.append(UInt8(ascii: "]")) }
    json.value(&opened, depth: 6)
    return opened + closed.reversed()
  }

  /// A long string of pieces that are hard to tell apart.
  private mutating func text() -> [UInt8] {
    var text: [UInt8] = [UInt8(ascii: "\"")]
    for _ in 0..<Int.random(in: 0..<60, using: &json.random) {
      switch Int.random(in: 0..<8, using: &json.random) {
      case 0: text += "\\u\(String(Int.random(in: 0...0xFFFF, using: &json.random) | 0x1000, radix: 16))".utf8
      case 1: text += String(UnicodeScalar(UInt32.random(in: 0x20...0xD7FF, using: &json.random))!).utf8
      case 2: text.append(UInt8.random(in: 0x80...0xFF, using: &json.random))
      case 3: text += ["\\ud83d\\ude00", "\\ud83d", "\\ude00", "\\u0000"].randomElement(using: &json.random)!.utf8
      default: text += "Harbor Lane Bakery".utf8.prefix(Int.random(in: 0...18, using: &json.random))
      }
    }
    text.append(UInt8(ascii: "\""))
    return text
  }

  private mutating func number() -> [UInt8] {
    var text = json.random.chance(2) ? "-" : ""
    func digits(_ most: Int, _ json: inout RandomJSON) -> String {
      String(
        (0..<Int.random(in: 0...most, using: &json.random)).map { _ in "0123456789".randomElement(using: &json.random)!
        })
    }
    text += json.random.chance(50) ? digits(3000, &json) : digits(3, &json)
    if json.random.chance(2) { text += "." + digits(4, &json) }
    if json.random.chance(2) { text += ["e", "E", "e+", "E-"].randomElement(using: &json.random)! + digits(7, &json) }
    return Array(json.random.chance(2) ? "[\(text)]".utf8 : text.utf8)
  }
}
