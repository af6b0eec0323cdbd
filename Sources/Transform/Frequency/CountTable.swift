import Parallel

/// How often hashed values occur: sorted hashes with their counts, found in a step or two.
struct CountTable: Sendable, Equatable {
  private(set) var hashes: [UInt64] = []
  private(set) var counts: [UInt32] = []
  /// For each leading bit pattern the first place in ``hashes``.
  private var starts: [UInt32] = [0, 0]
  private var shift: UInt64 = 63

  init() {}

  /// - Parameter hashes: ascending, each once.
  init(hashes: [UInt64], counts: [UInt32]) {
    self.hashes = hashes
    self.counts = counts
    var bits: UInt64 = 1
    while bits < 24, 1 << bits < hashes.count { bits += 1 }
    shift = 64 - bits
    starts = [UInt32](repeating: 0, count: 1 << bits + 1)
    for hash in hashes { starts[Int(hash >> shift) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
  }

  /// Counts the values that occur at least `least` times.
  init(counting parts: [HashParts], atLeast least: Int, _ workers: Workers) {
    let tables = workers.ranges(of: HashParts.count) { shares in
      var hashes: [UInt64] = []
      var counts: [UInt32] = []
      var sieve = [UInt8](repeating: 0, count: CountTable.sieveSize)
      for share in shares { CountTable.count(parts, share, least, &sieve, &hashes, &counts) }
      return (hashes, counts)
    }
    self.init(hashes: tables.flatMap(\.0), counts: tables.flatMap(\.1))
  }

  private static let sieveSize = 1 << 14

  /// Appends, ascending, what occurs often enough of the values with the same leading bits.
  ///
  /// Most values are rare: they are sieved out by counts that several values share, and only what is left is sorted.
  private static func count(
    _ parts: [HashParts], _ share: Int, _ least: Int, _ sieve: inout [UInt8], _ hashes: inout [UInt64],
    _ counts: inout [UInt32]
  ) {
    let shift = 64 - HashParts.bits - 14
    let enough = UInt8(min(least, 255))
    var values: [UInt64] = []
    sieve.withUnsafeMutableBufferPointer { sieve in
      sieve.update(repeating: 0)
      for part in parts {
        for value in part[share] {
          let place = Int(value >> shift) & (sieveSize - 1)
          if sieve[place] < 255 { sieve[place] += 1 }
        }
      }
      for part in parts {
        for value in part[share] where sieve[Int(value >> shift) & (sieveSize - 1)] >= enough { values.append(value) }
      }
    }
    values.sort()
    var index = 0
    while index < values.count {
      var end = index + 1
      while end < values.count, values[end] == values[index] { end += 1 }
      if end - index >= least {
        hashes.append(values[index])
        counts.append(UInt32(end - index))
      }
      index = end
    }
  }

  /// 0 where the value is not stored.
  func count(_ hash: UInt64) -> UInt32 {
    let slot = Int(hash >> shift)
    guard slot + 1 < starts.count else { return 0 }
    var index = Int(starts[slot])
    let end = Int(starts[slot + 1])
    while index < end, hashes[index] < hash { index += 1 }
    return index < end && hashes[index] == hash ? counts[index] : 0
  }
}

/// Hashes in the order of their leading bits, in which alone they are ordered.
struct HashParts: Sendable {
  private var hashes: [UInt64] = []
  private var starts: [Int] = []

  static let bits: UInt64 = 12
  /// Patterns of leading bits.
  static let count = 1 << 12

  init(_ values: [UInt64]) {
    let shift = 64 - HashParts.bits
    starts = [Int](repeating: 0, count: HashParts.count + 1)
    for value in values { starts[Int(value >> shift) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var places = starts
    hashes = [UInt64](repeating: 0, count: values.count)
    for value in values {
      let slot = Int(value >> shift)
      hashes[places[slot]] = value
      places[slot] += 1
    }
  }

  /// The hashes with these leading bits.
  subscript(share: Int) -> ArraySlice<UInt64> { hashes[starts[share]..<starts[share + 1]] }
}
