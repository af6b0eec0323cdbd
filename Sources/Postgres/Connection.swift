/// One connection to PostgreSQL with a thread of its own; statements of one ``run(_:)`` are never mixed with others'.
///
/// The server's `TimeZone` is UTC and texts are UTF-8; `statement_timeout`, `synchronous_commit` and the like are left as
/// the server has them. It is closed by ``close()`` or when it is released.
package actor Connection {
  private let executor: ThreadExecutor
  private var wire: Wire?

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private init() { executor = ThreadExecutor() }

  /// Opens a connection.
  ///
  /// - Parameters:
  ///   - conninfo: a `postgresql://` URI or `key=value` pairs as libpq knows them; what it leaves out comes from libpq's
  ///     environment (`PGHOST`, `PGSERVICE`, `.pgpass`, …). Waits 10 seconds for a server unless it says otherwise.
  ///   - applicationName: shown in `pg_stat_activity` unless conninfo or `PGAPPNAME` names another.
  package static func open(
    _ conninfo: String, applicationName: String = "contactsync"
  ) async throws(PostgresError) -> Connection {
    let connection = Connection()
    try await connection.connect(conninfo, applicationName)
    return connection
  }

  private func connect(_ conninfo: String, _ applicationName: String) throws(PostgresError) {
    wire = try Wire(conninfo: conninfo, applicationName: applicationName)
  }

  /// Runs a body on the connection's thread.
  ///
  /// The body is synchronous on purpose: an actor is re-entrant at each `await`, so another task's statements could get
  /// into the middle of this one's transaction. Cancelling the task stops the statement under way (error 57014) and
  /// refuses those that follow. A transaction that the body left open is rolled back.
  package func run<R: Sendable>(_ body: @Sendable (borrowing Session) throws -> R) async throws -> R {
    guard let wire else { throw PostgresError.lost }
    let run = wire.cancelToken.nextRun()
    return try await withTaskCancellationHandler {
      assertIsolated()
      wire.cancelToken.beginRun(run, isCancelled: Task.isCancelled)
      defer { wire.endRun() }
      return try Self.apply(body, wire)
    } onCancel: { [token = wire.cancelToken] in
      token.request(run: run)
    }
  }

  /// Runs a body to its end even when the task is cancelled: for what a run that is being stopped still has to write.
  package func runUninterrupted<R: Sendable>(_ body: @Sendable (borrowing Session) throws -> R) async throws -> R {
    guard let wire else { throw PostgresError.lost }
    defer { wire.endRun() }
    return try Self.apply(body, wire)
  }

  /// In a rehearsal a failed body takes back its own work only.
  private static func apply<R>(_ body: (borrowing Session) throws -> R, _ wire: Wire) throws -> R {
    let session = Session(wire)
    return wire.isRehearsing ? try session.savepoint(body) : try body(session)
  }

  /// Makes everything that follows on this connection a rehearsal: one transaction in which each ``Session/transaction(_:_:)``
  /// is a savepoint, and which ends with the connection, rolled back.
  ///
  /// What statements see and say is as if all had been committed, to this connection alone. What they lock stays locked
  /// until the end; sequences and advisory locks of the session are not taken back. A transaction's mode is left aside: each
  /// statement sees what others have committed before it.
  ///
  /// - Throws: PostgresError; 25001 inside a transaction.
  package func rehearse() throws(PostgresError) {
    guard let wire else { throw PostgresError.lost }
    try wire.beginRehearsal()
  }

  /// Whether the last statement found the connection usable; says nothing about the next one.
  package var isUsable: Bool { wire?.isUsable ?? false }

  /// The process of the server that serves this connection, as in `pg_stat_activity.pid`; nil when closed.
  package var serverProcess: Int32? { wire?.serverProcess }

  /// Closes the connection; a second call does nothing.
  package func close() { wire = nil }
}
