extension JSONScanner {
  /// The string that comes next, in place; escapes are checked, not decoded.
  package mutating func string() throws(JSONError) -> JSONText {
    skipSpace()
    guard offset < end, base[offset] == UInt8(ascii: "\"") else { throw error("expected a string") }
    offset += 1
    let start = offset
    passOrdinary()
    if offset < end, base[offset] == UInt8(ascii: "\"") {
      offset += 1
      return JSONText(start: start, count: offset - 1 - start, traits: JSONTraits())
    }
    return try unusualString(from: start)
  }

  /// The rest of a string, from its first byte that is not an ordinary one.
  mutating func unusualString(from start: Int) throws(JSONError) -> JSONText {
    var found = JSONTraits()
    while true {
      guard offset < end else { throw error("unexpected end of the text in a string") }
      switch base[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        traits.formUnion(found)
        return JSONText(start: start, count: offset - 1 - start, traits: found)
      case UInt8(ascii: "\\"):
        found.insert(.escapes)
        try escape(&found)
      case 0x80...:
        repeat {
          let sequence = UTF8Sequence(at: offset, in: base, end: end)
          if !sequence.isValid { found.insert(.invalidUTF8) }
          offset += sequence.count
        } while offset < end && base[offset] >= 0x80
      default:
        throw error("control character in a string")
      }
      passOrdinary()
    }
  }

  /// Passes over ASCII that is neither quote nor backslash nor control character, eight bytes at a time.
  @inline(__always)
  mutating func passOrdinary() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while end - offset >= 8 {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self))
      // A byte is zero where `(x - 1) & ~x` has its high bit; a borrow can only mislead above the first such byte.
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let special =
        ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word) | word
      let mask = special & highs
      if mask != 0 {
        offset += mask.trailingZeroBitCount >> 3
        return
      }
      offset += 8
    }
    while offset < end {
      let byte = base[offset]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { return }
      offset += 1
    }
  }

  /// Checks one escape and passes over it; of a surrogate pair both halves.
  mutating func escape(_ found: inout JSONTraits) throws(JSONError) {
    guard offset + 1 < end else { throw error("unexpected end of the text in an escape") }
    switch base[offset + 1] {
    case UInt8(ascii: "u"):
      guard let unit = hexUnit(at: offset + 2) else { throw error("\\u without four hexadecimal digits") }
      offset += 6
      switch unit {
      case 0, 0xDC00...0xDFFF:
        found.insert(.unstorable)
      case 0xD800...0xDBFF:
        if isLowSurrogate(at: offset) { offset += 6 } else { found.insert(.unstorable) }
      default: break
      }
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      offset += 2
    default:
      throw error("unknown escape")
    }
  }

  /// Whether `\uDC00`…`\uDFFF` stands here.
  func isLowSurrogate(at index: Int) -> Bool {
    guard end - index >= 6, base[index] == UInt8(ascii: "\\"), base[index + 1] == UInt8(ascii: "u") else {
      return false
    }
    return hexUnit(at: index + 2).map { 0xDC00...0xDFFF ~= $0 } ?? false
  }

  /// Four hexadecimal digits; nil where they are not.
  func hexUnit(at index: Int) -> UInt32? {
    guard end - index >= 4 else { return nil }
    var unit: UInt32 = 0
    for byte in UnsafeBufferPointer(start: base + index, count: 4) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return unit
  }
}
