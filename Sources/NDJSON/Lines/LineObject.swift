package import ContactModel
import JSONScan

/// The object of one line: its members are found at once, and read when asked for.
///
/// A member that is null counts as absent; of a key that comes twice the last one counts.
package struct LineObject: Sendable {
  /// The whole line.
  package let bytes: [UInt8]
  private var members: [(key: String, range: Range<Int>)] = []

  /// Throws where the bytes are not one well-formed object.
  package init(_ bytes: [UInt8]) throws(LineProblem) {
    self.bytes = bytes
    do throws(JSONError) {
      members = try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        var scanner = JSONScanner(bytes)
        var found: [(key: String, range: Range<Int>)] = []
        found.reserveCapacity(20)
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
          let name = scanner.decoded(key)
          found.append((name, try scanner.skip()))
        }
        try scanner.finish()
        return found
      }
    } catch {
      throw LineProblem(error)
    }
  }

  /// `type`, where it is a text; nil: a record of what the file is named after.
  package var type: String? { (try? text("type")) ?? nil }

  /// Whether a member is there, null or not.
  package func has(_ key: String) -> Bool { members.contains { $0.key == key } }

  /// The bytes of a member's value as they stand; nil where it is absent or null.
  package func raw(_ key: String) -> ArraySlice<UInt8>? {
    guard let range = members.last(where: { $0.key == key })?.range else { return nil }
    let value = bytes[range]
    return value.first == UInt8(ascii: "n") ? nil : value
  }

  package func text(_ key: String) throws(LineProblem) -> String? {
    guard let value = raw(key) else { return nil }
    guard value.first == UInt8(ascii: "\"") else { throw Self.wrong(key, "a text") }
    return try decoded(value)
  }

  /// A text that must be there; an empty one counts as absent.
  package func requiredText(_ key: String) throws(LineProblem) -> String {
    guard let text = try text(key), !text.isEmpty else { throw LineProblem("`\(key)` is missing") }
    return text
  }

  package func integer(_ key: String) throws(LineProblem) -> Int64? {
    guard let value = raw(key) else { return nil }
    guard let number = Int64(String(decoding: value, as: UTF8.self)) else { throw Self.wrong(key, "a whole number") }
    return number
  }

  /// A number in the precision of a single; nil where it is absent.
  package func single(_ key: String) throws(LineProblem) -> Float? {
    guard let value = raw(key) else { return nil }
    guard let number = Float(String(decoding: value, as: UTF8.self)) else { throw Self.wrong(key, "a number") }
    return number
  }

  /// A finite number; nil where it is absent.
  package func number(_ key: String) throws(LineProblem) -> Double? {
    guard let value = raw(key) else { return nil }
    guard let number = Double(String(decoding: value, as: UTF8.self)), number.isFinite else {
      throw Self.wrong(key, "a number")
    }
    return number
  }

  package func flag(_ key: String) throws(LineProblem) -> Bool? {
    guard let value = raw(key) else { return nil }
    switch value.first {
    case UInt8(ascii: "t"): return true
    case UInt8(ascii: "f"): return false
    default: throw Self.wrong(key, "true or false")
    }
  }

  /// An RFC 3339 instant.
  package func instant(_ key: String) throws(LineProblem) -> Timestamp? {
    guard let text = try text(key) else { return nil }
    guard let instant = Timestamp(rfc3339: text) else {
      throw Self.wrong(key, "an instant such as 2026-01-31T00:00:00Z")
    }
    return instant
  }

  /// The texts of a list; empty where it is absent.
  package func texts(_ key: String) throws(LineProblem) -> [String] {
    var texts: [String] = []
    for element in try elements(key) {
      guard element.first == UInt8(ascii: "\"") else { throw Self.wrong(key, "a list of texts") }
      texts.append(try decoded(element))
    }
    return texts
  }

  /// The objects of a list; empty where it is absent.
  package func objects(_ key: String) throws(LineProblem) -> [LineObject] {
    var objects: [LineObject] = []
    for element in try elements(key) {
      guard element.first == UInt8(ascii: "{") else { throw Self.wrong(key, "a list of objects") }
      objects.append(try LineObject(Array(element)))
    }
    return objects
  }

  /// A member that is an object; nil where it is absent.
  package func object(_ key: String) throws(LineProblem) -> LineObject? {
    guard let value = raw(key) else { return nil }
    guard value.first == UInt8(ascii: "{") else { throw Self.wrong(key, "an object") }
    return try LineObject(Array(value))
  }

  private func elements(_ key: String) throws(LineProblem) -> [ArraySlice<UInt8>] {
    guard let value = raw(key) else { return [] }
    guard value.first == UInt8(ascii: "[") else { throw Self.wrong(key, "a list") }
    let ranges: [Range<Int>]
    do throws(JSONError) {
      ranges = try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        var scanner = JSONScanner(bytes, in: value.startIndex..<value.endIndex)
        var ranges: [Range<Int>] = []
        try scanner.enterArray()
        while try scanner.nextElement() { ranges.append(try scanner.skip()) }
        return ranges
      }
    } catch {
      throw LineProblem(error)
    }
    return ranges.map { bytes[$0] }
  }

  private func decoded(_ value: ArraySlice<UInt8>) throws(LineProblem) -> String {
    do throws(JSONError) {
      return try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        var scanner = JSONScanner(bytes, in: value.startIndex..<value.endIndex)
        return scanner.decoded(try scanner.string())
      }
    } catch {
      throw LineProblem(error)
    }
  }

  private static func wrong(_ key: String, _ expected: String) -> LineProblem {
    LineProblem("`\(key)` must be \(expected)")
  }
}
