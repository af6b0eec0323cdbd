import Synchronization

/// Lets each key do something at a steady rate, with a burst: a bucket of tokens for each.
package final class RateLimit: Sendable {
  private struct Bucket {
    var tokens: Double
    var filled: ContinuousClock.Instant
  }

  private let rate: Double
  private let burst: Double
  private let most: Int
  private let buckets = Mutex<[String: Bucket]>([:])

  /// - Parameters:
  ///   - rate: a second, for each key.
  ///   - burst: at once.
  ///   - most: keys remembered; beyond it those that are full again are forgotten.
  package init(rate: Double, burst: Double, most: Int = 10_000) {
    self.rate = rate
    self.burst = burst
    self.most = most
  }

  /// Whether the key may now; counts it where it may.
  package func allows(_ key: String, now: ContinuousClock.Instant = .now) -> Bool {
    buckets.withLock { buckets in
      if buckets.count >= most { buckets = buckets.filter { level($0.value, now) < burst } }
      var bucket = buckets[key] ?? Bucket(tokens: burst, filled: now)
      bucket.tokens = level(bucket, now)
      bucket.filled = now
      let isAllowed = bucket.tokens >= 1
      if isAllowed { bucket.tokens -= 1 }
      buckets[key] = bucket
      return isAllowed
    }
  }

  private func level(_ bucket: Bucket, _ now: ContinuousClock.Instant) -> Double {
    let passed = bucket.filled.duration(to: now)
    let seconds = Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
    return min(burst, bucket.tokens + max(0, seconds) * rate)
  }
}
