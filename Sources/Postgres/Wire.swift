import CLibPQ

/// The libpq connection under a ``Connection``; used by the actor's thread only.
final class Wire {
  let handle: OpaquePointer
  let cancelToken: CancelToken
  var statements = StatementCache()
  var temporaryTables = TemporaryTables()
  /// All is one transaction that is never committed.
  private(set) var isRehearsing = false
  var isInRehearsedTransaction = false

  /// Connects; the error says why not, without anything from the connection string.
  init(conninfo: String, applicationName: String) throws(PostgresError) {
    try Wire.check(conninfo)
    guard let handle = Wire.connect(conninfo, applicationName) else {
      throw PostgresError(sqlState: "53200", message: "out of memory")
    }
    guard PQstatus(handle) == CONNECTION_OK else {
      let error = ConnectFailure.error(handle, conninfo: conninfo)
      PQfinish(handle)
      throw error
    }
    self.handle = handle
    cancelToken = CancelToken(connection: handle)
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    try simple(
      """
      set timezone to 'UTC'; set datestyle to 'ISO, MDY'; set intervalstyle to 'iso_8601';
      set bytea_output to 'hex'; set extra_float_digits to 1
      """)
  }

  deinit { PQfinish(handle) }

  var isUsable: Bool { PQstatus(handle) == CONNECTION_OK }
  var serverProcess: Int32 { PQbackendPID(handle) }
  var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }

  /// Ends a run: a request to cancel that came too late is used up, a transaction that is still open is rolled back.
  func endRun() {
    if cancelToken.endRun(), isUsable, !isRehearsing { PQclear(PQexec(handle, "select 1")) }
    if isUsable, isInTransaction, !isRehearsing {
      temporaryTables.rolledBack()
      PQclear(PQexec(handle, "rollback"))
    }
  }

  /// Begins the transaction that holds all that follows and is never committed; the name of the application tells others of it.
  func beginRehearsal() throws(PostgresError) {
    guard !isInTransaction else { throw PostgresError.nestedTransaction }
    try simple(
      "begin; select set_config('application_name', 'rehearsal of ' || current_setting('application_name'), true)")
    isRehearsing = true
  }

  /// Runs statements by the simple protocol, whatever their number; also after a request to cancel.
  func simple(_ sql: String) throws(PostgresError) {
    _ = try result(PQexec(handle, sql), expecting: [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY])
  }

  /// Rolls back, also when a late request to cancel hits the first try.
  func rollBack(_ sql: String) {
    temporaryTables.rolledBack()
    for _ in 0..<2 where isUsable {
      do {
        try simple(sql)
        return
      } catch {
        guard error.isCancelled else { return }
      }
    }
  }

  /// The result if it has one of the states; else its error, with the connection ready for the next statement.
  func result(
    _ result: OpaquePointer?, expecting states: [ExecStatusType]
  ) throws(PostgresError) -> ResultBox {
    let box = ResultBox(result)
    let status = PQresultStatus(result)
    if states.contains(status) { return box }
    if status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH {
      abandonCopy(status)
      throw PostgresError(sqlState: "0A000", message: "COPY runs through copyIn and copyOut only")
    }
    throw PostgresError(result: result, connection: handle)
  }

  private func abandonCopy(_ status: ExecStatusType) {
    if status == PGRES_COPY_IN {
      PQputCopyEnd(handle, "not expected here")
    } else {
      skipCopyOut()
    }
    while let result = PQgetResult(handle) { PQclear(result) }
  }

  /// Stops a COPY TO under way and reads it to its end.
  func skipCopyOut() {
    cancelToken.stopOwnStatement()
    var line: UnsafeMutablePointer<CChar>?
    while PQgetCopyData(handle, &line, 0) > 0 { PQfreemem(line) }
  }

  /// Parses the string first: libpq's own words about a malformed one would quote it, password and all.
  private static func check(_ conninfo: String) throws(PostgresError) {
    guard !conninfo.isEmpty else { return }
    guard let options = PQconninfoParse(conninfo, nil) else {
      throw PostgresError(sqlState: "22023", message: "the connection string of PostgreSQL is not well-formed")
    }
    PQconninfoFree(options)
  }

  private static func connect(_ conninfo: String, _ applicationName: String) -> OpaquePointer? {
    ConnectionParameters(conninfo: conninfo, applicationName: applicationName).withPointers {
      PQconnectdbParams($0, $1, 1)
    }
  }
}
