/// When a GET that came to nothing is sent again: full jitter under a rising ceiling, inside a budget of time and attempts.
package struct RetryPolicy: Sendable {
  /// How often one call is tried at most; waiting as a 429 demands doesn't count.
  package var attempts = 10
  /// Ceiling of the first pause; it doubles with each attempt.
  package var firstCeiling = Duration.seconds(1)
  package var highestCeiling = Duration.seconds(30)
  /// Of one call in all: failed attempts on the wire and the pauses between them, not the pacing.
  package var budget = Duration.seconds(300)

  /// What a 429 without `Retry-After` means (Merge's own sample waits a minute).
  package static let rateLimitPause = Duration.seconds(60)

  package init() {}

  /// How long to wait before the next attempt; nil: give up.
  ///
  /// What Merge asks for (`Retry-After`) is kept exactly; otherwise the pause is evenly distributed between zero and the
  /// ceiling.
  /// - Parameters:
  ///   - attempt: 1 after the first attempt; calls refused by 429 are not counted.
  ///   - spent: of ``budget``, so far.
  ///   - random: 0..<1.
  package func pause(after error: MergeError, attempt: Int, spent: Duration, random: Double) -> Duration? {
    guard error.isPassing else { return nil }
    let pause: Duration
    if error.kind == .rateLimited {
      pause = error.retryAfter ?? RetryPolicy.rateLimitPause
    } else {
      guard attempt < attempts else { return nil }
      pause = error.retryAfter ?? min(highestCeiling, firstCeiling * (1 << min(attempt - 1, 20))) * random
    }
    return spent + pause <= budget ? pause : nil
  }
}
