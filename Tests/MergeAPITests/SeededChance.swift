import Synchronization

/// Random numbers that are the same in each run (SplitMix64).
final class SeededChance: Sendable {
  private let state: Mutex<UInt64>

  init(seed: UInt64) { state = Mutex(seed) }

  /// 0..<1.
  func next() -> Double {
    let bits: UInt64 = state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    return Double(bits >> 11) / Double(1 << 53)
  }
}
