import Synchronization

/// Which reviewer is looking at which item, so that two are not shown the same one; a hint only, kept in memory: what counts is
/// the item's row version.
final class Claims: Sendable {
  private struct Claim {
    var session: String
    var until: ContinuousClock.Instant
  }

  /// How long an item is kept for who was shown it last; after a verdict, too, for somebody may have read the queue before it.
  private static let duration: Duration = .seconds(120)

  private let claims = Mutex<[String: Claim]>([:])

  /// Takes the first of these items that nobody else looks at; where there is none, the first.
  func take(_ ids: [String], for session: String, now: ContinuousClock.Instant = .now) -> String? {
    claims.withLock { claims in
      if claims.count > 10_000 { claims = claims.filter { $0.value.until > now } }
      let free = ids.first { id in claims[id].map { $0.session == session || $0.until <= now } ?? true }
      guard let id = free ?? ids.first else { return nil }
      claims[id] = Claim(session: session, until: now + Self.duration)
      return id
    }
  }
}
