/// How a transaction sees the others (PostgreSQL's documentation, "Transaction Isolation").
package enum TransactionMode: Sendable {
  case readCommitted
  /// The commit does not wait for the disk: a crash of the server may lose it, with those after it that did not wait either.
  /// For what is done again from its own checkpoint; the next commit of another mode waits for this one too.
  case readCommittedWithoutWaiting
  /// One snapshot for all its statements; a concurrent change of a row it writes is error 40001.
  case repeatableRead
  case serializable
  /// One snapshot, and nothing may be written.
  case readOnlySnapshot
  /// The same of contactsync's own database. It waits while tables are put in the place of others, and who does that waits for
  /// it: to a snapshot from before, the new ones are empty.
  case storedSnapshot

  var statements: [String] {
    switch self {
    case .readCommitted: ["begin"]
    case .readCommittedWithoutWaiting: ["begin", "set local synchronous_commit = off"]
    case .repeatableRead: ["begin isolation level repeatable read"]
    case .serializable: ["begin isolation level serializable"]
    case .readOnlySnapshot: ["begin isolation level repeatable read read only"]
    // Locking takes no snapshot: it is that of the first statement of the body.
    case .storedSnapshot: ["begin isolation level repeatable read read only", MigrationTable.lockAsReader]
    }
  }
}
