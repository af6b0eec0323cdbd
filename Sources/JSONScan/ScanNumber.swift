extension JSONScanner {
  /// Checks a number's grammar and passes over it.
  mutating func number() throws(JSONError) {
    let start = offset
    if offset < end, base[offset] == UInt8(ascii: "-") { offset += 1 }
    guard offset < end else { throw error("unexpected end of the text in a number") }
    let whole = offset
    if base[offset] == UInt8(ascii: "0") {
      offset += 1
    } else {
      try digits()
    }
    let wholeDigits = offset - whole
    var fractionDigits = 0
    if offset < end, base[offset] == UInt8(ascii: ".") {
      offset += 1
      let fraction = offset
      try digits()
      fractionDigits = offset - fraction
    }
    var exponent = 0
    if offset < end, base[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      exponent = try self.exponent()
    }
    if exponent != 0 || offset - start > 1000 {
      // PostgreSQL's numeric: 131072 digits before the point, 16383 after it; a margin is left for its rounding to
      // groups.
      let before = wholeDigits + exponent
      let after = fractionDigits - exponent
      if before > 131_000 || after > 16_383 { traits.insert(.hugeNumber) }
    }
  }

  /// One digit or more.
  private mutating func digits() throws(JSONError) {
    let start = offset
    while offset < end, UInt8(ascii: "0")...UInt8(ascii: "9") ~= base[offset] { offset += 1 }
    guard offset > start else {
      throw error(offset < end ? "expected a digit" : "unexpected end of the text in a number")
    }
  }

  /// The digits of an exponent with their sign, held at a million either way.
  private mutating func exponent() throws(JSONError) -> Int {
    var isNegative = false
    if offset < end, base[offset] == UInt8(ascii: "-") || base[offset] == UInt8(ascii: "+") {
      isNegative = base[offset] == UInt8(ascii: "-")
      offset += 1
    }
    let start = offset
    try digits()
    var value = 0
    for byte in UnsafeBufferPointer(start: base + start, count: offset - start) {
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000)
    }
    return isNegative ? -value : value
  }
}
