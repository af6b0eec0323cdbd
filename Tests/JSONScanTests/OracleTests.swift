import Foundation
import JSONScan
import TestSupport
import Testing

/// The scanner against Foundation's JSONSerialization, on seeded random documents.
struct OracleTests {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func wellFormedDocumentsHaveTheSameValues(seed: UInt64) throws {
    var generator = RandomJSON(seed: seed)
    for _ in 0..<200 {
      let document = generator.document()
      let expected = try JSONSerialization.jsonObject(with: Data(document), options: .fragmentsAllowed)
      let tree = try Tree.scan(document)
      #expect(tree.agrees(with: expected), "\(String(decoding: document, as: UTF8.self))")
      try document.withUnsafeBufferPointer { bytes in
        var scanner = JSONScanner(bytes)
        try scanner.skip()
        try scanner.finish()
      }
    }
  }

  /// Known differences, told apart by what the scanner has met: Foundation refuses invalid UTF-8, half surrogate pairs
  /// and numbers beyond Double, all of which the scanner passes on marked; it takes a comma before a closing bracket,
  /// which RFC 8259 does not; and it guesses UTF-16 and UTF-32 from zero bytes.
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func damagedDocumentsFailAlike(seed: UInt64) {
    var generator = RandomJSON(seed: seed &+ 1000)
    var refused = 0
    for _ in 0..<1000 {
      let document = generator.mutated(generator.document())
      let foundation = (try? JSONSerialization.jsonObject(with: Data(document), options: .fragmentsAllowed)) != nil
      let (isWellFormed, traits) = outcome(document)
      if !isWellFormed { refused += 1 }
      if document.contains(0) || traits.isRepaired || hasNumberBeyondDouble(document) { continue }
      if foundation, !isWellFormed, hasCommaBeforeBracket(document) { continue }
      #expect(isWellFormed == foundation, "\(String(decoding: document, as: UTF8.self))")
    }
    #expect(refused > 300)
  }

  @Test func treeAndSkipAgreeOnDamage() {
    var generator = RandomJSON(seed: 77)
    for _ in 0..<5000 {
      let document = generator.mutated(generator.document())
      #expect(outcome(document).isWellFormed == ((try? Tree.scan(document)) != nil))
    }
  }

  @Test func randomBytesNeverCrash() {
    var random = Seeded(5)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        random.chance(2)
          ? UInt8.random(in: 0...255, using: &random) : Array("{}[]\":,\\u00n-1e".utf8).randomElement(using: &random)!
      }
      let foundation = (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
      let (isWellFormed, traits) = outcome(bytes)
      if bytes.contains(0) || traits.isRepaired || hasNumberBeyondDouble(bytes) { continue }
      if foundation, !isWellFormed, hasCommaBeforeBracket(bytes) { continue }
      #expect(isWellFormed == foundation, "\(bytes)")
    }
  }

  @Test func everyTruncationIsRefused() throws {
    var generator = RandomJSON(seed: 9)
    for _ in 0..<60 {
      // In an array, so that no beginning is a document.
      let document = Array("[".utf8) + generator.document() + Array("]".utf8)
      for count in 0..<document.count {
        #expect(!outcome(Array(document[..<count])).isWellFormed)
        #expect((try? Tree.scan(Array(document[..<count]))) == nil)
      }
    }
  }

  private func outcome(_ document: [UInt8]) -> (isWellFormed: Bool, traits: JSONTraits) {
    document.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      let isWellFormed = (try? scanner.skip()) != nil && scanner.isAtEnd
      return (isWellFormed, scanner.traits)
    }
  }

  private func hasCommaBeforeBracket(_ document: [UInt8]) -> Bool {
    let text = document.filter { ![0x20, 0x0A, 0x0D, 0x09].contains($0) }
    return zip(text, text.dropFirst()).contains { $0 == UInt8(ascii: ",") && [0x5D, 0x7D].contains($1) }
  }

  private func hasNumberBeyondDouble(_ document: [UInt8]) -> Bool {
    String(decoding: document, as: UTF8.self).split { !"+-.0123456789eE".contains($0) }.contains {
      $0.contains { $0 == "e" || $0 == "E" || $0.isNumber } && (Double($0).map { !$0.isFinite } ?? false)
    }
  }
}

/// A document as the scanner's pull functions give it.
indirect enum Tree {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([Tree])
  case object([String: Tree])

  static func scan(_ document: [UInt8]) throws(JSONError) -> Tree {
    try document.withUnsafeBufferPointer { bytes throws(JSONError) in
      var scanner = JSONScanner(bytes)
      let tree = try scan(&scanner, bytes)
      try scanner.finish()
      return tree
    }
  }

  private static func scan(
    _ scanner: inout JSONScanner, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(JSONError) -> Tree {
    switch try scanner.peek() {
    case .object:
      var members: [String: Tree] = [:]
      try scanner.enterObject()
      while let key = try scanner.nextKey() { members[scanner.decoded(key)] = try scan(&scanner, bytes) }
      return .object(members)
    case .array:
      var elements: [Tree] = []
      try scanner.enterArray()
      while try scanner.nextElement() { elements.append(try scan(&scanner, bytes)) }
      return .array(elements)
    case .string:
      let text = try scanner.string()
      return .string(scanner.decoded(text))
    case .number: return .number(String(decoding: bytes[try scanner.scalar()], as: UTF8.self))
    case .null:
      _ = try scanner.scalar()
      return .null
    case .true, .false: return .bool(try scanner.scalar().count == 4)
    }
  }

  func agrees(with other: Any) -> Bool {
    switch self {
    case .null: other is NSNull
    case .bool(let bool): (other as? Bool) == bool
    case .number(let literal): (other as? NSNumber)?.doubleValue == Double(literal)
    case .string(let string): (other as? String).map { Array($0.utf8) == Array(string.utf8) } ?? false
    case .array(let elements):
      (other as? [Any]).map { $0.count == elements.count && zip(elements, $0).allSatisfy { $0.agrees(with: $1) } }
        ?? false
    case .object(let members):
      (other as? [String: Any]).map { other in
        other.count == members.count && members.allSatisfy { key, value in other[key].map(value.agrees) ?? false }
      } ?? false
    }
  }
}
