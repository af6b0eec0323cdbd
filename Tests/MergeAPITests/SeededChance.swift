import Synchronization
import TestSupport

/// Random numbers that are the same in each run, for several tasks at once.
final class SeededChance: Sendable {
  private let random: Mutex<Seeded>

  init(seed: UInt64) { random = Mutex(Seeded(seed)) }

  /// 0..<1.
  func next() -> Double {
    let bits = random.withLock { $0.next() }
    return Double(bits >> 11) / Double(1 << 53)
  }
}
