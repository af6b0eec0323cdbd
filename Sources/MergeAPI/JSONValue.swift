import JSONScan

/// A small JSON document as a tree: for statuses and problems, never for contacts.
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  /// The literal as written.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// The last of equal keys counts.
  case object([String: JSONValue])

  /// Reads a whole document; throws `JSONError` when it is not one, or nested deeper than the scanner allows.
  package init(_ body: [UInt8]) throws {
    self = try body.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      let value = try JSONValue.read(&scanner, bytes)
      try scanner.finish()
      return value
    }
  }

  private static func read(
    _ scanner: inout JSONScanner, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(JSONError) -> JSONValue {
    switch try scanner.peek() {
    case .object:
      var members: [String: JSONValue] = [:]
      try scanner.enterObject()
      while let key = try scanner.nextKey() { members[scanner.decoded(key)] = try read(&scanner, bytes) }
      return .object(members)
    case .array:
      var elements: [JSONValue] = []
      try scanner.enterArray()
      while try scanner.nextElement() { elements.append(try read(&scanner, bytes)) }
      return .array(elements)
    case .string:
      return .string(scanner.decoded(try scanner.string()))
    case .number:
      return .number(String(decoding: bytes[try scanner.scalar()], as: UTF8.self))
    case .true, .false:
      return .bool(bytes[try scanner.scalar().lowerBound] == UInt8(ascii: "t"))
    case .null:
      _ = try scanner.scalar()
      return .null
    }
  }

  /// A member of an object; null where there is none.
  package subscript(key: String) -> JSONValue {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  /// nil unless it is a string.
  package var text: String? { if case .string(let text) = self { text } else { nil } }
  /// nil unless it is a boolean.
  package var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  /// nil unless it is a whole number.
  package var integer: Int? { if case .number(let literal) = self { Int(literal) } else { nil } }
  /// Empty unless it is an object.
  package var keys: [String] { if case .object(let members) = self { members.keys.sorted() } else { [] } }
  /// Empty unless it is an array.
  package var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
}
