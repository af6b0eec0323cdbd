import CLibPQ

/// The statements of one ``Connection/run(_:)``; every function blocks the connection's thread until the server has answered.
package struct Session: ~Copyable {
  let wire: Wire

  init(_ wire: Wire) { self.wire = wire }

  /// Runs one statement; a text that comes again on this connection is prepared by the server, once.
  @discardableResult
  package borrowing func execute(_ sql: String, _ parameters: [Parameter] = []) throws(PostgresError) -> Rows {
    try checkCancellation()
    let buffer = ParameterBuffer(parameters)
    switch wire.statements.plan(sql) {
    case .once: return try executeOnce(sql, buffer)
    case .prepare(let name):
      _ = try wire.result(PQprepare(wire.handle, name, sql, 0, nil), expecting: [PGRES_COMMAND_OK])
      wire.statements.prepared(sql, name: name)
      return try executePrepared(name, sql, buffer)
    case .prepared(let name): return try executePrepared(name, sql, buffer)
    }
  }

  /// Runs one statement that the server plans for these very parameters, each time.
  ///
  /// For what joins a few rows with a table in which one account has ten rows and another a million: a prepared statement is
  /// soon planned for the average account, and then reads a large one whole.
  @discardableResult
  package borrowing func executePlannedAnew(
    _ sql: String, _ parameters: [Parameter] = []
  ) throws(PostgresError) -> Rows {
    try checkCancellation()
    return try executeOnce(sql, ParameterBuffer(parameters))
  }

  /// Makes a temporary table, unless this connection made it before; `sql` makes it where it is not there yet.
  package borrowing func makeTemporaryTable(_ sql: String) throws(PostgresError) {
    if wire.temporaryTables.isMade(sql) { return }
    try execute(sql)
    wire.temporaryTables.make(sql, isCommitted: !wire.isInTransaction)
  }

  /// Runs several statements without parameters; all or nothing unless they say `begin` and `commit` themselves.
  package borrowing func script(_ sql: String) throws(PostgresError) {
    try checkCancellation()
    try wire.simple(sql)
  }

  /// Runs a body in a transaction: commits when it returns, rolls back when it throws.
  ///
  /// Throws 25P02 when the body returns after a statement had failed in it (nothing is committed then), and 25001 inside
  /// another transaction (use ``savepoint(_:)``). When the connection is lost during the commit it is not known whether
  /// the server had committed.
  @discardableResult
  package borrowing func transaction<R>(
    _ mode: TransactionMode = .readCommitted, _ body: (borrowing Session) throws -> R
  ) throws -> R {
    try checkCancellation()
    if wire.isRehearsing { return try rehearsed(body) }
    guard !wire.isInTransaction else { throw PostgresError.nestedTransaction }
    return try ending { session in
      try session.wire.simple(mode.statements.joined(separator: "; "))
      return try body(session)
    }
  }

  /// Commits what the body does in the transaction that it begins or that has begun, or rolls it back.
  borrowing func ending<R>(_ body: (borrowing Session) throws -> R) throws -> R {
    do {
      let value = try body(self)
      try checkCancellation()
      let result = try wire.result(PQexec(wire.handle, "commit"), expecting: [PGRES_COMMAND_OK])
      guard String(cString: PQcmdStatus(result.pointer)) == "COMMIT" else { throw PostgresError.failedTransaction }
      wire.temporaryTables.committed()
      return value
    } catch {
      wire.rollBack("rollback")
      throw error
    }
  }

  /// Runs a body inside a transaction so that only its own work is undone when it throws.
  @discardableResult
  package borrowing func savepoint<R>(_ body: (borrowing Session) throws -> R) throws -> R {
    try checkCancellation()
    try wire.simple("savepoint here")
    do {
      let value = try body(self)
      try wire.simple("release savepoint here")
      return value
    } catch {
      wire.rollBack("rollback to savepoint here; release savepoint here")
      throw error
    }
  }

  /// Throws 57014 when the task of this run was cancelled; for loops that do long work between statements.
  package borrowing func checkCancellation() throws(PostgresError) {
    if wire.cancelToken.isRequested { throw .cancelled }
  }

  private borrowing func executeOnce(_ sql: String, _ buffer: ParameterBuffer) throws(PostgresError) -> Rows {
    let result = buffer.withPointers { values, lengths, formats in
      PQexecParams(wire.handle, sql, Int32(buffer.offsets.count), nil, values, lengths, formats, 0)
    }
    return Rows(try wire.result(result, expecting: [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY]))
  }

  /// "cached plan must not change result type" (0A000) follows a change of the schema: the text is run unprepared then.
  private borrowing func executePrepared(
    _ name: String, _ sql: String, _ buffer: ParameterBuffer
  ) throws(PostgresError) -> Rows {
    let result = buffer.withPointers { values, lengths, formats in
      PQexecPrepared(wire.handle, name, Int32(buffer.offsets.count), values, lengths, formats, 0)
    }
    do {
      return Rows(try wire.result(result, expecting: [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY]))
    } catch  where (error.sqlState == "0A000" || error.sqlState == "26000") && !wire.isInTransaction {
      wire.statements.forget(sql)
      return try executeOnce(sql, buffer)
    }
  }
}
