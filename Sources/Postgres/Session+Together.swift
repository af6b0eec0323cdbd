import CLibPQ

/// A statement and its parameters, for what is sent with others.
package struct Statement: Sendable {
  package let sql: String
  package let parameters: [Parameter]

  package init(_ sql: String, _ parameters: [Parameter] = []) {
    self.sql = sql
    self.parameters = parameters
  }
}

extension Session {
  /// As ``transaction(_:_:)``, with its first statements known beforehand: they go to the server together with the beginning,
  /// in one round trip instead of one for each.
  ///
  /// `body` gets their rows, in order. Where one fails, none behind it is run, the body is not called, and its error is thrown.
  @discardableResult
  package borrowing func transaction<R>(
    _ mode: TransactionMode = .readCommitted, opening statements: [Statement],
    _ body: (borrowing Session, [Rows]) throws -> R
  ) throws -> R {
    if wire.isRehearsing {
      return try transaction(mode) { session in try body(session, try session.together(statements)) }
    }
    try checkCancellation()
    guard !wire.isInTransaction else { throw PostgresError.nestedTransaction }
    return try ending { session in
      try body(session, try session.together(statements, after: mode.statements))
    }
  }

  /// Runs statements in one round trip, in order (libpq's documentation, "Pipeline Mode"): the rows of each of `statements`.
  /// What comes before them returns none.
  private borrowing func together(
    _ statements: [Statement], after simple: [String] = []
  ) throws(PostgresError) -> [Rows] {
    guard PQenterPipelineMode(wire.handle) == 1 else { throw .lost }
    defer { PQexitPipelineMode(wire.handle) }
    var calls = try simple.map { sql throws(PostgresError) in try send(sql) }
    for statement in statements { calls += try send(statement) }
    guard PQpipelineSync(wire.handle) == 1 else { throw .lost }
    let rows = try results(of: calls)
    return Array(rows.suffix(statements.count))
  }

  /// What a result of a pipeline belongs to.
  private enum Call {
    case simple
    case prepared(sql: String, name: String)
    case rows
  }

  private borrowing func send(_ sql: String) throws(PostgresError) -> Call {
    guard PQsendQueryParams(wire.handle, sql, 0, nil, nil, nil, nil, 0) == 1 else { throw .lost }
    return .simple
  }

  private borrowing func send(_ statement: Statement) throws(PostgresError) -> [Call] {
    let (sql, buffer) = (statement.sql, ParameterBuffer(statement.parameters))
    let count = Int32(buffer.offsets.count)
    var calls: [Call] = []
    let sent: Int32
    switch wire.statements.plan(sql) {
    case .once:
      sent = buffer.withPointers { PQsendQueryParams(wire.handle, sql, count, nil, $0, $1, $2, 0) }
    case .prepare(let name):
      guard PQsendPrepare(wire.handle, name, sql, 0, nil) == 1 else { throw .lost }
      calls.append(.prepared(sql: sql, name: name))
      sent = buffer.withPointers { PQsendQueryPrepared(wire.handle, name, count, $0, $1, $2, 0) }
    case .prepared(let name):
      sent = buffer.withPointers { PQsendQueryPrepared(wire.handle, name, count, $0, $1, $2, 0) }
    }
    guard sent == 1 else { throw .lost }
    return calls + [.rows]
  }

  /// Reads the results up to the end of the pipeline, also behind one that failed; the first error is thrown then.
  private borrowing func results(of calls: [Call]) throws(PostgresError) -> [Rows] {
    var rows: [Rows] = []
    var failure: PostgresError?
    for call in calls {
      let result = PQgetResult(wire.handle)
      let isAborted = PQresultStatus(result) == PGRES_PIPELINE_ABORTED
      do {
        let box = try wire.result(result, expecting: [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_ABORTED])
        switch call {
        case .simple: break
        case .prepared(let sql, let name): if !isAborted { wire.statements.prepared(sql, name: name) }
        case .rows: rows.append(Rows(box))
        }
      } catch {
        failure = failure ?? error
        if !wire.isUsable { throw failure ?? error }
      }
      PQclear(PQgetResult(wire.handle))
    }
    PQclear(PQgetResult(wire.handle))
    if let failure { throw failure }
    return rows
  }
}
