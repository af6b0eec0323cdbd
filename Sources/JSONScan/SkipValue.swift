extension JSONScanner {
  /// Passes over the value that comes next, of any kind and any depth, checking it; returns its place.
  ///
  /// Nesting over ``depthLimit`` does not throw here: it sets ``JSONTraits/tooDeep`` and the rest is still checked.
  @discardableResult
  package mutating func skip() throws(JSONError) -> Range<Int> {
    let kind = try peek()
    let start = offset
    switch kind {
    case .string: _ = try string()
    case .object, .array: try skipContainer()
    default: _ = try scalar()
    }
    return start..<offset
  }

  private mutating func skipContainer() throws(JSONError) {
    var open = BracketStack()
    while true {
      // Before a value.
      switch try peek() {
      case .object:
        offset += 1
        open.push(isObject: true)
        noteDepth(open.count)
        if try nextIs(UInt8(ascii: "}")) { break }
        _ = try key()
        continue
      case .array:
        offset += 1
        open.push(isObject: false)
        noteDepth(open.count)
        if try nextIs(UInt8(ascii: "]")) { break }
        continue
      case .string:
        _ = try string()
        if try passSeparator(&open) { continue }
        return
      default:
        _ = try scalar()
        if try passSeparator(&open) { continue }
        return
      }
      // Behind an empty container.
      open.pop()
      guard try passSeparator(&open) else { return }
    }
  }

  /// Behind a value: closes what ends here, passes a comma (and a key); false when the outermost container is closed.
  private mutating func passSeparator(_ open: inout BracketStack) throws(JSONError) -> Bool {
    while open.count > 0 {
      skipSpace()
      guard offset < end else { throw error("unexpected end of the text") }
      let byte = base[offset]
      if byte == UInt8(ascii: ",") {
        offset += 1
        if open.isObject { _ = try key() }
        return true
      }
      guard byte == (open.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
        throw error(open.isObject ? "expected ',' or '}'" : "expected ',' or ']'")
      }
      offset += 1
      open.pop()
    }
    return false
  }

  /// Passes the closing bracket of an empty container.
  private mutating func nextIs(_ bracket: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    guard offset < end else { throw error("unexpected end of the text") }
    guard base[offset] == bracket else { return false }
    offset += 1
    return true
  }

  private mutating func noteDepth(_ inner: Int) {
    if depth + inner > JSONScanner.depthLimit { traits.insert(.tooDeep) }
  }
}

/// The kinds of the containers that are open, one bit each; the innermost 64 in a register, the others behind them.
private struct BracketStack {
  private(set) var count = 0
  private var bits: UInt64 = 0
  private var spilled: [UInt64] = []

  var isObject: Bool { bits & 1 == 1 }

  mutating func push(isObject: Bool) {
    if count > 0, count & 63 == 0 {
      spilled.append(bits)
      bits = 0
    }
    bits = bits << 1 | (isObject ? 1 : 0)
    count += 1
  }

  mutating func pop() {
    count -= 1
    if count > 0, count & 63 == 0 { bits = spilled.removeLast() } else { bits >>= 1 }
  }
}
