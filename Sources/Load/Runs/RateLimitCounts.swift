/// How Merge's rate limit held up an account's part of a run.
package struct RateLimitCounts: Sendable, Equatable {
  /// Calls that were not sent at once: our own budget was used up, or Merge had answered 429.
  package var waits: Int64
  /// That these calls waited; calls that waited together count each.
  package var milliseconds: Int64
  /// Answers that said 429.
  package var refusals: Int64

  package init(waits: Int64 = 0, milliseconds: Int64 = 0, refusals: Int64 = 0) {
    self.waits = waits
    self.milliseconds = milliseconds
    self.refusals = refusals
  }
}
