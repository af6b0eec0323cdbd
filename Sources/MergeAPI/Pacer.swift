import Synchronization

/// Lets each account's calls through so that no minute ever holds more than the permitted number, and no fewer than need be.
///
/// A call holds a place from being sent until a minute after its response came. Whenever within that time the server
/// counted it, a sliding or a fixed minute of the server never holds more than the limit, whatever the latency. Places are
/// given out at once while there are any: a small account never waits.
///
/// A 429 means that the server knows of calls that we don't (another process, our predecessor): the account waits as long
/// as asked, then goes evenly for the rest of that minute; a second 429 within it holds the account for a whole minute.
package final class Pacer: Sendable {
  /// 0: unpaced (a 429 is heeded all the same).
  package let requestsPerMinute: Int

  /// A minute, and a little for clocks that don't run alike.
  private static let window = Duration.milliseconds(60_100)

  private let surroundings: Surroundings
  private let lanes = Mutex(Lanes())

  package init(requestsPerMinute: Int, surroundings: Surroundings) {
    self.requestsPerMinute = requestsPerMinute
    self.surroundings = surroundings
  }

  /// Waits until the account (nil: the organization's own calls) may send one call, and takes its place.
  ///
  /// - Returns: how long that took; zero: it may be sent at once.
  @discardableResult
  package func acquire(_ account: SecretText?) async throws -> Duration {
    let begun = surroundings.elapsed()
    var hasWaited = false
    while true {
      try Task.checkCancellation()
      let now = surroundings.elapsed()
      let opening = lanes.withLock { lanes in
        lanes.sweep(at: now)
        return lanes.of[account, default: Lane()].take(at: now, limit: requestsPerMinute)
      }
      guard let opening else { return hasWaited ? now - begun : .zero }
      hasWaited = true
      try await surroundings.sleep(opening - now)
    }
  }

  /// The call that ``acquire(_:)`` let through is over, however it ended.
  package func release(_ account: SecretText?) {
    let now = surroundings.elapsed()
    lanes.withLock { $0.of[account, default: Lane()].release(at: now) }
  }

  /// The server said 429: nobody calls for this account before the pause is over.
  package func refused(_ account: SecretText?, pause: Duration) {
    let now = surroundings.elapsed()
    lanes.withLock { $0.of[account, default: Lane()].refuse(at: now, pause: pause) }
  }

  private struct Lanes {
    var of: [SecretText?: Lane] = [:]
    private var sweepAt = 256

    /// Forgets accounts that would not be held up by anything anymore.
    mutating func sweep(at now: Duration) {
      guard of.count >= sweepAt else { return }
      of = of.filter { !$0.value.isIdle(at: now) }
      sweepAt = max(256, 2 * of.count)
    }
  }

  private struct Lane {
    private var inFlight = 0
    /// When the calls of the last minute ended, in order.
    private var ended: [Duration] = []
    private var heldUntil = Duration.zero
    private var evenUntil = Duration.zero
    private var lastSent = Duration.zero

    /// Takes a place, or says when to look again.
    mutating func take(at now: Duration, limit: Int) -> Duration? {
      ended.removeFirst(ended.prefix { $0 + Pacer.window <= now }.count)
      var opening = heldUntil
      if limit > 0 {
        if inFlight + ended.count >= limit {
          // A call on its way gives its place back a minute after its end, and it has not ended yet.
          opening = max(opening, (ended.first ?? now) + Pacer.window)
        }
        if now < evenUntil { opening = max(opening, lastSent + Pacer.window / limit) }
      }
      guard opening <= now else { return opening }
      inFlight += 1
      lastSent = now
      return nil
    }

    mutating func release(at now: Duration) {
      inFlight -= 1
      ended.append(now)
    }

    mutating func refuse(at now: Duration, pause: Duration) {
      // Calls that were on their way together are refused together: that is one refusal.
      let isSecond = now >= heldUntil && now < evenUntil
      heldUntil = max(heldUntil, now + (isSecond ? max(pause, Pacer.window) : pause))
      evenUntil = now + Pacer.window
    }

    func isIdle(at now: Duration) -> Bool {
      inFlight == 0 && heldUntil <= now && evenUntil <= now && ended.allSatisfy { $0 + Pacer.window <= now }
    }
  }
}
