import JSONScan
import NDJSON

/// One member of a JSON object: its key, and its value as written.
struct JSONMember {
  var key: String
  var value: ArraySlice<UInt8>

  /// The value's text where it is a string, escapes decoded; nil for every other kind.
  var text: String? { JSONMember.text(of: value) }

  /// All members of the object that a piece of JSON consists of, in order.
  static func list(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> [JSONMember] {
    try scan(bytes) { scanner throws(JSONError) in
      var members: [JSONMember] = []
      members.reserveCapacity(24)
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        let value = try scanner.skip()
        members.append(JSONMember(key: scanner.decoded(key), value: slice(value, of: bytes)))
      }
      try scanner.finish()
      return members
    }
  }

  /// The elements of the array that a value is; none where it is no array.
  static func elements(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    guard bytes.first == UInt8(ascii: "[") else { return [] }
    let elements = try? scan(bytes) { scanner throws(JSONError) in
      var elements: [ArraySlice<UInt8>] = []
      try scanner.enterArray()
      while try scanner.nextElement() { elements.append(slice(try scanner.skip(), of: bytes)) }
      return elements
    }
    return elements ?? []
  }

  /// The text that a value is, escapes decoded; nil where it is no string.
  static func text(of bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.first == UInt8(ascii: "\"") else { return nil }
    return try? scan(bytes) { scanner throws(JSONError) in scanner.decoded(try scanner.string()) }
  }

  private static func slice(_ range: Range<Int>, of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes[bytes.startIndex + range.lowerBound..<bytes.startIndex + range.upperBound]
  }

  private static func scan<Result>(
    _ bytes: ArraySlice<UInt8>, _ body: (inout JSONScanner) throws(JSONError) -> Result
  ) throws(JSONError) -> Result {
    try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
      var scanner = JSONScanner(buffer)
      return try body(&scanner)
    }
  }
}

extension JSONMember {
  /// A member whose value is a text.
  init(key: String, text: String) {
    var bytes: [UInt8] = []
    appendJSONString(text, to: &bytes)
    self.init(key: key, value: bytes[...])
  }

  /// A member whose value is an object.
  init(key: String, members: [JSONMember]) {
    var bytes = [UInt8(ascii: "{")]
    for (index, member) in members.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      appendJSONString(member.key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(contentsOf: member.value)
    }
    bytes.append(UInt8(ascii: "}"))
    self.init(key: key, value: bytes[...])
  }
}

extension JSONMember {
  enum Kind {
    case null
    case bool
    case number
    case text
    case array
    case object
  }

  var kind: Kind {
    switch value.first {
    case UInt8(ascii: "n"): .null
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "\""): .text
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "{"): .object
    default: .number
    }
  }

  /// A member with a value of any kind.
  init(key: String, _ value: JSONValue) {
    var bytes: [UInt8] = []
    JSONLine.append(value, to: &bytes)
    self.init(key: key, value: bytes[...])
  }
}
