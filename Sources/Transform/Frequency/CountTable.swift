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

  /// Counts the values that occur at least `least` times; sorts `values`.
  init(counting values: inout [UInt64], atLeast least: Int) {
    sortHashes(&values)
    var hashes: [UInt64] = []
    var counts: [UInt32] = []
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
    self.init(hashes: hashes, counts: counts)
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

/// Sorts hashes: spread by their leading bits, then insertion within each short run. Hashes are evenly spread, so this is
/// linear; equal hashes lie together and cost nothing more.
func sortHashes(_ values: inout [UInt64]) {
  guard values.count > 64 else { return values.sort() }
  var bits: UInt64 = 1
  while bits < 22, 1 << bits < values.count / 4 { bits += 1 }
  let shift = 64 - bits
  var places = [Int](repeating: 0, count: 1 << bits + 1)
  for value in values { places[Int(value >> shift) + 1] += 1 }
  for index in 1..<places.count { places[index] += places[index - 1] }
  let starts = places
  var sorted = [UInt64](repeating: 0, count: values.count)
  for value in values {
    let slot = Int(value >> shift)
    sorted[places[slot]] = value
    places[slot] += 1
  }
  for slot in 0..<(1 << Int(bits)) where starts[slot + 1] - starts[slot] > 1 {
    sorted[starts[slot]..<starts[slot + 1]].sort()
  }
  values = sorted
}
