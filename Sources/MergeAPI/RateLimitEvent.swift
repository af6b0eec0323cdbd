/// Something that Merge's rate limit did to a call.
package enum RateLimitEvent: Sendable, Equatable {
  /// The call was not sent at once: our own budget was used up, or Merge had said 429 to an earlier one.
  case waited(Duration)
  /// Merge said 429.
  case refused
}
