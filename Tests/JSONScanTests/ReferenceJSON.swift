/// JSON read slowly and plainly by RFC 8259, a byte a step: what ``JSONScanner`` is held against.
///
/// Strings are what the scanner promises: U+FFFD in place of U+0000, of half a surrogate pair and of what is not UTF-8.
struct ReferenceJSON {
  private(set) var tree: Tree
  /// Containers inside one another at most.
  private(set) var depth = 0
  /// U+FFFD was put somewhere.
  private(set) var isRepaired = false
  /// A key occurs twice in one object.
  private(set) var hasTwins = false

  private struct NotJSON: Error {}

  private let bytes: [UInt8]
  private var place = 0

  /// nil where the bytes are no JSON.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    tree = .null
    do {
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
      tree = try value(1)
      space()
      guard place == bytes.count else { return nil }
    } catch { return nil }
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func space() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[place...].starts(with: text.utf8) else { return false }
    place += text.utf8.count
    return true
  }

  private mutating func value(_ level: Int) throws -> Tree {
    space()
    if take("null") { return .null }
    if take("true") { return .bool(true) }
    if take("false") { return .bool(false) }
    if next == 0x22 { return .string(try string()) }
    if take("[") {
      depth = max(depth, level)
      var elements: [Tree] = []
      space()
      if take("]") { return .array([]) }
      repeat {
        elements.append(try value(level + 1))
        space()
      } while take(",")
      guard take("]") else { throw NotJSON() }
      return .array(elements)
    }
    if take("{") {
      depth = max(depth, level)
      var members: [String: Tree] = [:]
      space()
      if take("}") { return .object([:]) }
      repeat {
        space()
        guard next == 0x22 else { throw NotJSON() }
        let key = try string()
        space()
        guard take(":") else { throw NotJSON() }
        if members[key] != nil { hasTwins = true }
        members[key] = try value(level + 1)
        space()
      } while take(",")
      guard take("}") else { throw NotJSON() }
      return .object(members)
    }
    return .number(try number())
  }

  private mutating func number() throws -> String {
    let start = place
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { 0x30...0x39 ~= $0 } ?? false }
    func digits() throws {
      guard isDigit(next) else { throw NotJSON() }
      while isDigit(next) { place += 1 }
    }
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("-") { _ = take("+") }
      try digits()
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func string() throws -> String {
    place += 1
    var text: [UInt8] = []
    while let byte = next, byte != 0x22 {
      guard byte >= 0x20 else { throw NotJSON() }
      place += 1
      guard byte == 0x5C else {
        text.append(byte)
        continue
      }
      let plain: [Character: UInt8] = [
        "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 0x08, "f": 0x0C, "n": 0x0A, "r": 0x0D, "t": 0x09,
      ]
      guard let letter = next else { throw NotJSON() }
      place += 1
      if let meant = plain[Character(Unicode.Scalar(letter))] {
        text.append(meant)
      } else if letter == 0x75 {
        try unit(into: &text)
      } else {
        throw NotJSON()
      }
    }
    guard take("\"") else { throw NotJSON() }
    if String(validating: text, as: UTF8.self) == nil { isRepaired = true }
    return String(decoding: text, as: UTF8.self)
  }

  /// Behind `\u`.
  private mutating func unit(into text: inout [UInt8]) throws {
    var units = [try hexadecimal()]
    if UTF16.isLeadSurrogate(units[0]), bytes[place...].starts(with: "\\u".utf8) {
      let before = place
      place += 2
      if let second = try? hexadecimal(), UTF16.isTrailSurrogate(second) {
        units.append(second)
      } else {
        place = before
      }
    }
    if units == [0] || units.count == 1 && UTF16.isSurrogate(units[0]) {
      isRepaired = true
      units = [0xFFFD]
    }
    text += String(decoding: units, as: UTF16.self).utf8
  }

  private mutating func hexadecimal() throws -> UInt16 {
    let digits = bytes[place...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw NotJSON() }
    place += 4
    return unit
  }
}

extension Tree {
  /// The same to the byte; `huge`: a number may have become a string of its literal.
  func isSame(as other: Tree, huge: Bool = false) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.number(let a), .string(let b)): huge && a == b && (a.utf8.count > 1000 || a.contains { "eE".contains($0) })
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1, huge: huge) }
    case (.object(let a), .object(let b)):
      a.count == b.count && a.allSatisfy { key, value in b[key].map { value.isSame(as: $0, huge: huge) } ?? false }
    default: false
    }
  }
}
