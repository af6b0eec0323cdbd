/// What PostgreSQL or the connection to it objected to; its text never holds values of rows or secrets.
///
/// DETAIL, CONTEXT and the statement are left out always, the primary message where it may quote a value
/// (``PrimaryMessage``). Codes: PostgreSQL's documentation, appendix A.
package struct PostgresError: Error, Sendable, Equatable {
  /// Five characters, such as `23505`. Ours where the server gave none: `08001` no server, `08004` the server refused the
  /// connection, `08006` connection lost, `57014` cancelled, `25001` transaction inside a transaction, `25P02` commit of
  /// a transaction that had failed, `22023` unusable connection string.
  package var sqlState: String
  package var message: String
  package var constraint: String?
  package var table: String?
  package var column: String?
  /// The connection cannot be used any more (or never stood): open a new one.
  package var isConnectionLost: Bool

  package init(
    sqlState: String, message: String, constraint: String? = nil, table: String? = nil, column: String? = nil,
    isConnectionLost: Bool = false
  ) {
    self.sqlState = sqlState
    self.message = message
    self.constraint = constraint
    self.table = table
    self.column = column
    self.isConnectionLost = isConnectionLost
  }

  /// What to do about an error.
  package enum Remedy: Sendable, Equatable {
    /// Passing: the same work may succeed later, on a new connection where the old one is lost.
    case retry
    /// This account's data are refused: go on with the others.
    case stopAccount
    /// Nothing will succeed before somebody changes something.
    case stopRun
  }

  /// Passing trouble is retried: lost connections (08, 57P01–57P03), cancelling and time limits (57014, 55P03, 25P03),
  /// conflicts (40), lack of disk, memory or connections (53). Refused data (22, 23, 54) stop the account.
  package var remedy: Remedy {
    if sqlState == "08004" || sqlState == "08P01" { return .stopRun }
    if isConnectionLost { return .retry }
    if ["57014", "55P03", "25P03"].contains(sqlState) { return .retry }
    switch sqlState.prefix(2) {
    case "08", "40", "53": return .retry
    case "22", "23", "54": return sqlState == "22023" ? .stopRun : .stopAccount
    default: return .stopRun
    }
  }

  /// The statement was stopped because its task was cancelled, by another session, or by `statement_timeout`.
  package var isCancelled: Bool { sqlState == "57014" }
}

extension PostgresError: CustomStringConvertible {
  package var description: String { "\(message) (SQLSTATE \(sqlState))" }
}

extension PostgresError {
  static let cancelled = PostgresError(sqlState: "57014", message: "cancelled")
  static let lost = PostgresError(
    sqlState: "08006", message: "the connection to PostgreSQL was lost", isConnectionLost: true)
  static let nestedTransaction = PostgresError(
    sqlState: "25001", message: "a transaction is already open on this connection")
  static let failedTransaction = PostgresError(
    sqlState: "25P02", message: "the transaction could not be committed, a statement in it had failed")
}
