/// How a transaction sees the others (PostgreSQL's documentation, "Transaction Isolation").
package enum TransactionMode: Sendable {
  case readCommitted
  /// One snapshot for all its statements; a concurrent change of a row it writes is error 40001.
  case repeatableRead
  case serializable
  /// One snapshot, and nothing may be written.
  case readOnlySnapshot

  var sql: String {
    switch self {
    case .readCommitted: "begin"
    case .repeatableRead: "begin isolation level repeatable read"
    case .serializable: "begin isolation level serializable"
    case .readOnlySnapshot: "begin isolation level repeatable read read only"
    }
  }
}
