/// A pull scanner over JSON bytes (RFC 8259): one pass, no copies, no recursion; the caller says what to read next.
///
/// ```
/// try scanner.enterObject()
/// while let key = try scanner.nextKey() {
///   if scanner.matches(key, "name") { name = try scanner.string() } else { try scanner.skip() }
/// }
/// try scanner.finish()
/// ```
/// After ``nextKey()`` and a true ``nextElement()`` the caller reads exactly one value: `string`, `scalar`, `skip`, or
/// `enter…` followed by its members to the end. All offsets count from the start of the buffer, which must outlive the
/// scanner. Every function throws ``JSONError`` where the bytes are not well-formed.
package struct JSONScanner {
  /// Objects and arrays inside one another, the outermost counted.
  package static var depthLimit: Int { 64 }

  let base: UnsafePointer<UInt8>
  let end: Int
  /// Of the next byte to read.
  package internal(set) var offset: Int
  var depth = 0
  /// A container was entered and none of its members read yet.
  var isFirst = false
  /// What was met since the caller emptied it; strings, numbers and nesting add to it.
  package var traits = JSONTraits()

  /// Scans a part of the buffer; a UTF-8 byte order mark at its start is passed over.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1)!
    end = range.upperBound
    offset = range.lowerBound
    if range.count >= 3, base[offset] == 0xEF, base[offset + 1] == 0xBB, base[offset + 2] == 0xBF { offset += 3 }
  }

  package init(_ bytes: UnsafeBufferPointer<UInt8>) { self.init(bytes, in: 0..<bytes.count) }

  // MARK: Containers

  package mutating func enterObject() throws(JSONError) { try enter(UInt8(ascii: "{"), "expected an object") }

  package mutating func enterArray() throws(JSONError) { try enter(UInt8(ascii: "["), "expected an array") }

  /// The next member's key, with the scanner before its value; nil at the end of the object, which is then left.
  package mutating func nextKey() throws(JSONError) -> JSONText? {
    guard try nextMember(closedBy: UInt8(ascii: "}"), "expected ',' or '}'") else { return nil }
    let key = try key()
    return key
  }

  /// Whether another element follows, with the scanner before it; false at the end of the array, which is then left.
  package mutating func nextElement() throws(JSONError) -> Bool {
    try nextMember(closedBy: UInt8(ascii: "]"), "expected ',' or ']'")
  }

  /// Whether nothing but white space is left, which is passed over.
  package var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return offset == end
    }
  }

  /// Checks that nothing but white space is left.
  package mutating func finish() throws(JSONError) {
    guard isAtEnd else { throw error("unexpected text after the end of the value") }
  }

  // MARK: Values

  /// The kind of the value that comes next, judged by its first byte; nothing is consumed but white space.
  package mutating func peek() throws(JSONError) -> JSONKind {
    skipSpace()
    guard offset < end else { throw error("unexpected end of the text") }
    switch base[offset] {
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "t"): return .true
    case UInt8(ascii: "f"): return .false
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw error("expected a value")
    }
  }

  /// A number, `true`, `false` or `null`: the place of its literal.
  package mutating func scalar() throws(JSONError) -> Range<Int> {
    let kind = try peek()
    let start = offset
    switch kind {
    case .number: try number()
    case .true: try word("true")
    case .false:
      offset += 1
      try word("alse")
    case .null: try word("null")
    default: throw error("expected a number, true, false or null")
    }
    return start..<offset
  }

  /// Whether the bytes of a text (as written, escapes not decoded) are these.
  package func matches(_ text: JSONText, _ name: StaticString) -> Bool {
    guard text.count == name.utf8CodeUnitCount else { return false }
    let a = base + text.start
    let b = name.utf8Start
    for index in 0..<text.count where a[index] != b[index] { return false }
    return true
  }

  // MARK: Steps

  mutating func enter(_ bracket: UInt8, _ what: StaticString) throws(JSONError) {
    skipSpace()
    guard offset < end, base[offset] == bracket else { throw error(what) }
    guard depth < JSONScanner.depthLimit else { throw error("nested too deeply") }
    offset += 1
    depth += 1
    isFirst = true
  }

  /// Passes the comma before the next member, or leaves the container.
  mutating func nextMember(closedBy bracket: UInt8, _ what: StaticString) throws(JSONError) -> Bool {
    skipSpace()
    guard offset < end else { throw error("unexpected end of the text") }
    if base[offset] == bracket {
      offset += 1
      depth -= 1
      isFirst = false
      return false
    }
    if isFirst {
      isFirst = false
    } else {
      guard base[offset] == UInt8(ascii: ",") else { throw error(what) }
      offset += 1
    }
    return true
  }

  /// A key and the colon behind it.
  mutating func key() throws(JSONError) -> JSONText {
    skipSpace()
    guard offset < end, base[offset] == UInt8(ascii: "\"") else { throw error("expected a key") }
    let text = try string()
    skipSpace()
    guard offset < end, base[offset] == UInt8(ascii: ":") else { throw error("expected ':'") }
    offset += 1
    return text
  }

  /// `null`, `true` or `alse`: four bytes at once.
  @inline(__always)
  mutating func word(_ word: StaticString) throws(JSONError) {
    if end - offset >= 4,
      UnsafeRawPointer(base + offset).loadUnaligned(as: UInt32.self)
        == UnsafeRawPointer(word.utf8Start).loadUnaligned(as: UInt32.self)
    {
      offset += 4
    } else {
      throw wrongWord(word)
    }
  }

  @inline(never)
  func wrongWord(_ word: StaticString) -> JSONError {
    for index in 0..<4 where offset + index >= end || base[offset + index] != word.utf8Start[index] {
      return offset + index >= end
        ? JSONError(offset: end, what: "unexpected end of the text") : error("expected null, true or false")
    }
    return error("expected a value")
  }

  /// Space, tab, line feed, carriage return (RFC 8259, section 2).
  @inline(__always)
  mutating func skipSpace() {
    while offset < end {
      let byte = base[offset]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      offset += 1
    }
  }

  @inline(never)
  func error(_ what: StaticString) -> JSONError { JSONError(offset: offset, what: "\(what)") }
}
