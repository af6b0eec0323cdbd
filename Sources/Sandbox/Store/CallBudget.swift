package import ContactModel

/// The calls that one account token may make in a minute.
package struct CallBudget: Sendable {
  package enum Window: String, Sendable, CaseIterable {
    /// Minutes of the clock; the count begins anew with each.
    case fixed
    /// Any 60 seconds.
    case sliding
  }

  private static let minute: Int64 = 60_000_000

  private let limit: Int
  private let window: Window
  private let refusedCallsCount: Bool
  /// Instants of the counted calls of the running window, oldest first, from ``oldest`` on.
  private var calls: [Int64] = []
  private var oldest = 0
  private var retryAt: Int64?

  /// Calls answered 429.
  package private(set) var refused = 0
  /// Calls that came before the instant that an earlier Retry-After had named.
  package private(set) var early = 0

  package init(limit: Int, window: Window, refusedCallsCount: Bool) {
    self.limit = limit
    self.window = window
    self.refusedCallsCount = refusedCallsCount
  }

  /// Counts a call at an instant: nil when it is admitted, else the whole seconds to wait (Retry-After, at least 1).
  package mutating func waitForCall(at now: Timestamp) -> Int? {
    let instant = now.microseconds
    if let retryAt {
      if instant < retryAt { early += 1 } else { self.retryAt = nil }
    }
    forget(before: instant)
    if calls.count - oldest < limit {
      calls.append(instant)
      return nil
    }
    refused += 1
    if refusedCallsCount { calls.append(instant) }
    let free = opening(after: instant)
    let seconds = max(1, (free - instant + 999_999) / 1_000_000)
    retryAt = instant + seconds * 1_000_000
    return Int(seconds)
  }

  private mutating func forget(before instant: Int64) {
    let start = window == .fixed ? instant - instant % CallBudget.minute : instant - CallBudget.minute + 1
    while oldest < calls.count, calls[oldest] < start { oldest += 1 }
    if oldest > 1024 {
      calls.removeFirst(oldest)
      oldest = 0
    }
  }

  /// The first instant at which a call would be admitted again.
  private func opening(after instant: Int64) -> Int64 {
    switch window {
    case .fixed: instant - instant % CallBudget.minute + CallBudget.minute
    case .sliding:
      calls.count >= limit && limit > 0 ? calls[calls.count - limit] + CallBudget.minute : instant + CallBudget.minute
    }
  }
}
