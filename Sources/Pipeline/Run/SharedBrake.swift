internal import Load
package import MergeAPI
package import Postgres

/// The places for calls in the database, over one connection for the whole process, which is opened with the first call.
package actor SharedBrake {
  private let connect: @Sendable () async throws -> Connection
  private var opening: Task<Connection, any Error>?

  private static let window = Brake.window.milliseconds

  package init(connect: @escaping @Sendable () async throws -> Connection) { self.connect = connect }

  /// For a ``Brake``.
  package nonisolated var calls: SharedCalls {
    SharedCalls(take: { try await self.take() }, giveBack: { await self.giveBack($0, failed: $1) })
  }

  private func take() async throws -> SharedCalls.Answer {
    try await onConnection { connection in
      try await connection.run { session in
        if let taken = try CallPlaces.take(session, count: Brake.limit, atMost: Brake.longestCall.milliseconds) {
          return .place(SharedCalls.Place(number: taken.place, call: taken.call))
        }
        return .full(.milliseconds(try CallPlaces.wait(session, count: Brake.limit, window: Self.window)))
      }
    }
  }

  /// What fails here is left to time, which frees the place.
  private func giveBack(_ place: SharedCalls.Place, failed: Bool) async {
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

  /// Ends the connection.
  package func close() async {
    let task = opening
    opening = nil
    if let connection = try? await task?.value { await connection.close() }
  }
}
