internal import Load
internal import MergeAPI
internal import Synchronization

/// Counts how Merge's rate limit holds up the calls for one account, of all that are under way at once.
final class RateLimitTally: Sendable {
  private struct Sums {
    var waits: Int64 = 0
    var waited = Duration.zero
    var refusals: Int64 = 0
  }

  private let sums = Mutex(Sums())

  func add(_ event: RateLimitEvent) {
    sums.withLock { sums in
      switch event {
      case .waited(let time):
        sums.waits += 1
        sums.waited += time
      case .refused: sums.refusals += 1
      }
    }
  }

  var counts: RateLimitCounts {
    sums.withLock { RateLimitCounts(waits: $0.waits, milliseconds: $0.waited.milliseconds, refusals: $0.refusals) }
  }
}

extension MergeClient {
  /// The client, counting what the rate limit does to its calls.
  func counting(_ tally: RateLimitTally) -> MergeClient {
    var client = self
    client.onRateLimit = { tally.add($0) }
    return client
  }
}
