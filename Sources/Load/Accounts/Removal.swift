package import Postgres
import SQLFiles

extension Accounts {
  /// Rows that a purge deleted, by kind, in the order in which they are told.
  package struct Purged: Sendable {
    package var counts: [(kind: String, rows: Int)]
  }

  /// Takes an account out of work: its token goes, and no run takes it any more; with a purge what is stored of its records
  /// goes as well. One transaction.
  ///
  /// A purge leaves ids only: the link changes (standing links end, and `unlinked` is told), the counts of runs, and the keyed
  /// hashes of who was erased. The account's row stays, removed; linked again it is read from the beginning.
  ///
  /// - Returns: what was purged; nil: nothing was to be.
  /// - Throws: ``LoadError/leaseLost(account:)``, PostgresError.
  @discardableResult
  package static func remove(_ session: borrowing Session, lease: AccountLease, purges: Bool) throws -> Purged? {
    try session.transaction { session in
      try lease.hold(session)
      try session.execute(Query.accountRemove.sql, [.text(lease.account)])
      if !purges { return nil }
      try session.execute(Query.linkChangesLock.sql)
      let purged = try session.execute(Query.accountPurge.sql, [.text(lease.account)])
      return Purged(counts: purged.columnNames.enumerated().map { ($0.element, Int(purged.int(0, $0.offset) ?? 0)) })
    }
  }
}
