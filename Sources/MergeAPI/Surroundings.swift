package import ContactModel

#if canImport(Glibc)
  import Glibc
#endif

/// What calls need of the world besides HTTP: two clocks, sleep and chance; tests put a virtual clock here.
package struct Surroundings: Sendable {
  /// The wall clock: stands in for Merge's clock where a response has no `Date`, and dates a `Retry-After`.
  package var now: @Sendable () -> Timestamp
  /// A clock that never jumps, since any origin: pacing, back-off and durations.
  package var elapsed: @Sendable () -> Duration
  /// Suspends; throws CancellationError when the task is cancelled.
  package var sleep: @Sendable (Duration) async throws -> Void
  /// Evenly distributed in 0..<1.
  package var random: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> Timestamp, elapsed: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws -> Void, random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.elapsed = elapsed
    self.sleep = sleep
    self.random = random
  }

  /// The system's clocks and random numbers.
  package static let live: Surroundings = {
    let origin = ContinuousClock.now
    return Surroundings(
      now: {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
      },
      elapsed: { ContinuousClock.now - origin },
      sleep: { try await Task.sleep(for: $0) },
      random: { Double.random(in: 0..<1) })
  }()
}
