import Synchronization

/// Keeps all calls of the process together below the number of failures at which Merge limits an IP address.
///
/// Merge acts when more than 20 calls of one address fail with a status of 400 or more (429 apart) within ten seconds,
/// against *all* accounts. A call is let through only while the failures of the last ten seconds and the calls on their
/// way (each may fail) stay below the limit, so the limit holds even if everything fails at once; the price is that at most
/// ``limit`` calls are on their way at a time.
package final class Brake: Sendable {
  /// Failures within ``window`` at most; several processes behind one address divide it among them.
  package let limit: Int
  package let window: Duration

  private let surroundings: Surroundings
  private let state = Mutex(State())

  package init(limit: Int = 19, window: Duration = .seconds(10), surroundings: Surroundings) {
    precondition(limit > 0)
    self.limit = limit
    self.window = window
    self.surroundings = surroundings
  }

  /// Waits until one more call may fail.
  package func admit() async throws {
    while true {
      try Task.checkCancellation()
      let now = surroundings.elapsed()
      let opening = state.withLock { $0.take(at: now, limit: limit, window: window) }
      guard let opening else { return }
      try await surroundings.sleep(opening - now)
    }
  }

  /// The call that ``admit()`` let through is over.
  package func finished(failed: Bool) {
    let now = surroundings.elapsed()
    state.withLock { $0.finish(at: now, failed: failed) }
  }

  private struct State {
    private var inFlight = 0
    /// When calls failed, in order.
    private var failures: [Duration] = []

    /// Lets a call through, or says when to look again: soon while one on its way may end well and make room.
    mutating func take(at now: Duration, limit: Int, window: Duration) -> Duration? {
      failures.removeFirst(failures.prefix { $0 + window <= now }.count)
      guard inFlight + failures.count >= limit else {
        inFlight += 1
        return nil
      }
      guard let oldest = failures.first else { return now + .milliseconds(20) }
      return inFlight > 0 ? min(oldest + window, now + .milliseconds(250)) : oldest + window
    }

    mutating func finish(at now: Duration, failed: Bool) {
      inFlight -= 1
      if failed { failures.append(now) }
    }
  }
}
