internal import Load
internal import Postgres

/// Connections for the work on accounts, one for each account at a time: what PostgreSQL has loaded, planned and made for one
/// account (catalogs, statements, temporary tables) serves the next.
actor AccountConnections {
  private let connect: @Sendable () async throws -> Connection
  private var idle: [Connection] = []

  init(connect: @escaping @Sendable () async throws -> Connection) { self.connect = connect }

  /// One that works, kept or new.
  func take() async throws -> Connection {
    while let connection = idle.popLast() {
      if (try? await connection.run { try AccountLease.discardPlans($0) }) != nil { return connection }
      await connection.close()
    }
    return try await connect()
  }

  /// Keeps one for the next account; nothing of the last one's is open in it.
  func keep(_ connection: Connection) { idle.append(connection) }

  /// Closes those that are kept.
  func close() async {
    let kept = idle
    idle = []
    for connection in kept { await connection.close() }
  }
}
