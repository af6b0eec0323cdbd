/// The places for calls that several processes behind one address share, as many as may fail within the brake's window.
package struct SharedCalls: Sendable {
  /// A place that a call holds.
  package struct Place: Sendable, Hashable {
    package var number: Int64
    /// Of all calls that held the place.
    package var call: Int64

    package init(number: Int64, call: Int64) {
      self.number = number
      self.call = call
    }
  }

  package enum Answer: Sendable {
    case place(Place)
    /// None is free: ask again after so long.
    case full(Duration)
  }

  /// Takes a place, if one is free.
  package var take: @Sendable () async throws -> Answer
  /// The call is over, and whether it failed: then nobody gets its place before the window is over. It is done whether or not
  /// the task is cancelled, and a place that cannot be given back becomes free by itself.
  package var giveBack: @Sendable (Place, _ failed: Bool) async -> Void

  package init(
    take: @escaping @Sendable () async throws -> Answer,
    giveBack: @escaping @Sendable (Place, _ failed: Bool) async -> Void
  ) {
    self.take = take
    self.giveBack = giveBack
  }
}
