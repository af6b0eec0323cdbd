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
      return try body(Session(wire))
    } onCancel: { [token = wire.cancelToken] in
      token.request(run: run)
    }
  }

  /// Runs a body to its end even when the task is cancelled: for what a run that is being stopped still has to write.
  package func runUninterrupted<R: Sendable>(_ body: @Sendable (borrowing Session) throws -> R) async throws -> R {
    guard let wire else { throw PostgresError.lost }
    defer { wire.endRun() }
    return try body(Session(wire))
  }

  /// Whether the last statement found the connection usable; says nothing about the next one.
  package var isUsable: Bool { wire?.isUsable ?? false }

  /// The process of the server that serves this connection, as in `pg_stat_activity.pid`; nil when closed.
  package var serverProcess: Int32? { wire?.serverProcess }

  /// Closes the connection; a second call does nothing.
  package func close() { wire = nil }
}
