import Synchronization

/// Keeps all calls of the process, and with ``SharedCalls`` those of other processes, together below the number of failures at
/// which Merge limits an IP address.
///
/// Merge acts when more than 20 calls of one address fail with a status of 400 or more (429 apart) within ten seconds,
/// against *all* accounts. A call is let through only while the failures of the last ten seconds and the calls on their
/// way (each may fail) stay below the limit, so the limit holds even if everything fails at once; the price is that at most
/// ``limit`` calls are on their way at a time.
package final class Brake: Sendable {
  /// Failures within ``window`` at most.
  package let limit: Int
  package let window: Duration

  private let surroundings: Surroundings
  private let shared: SharedCalls?
  private let state = Mutex(State())

  /// - Parameter shared: nil: nobody else calls from this address.
  package init(
    limit: Int = Brake.limit, window: Duration = Brake.window, surroundings: Surroundings, shared: SharedCalls? = nil
  ) {
    precondition(limit > 0)
    self.limit = limit
    self.window = window
    self.surroundings = surroundings
    self.shared = shared
  }

  /// Below the 20 failures at which Merge acts.
  package static let limit = 19
  /// In which Merge counts them.
  package static let window = Duration.seconds(10)
  /// The longest that a call may keep its place: half a minute until a create is sent, a minute for the answer, and ``window``.
  package static let longestCall = Duration.seconds(100)

  /// Waits until one more call may fail; the call's place among those of all processes, nil where they share none.
  ///
  /// - Throws: CancellationError, and what ``SharedCalls/take`` throws.
  @discardableResult
  package func admit() async throws -> SharedCalls.Place? {
    while true {
      try Task.checkCancellation()
      let now = surroundings.elapsed()
      let opening = state.withLock { $0.take(at: now, limit: limit, window: window) }
      guard let opening else { break }
      try await surroundings.sleep(opening - now)
    }
    guard let shared else { return nil }
    do {
      while true {
        switch try await shared.take() {
        case .place(let place): return place
        case .full(let pause): try await surroundings.sleep(pause)
        }
      }
    } catch {
      finish(failed: false)
      throw error
    }
  }

  /// The call that ``admit()`` let through is over.
  package func finished(_ place: SharedCalls.Place? = nil, failed: Bool) async {
    if let shared, let place { await shared.giveBack(place, failed) }
    finish(failed: failed)
  }

  private func finish(failed: Bool) {
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
