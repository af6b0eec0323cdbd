import Parallel

/// Counts hashed values by their leading bits alone: never too few, sometimes too many, in little memory.
struct HashSieve {
  private var counts: [UInt8]
  private let shift: UInt64
  /// Leading bits by which threads share the work.
  private let share: UInt64

  /// - Parameter parties: number of parties whose values are counted; there are some dozens for each.
  init(parties: Int, _ workers: Workers) {
    share = UInt64(Int.bitWidth - (workers.count - 1).leadingZeroBitCount)
    var bits = max(share, 12)
    while bits < 27, 1 << Int(bits) < 128 * parties { bits += 1 }
    shift = 64 - bits
    counts = [UInt8](repeating: 0, count: 1 << Int(bits))
  }

  mutating func add(_ parts: [[UInt64]], _ workers: Workers) {
    let (shift, share) = (shift, share)
    counts.withUnsafeMutableBufferPointer { counts in
      workers.each(1 << Int(share)) { own in
        for part in parts {
          for value in part where share == 0 || Int(value >> (64 - share)) == own {
            let place = Int(value >> shift)
            if counts[place] < .max { counts[place] += 1 }
          }
        }
      }
    }
  }

  /// Whether the value may have been added at least so often; false: it was not.
  func mayOccur(_ value: UInt64, atLeast least: Int) -> Bool { Int(counts[Int(value >> shift)]) >= min(least, 255) }
}
