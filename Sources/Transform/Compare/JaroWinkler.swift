/// Jaro–Winkler similarity of two byte strings, 0…1, with one word of bits for the first text.
///
/// Jaro 1989, Winkler 1990: matching characters lie at most `max(length)/2 - 1` apart; a common prefix of up to four
/// characters closes a tenth of the gap each where the similarity is above 0.7. Texts of more than 64 bytes take the
/// plain way, with the same result.
package struct JaroWinkler: Sendable {
  /// For each byte its positions in the first text.
  private var positions = [UInt64](repeating: 0, count: 256)

  package init() {}

  package mutating func similarity(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Double {
    if a.isEmpty || b.isEmpty { return a.isEmpty && b.isEmpty ? 1 : 0 }
    if a.count > 64 || b.count > 64 { return PlainJaroWinkler.similarity(a, b) }
    return positions.withUnsafeMutableBufferPointer { JaroWinkler.similarity(a, b, $0) }
  }

  /// The similarity where it is `least` or more, else 0 or some other number below `least`.
  ///
  /// Most pairs are settled by their lengths and beginnings alone.
  package mutating func similarity(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, atLeast least: Double
  ) -> Double {
    // At best every byte of the shorter text matches, in order.
    let (short, long) = a.count < b.count ? (a.count, b.count) : (b.count, a.count)
    if short == 0 { return long == 0 ? 1 : 0 }
    guard JaroWinkler.closed(2 + Double(short) / Double(long), a, b) >= least - 1e-9 else { return 0 }
    if long > 64 { return similarity(a, b) }
    // Bytes of `a` that `b` has nowhere cannot match.
    var (lettersA, lettersB): (UInt64, UInt64) = (0, 0)
    for byte in a { lettersA |= 1 << UInt64(byte & 63) }
    for byte in b { lettersB |= 1 << UInt64(byte & 63) }
    let most = min(
      a.count - (lettersA & ~lettersB).nonzeroBitCount, b.count - (lettersB & ~lettersA).nonzeroBitCount)
    let shares = Double(most) / Double(a.count) + Double(most) / Double(b.count)
    guard JaroWinkler.closed(1 + shares, a, b) >= least - 1e-9 else { return 0 }
    return positions.withUnsafeMutableBufferPointer { JaroWinkler.similarity(a, b, $0) }
  }

  /// Neither is empty, both have 64 bytes at most; `positions` is zero before and after.
  @inline(__always)
  private static func similarity(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, _ positions: UnsafeMutableBufferPointer<UInt64>
  ) -> Double {
    var bit: UInt64 = 1
    for byte in a {
      positions[Int(byte)] |= bit
      bit &<<= 1
    }
    let window = max(max(a.count, b.count) / 2 - 1, 0)
    var takenA: UInt64 = 0
    var takenB: UInt64 = 0
    bit = 1
    for index in 0..<b.count {
      let reachable = JaroWinkler.mask(from: index &- window, through: index &+ window)
      let free = positions[Int(b[index])] & reachable & ~takenA
      takenA |= free & (0 &- free)
      takenB |= free == 0 ? 0 : bit
      bit &<<= 1
    }
    for byte in a { positions[Int(byte)] = 0 }
    let matches = takenA.nonzeroBitCount
    if matches == 0 { return 0 }
    var outOfOrder = 0
    while takenA != 0 {
      if a[takenA.trailingZeroBitCount] != b[takenB.trailingZeroBitCount] { outOfOrder &+= 1 }
      takenA &= takenA &- 1
      takenB &= takenB &- 1
    }
    return JaroWinkler.score(a, b, matches: matches, outOfOrder: outOfOrder)
  }

  /// Bits `from` to `through`, cut to 0…63.
  @inline(__always)
  private static func mask(from: Int, through: Int) -> UInt64 {
    let low = UInt64.max &<< UInt64(truncatingIfNeeded: max(from, 0))
    return through >= 63 ? low : low & ((2 &<< UInt64(truncatingIfNeeded: through)) &- 1)
  }

  @inline(__always)
  static func score(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, matches: Int, outOfOrder: Int
  ) -> Double {
    let m = Double(matches)
    return closed(m / Double(a.count) + m / Double(b.count) + (m - Double(outOfOrder / 2)) / m, a, b)
  }

  /// A third of Jaro's three shares, closed by the common prefix.
  @inline(__always)
  private static func closed(
    _ shares: Double, _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Double {
    let jaro = shares / 3
    guard jaro > 0.7 else { return jaro }
    var prefix = 0
    while prefix < min(4, a.count, b.count), a[prefix] == b[prefix] { prefix += 1 }
    return jaro + Double(prefix) * 0.1 * (1 - jaro)
  }
}

/// Jaro–Winkler by the definition, for texts of any length.
package enum PlainJaroWinkler {
  package static func similarity(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Double {
    if a.isEmpty || b.isEmpty { return a.isEmpty && b.isEmpty ? 1 : 0 }
    let window = max(max(a.count, b.count) / 2 - 1, 0)
    var takenA = [Bool](repeating: false, count: a.count)
    var matched: [UInt8] = []
    for (index, byte) in b.enumerated() {
      let low = max(0, index - window)
      let high = min(a.count - 1, index + window)
      guard low <= high, let place = (low...high).first(where: { !takenA[$0] && a[$0] == byte }) else { continue }
      takenA[place] = true
      matched.append(byte)
    }
    if matched.isEmpty { return 0 }
    var outOfOrder = 0
    var next = 0
    for index in 0..<a.count where takenA[index] {
      if a[index] != matched[next] { outOfOrder += 1 }
      next += 1
    }
    return JaroWinkler.score(a, b, matches: matched.count, outOfOrder: outOfOrder)
  }
}
