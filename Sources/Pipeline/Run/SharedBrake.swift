internal import Load
package import MergeAPI
package import Postgres

/// The places for calls in the database, over one connection for the whole process, which is opened with the first call.
///
/// While half of the places are free, a call that ended well leaves its own to the next one of the process, without asking
/// the database; one that nobody takes over is given back a moment later.
package actor SharedBrake {
  private let connect: @Sendable () async throws -> Connection
  private var opening: Task<Connection, any Error>?
  /// When places that calls are holding were taken; only of those that may be kept.
  private var takenAt: [SharedCalls.Place: ContinuousClock.Instant] = [:]
  /// Places that no call holds, the latest last.
  private var kept: [Kept] = []
  private var givingBack: Task<Void, Never>?

  private struct Kept {
    var place: SharedCalls.Place
    var takenAt: ContinuousClock.Instant
    var since: ContinuousClock.Instant
  }

  private static let window = Brake.window.milliseconds
  /// From taking a place to the last call on it.
  private static let longestUse = Duration.seconds(5)
  /// Without a call.
  private static let longestRest = Duration.milliseconds(100)

  package init(connect: @escaping @Sendable () async throws -> Connection) { self.connect = connect }

  /// For a ``Brake``.
  package nonisolated var calls: SharedCalls {
    SharedCalls(take: { try await self.take() }, giveBack: { await self.giveBack($0, failed: $1) })
  }

  private func take() async throws -> SharedCalls.Answer {
    if let last = kept.last, last.takenAt + Self.longestUse > .now {
      kept.removeLast()
      takenAt[last.place] = last.takenAt
      return .place(last.place)
    }
    return try await onConnection { connection in
      let begun = ContinuousClock.now
      let answer: (SharedCalls.Answer, isPlentiful: Bool) = try await connection.run { session in
        let longest = Brake.longestCall + Self.longestUse
        if let taken = try CallPlaces.take(session, count: Brake.limit, atMost: longest.milliseconds) {
          let isPlentiful = taken.othersFree * 2 >= Int64(Brake.limit)
          return (.place(SharedCalls.Place(number: taken.place, call: taken.call)), isPlentiful)
        }
        let wait = try CallPlaces.wait(session, count: Brake.limit, window: Self.window)
        return (.full(.milliseconds(wait)), false)
      }
      if answer.isPlentiful, case .place(let place) = answer.0 { takenAt[place] = begun }
      return answer.0
    }
  }

  private func giveBack(_ place: SharedCalls.Place, failed: Bool) async {
    let now = ContinuousClock.now
    guard !failed, let begun = takenAt.removeValue(forKey: place), begun + Self.longestUse > now else {
      takenAt[place] = nil
      return await release(place, failed: failed)
    }
    kept.append(Kept(place: place, takenAt: begun, since: now))
    if givingBack == nil { givingBack = Task { await self.giveBackResting() } }
  }

  /// Gives back what has rested too long, until nothing rests.
  private func giveBackResting() async {
    while !kept.isEmpty {
      try? await Task.sleep(for: Self.longestRest)
      let now = ContinuousClock.now
      let count = kept.prefix { $0.since + Self.longestRest <= now }.count
      let resting = kept.prefix(count)
      kept.removeFirst(count)
      for one in resting { await release(one.place, failed: false) }
    }
    givingBack = nil
  }

  /// What fails here is left to time, which frees the place.
  private func release(_ place: SharedCalls.Place, failed: Bool) async {
    let taken = CallPlaces.Taken(place: place.number, call: place.call)
    try? await onConnection { connection in
      try await connection.runUninterrupted { session in
        try CallPlaces.giveBack(session, taken, failed: failed, window: Self.window)
      }
    }
  }

  /// Does something on the connection; once more on a new one where the old one was lost.
  private func onConnection<R: Sendable>(_ body: (Connection) async throws -> R) async throws -> R {
    let task = connection()
    do {
      return try await body(try await task.value)
    } catch let error as PostgresError where error.isConnectionLost {
      if opening == task { opening = nil }
      // To the others those who held these are gone.
      (kept, takenAt) = ([], [:])
      return try await body(try await connection().value)
    }
  }

  private func connection() -> Task<Connection, any Error> {
    if let opening { return opening }
    let task = Task { [connect] in
      let connection = try await connect()
      try await connection.run { try CallPlaces.make($0, count: Brake.limit) }
      return connection
    }
    opening = task
    return task
  }

  /// Gives back what is kept, and ends the connection.
  package func close() async {
    let resting = kept
    kept = []
    givingBack?.cancel()
    await givingBack?.value
    for one in resting { await release(one.place, failed: false) }
    let task = opening
    opening = nil
    if let connection = try? await task?.value { await connection.close() }
  }
}
