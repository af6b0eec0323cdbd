package import Postgres
import SQLFiles

/// The right to write one linked account, for a while.
///
/// An advisory lock of the session says that the holder lives; an epoch on the account's row fences it: every writing
/// transaction begins with ``hold(_:)``, which locks that row, so a holder that was paused past its lease cannot write
/// after another one took over. All times are the server's.
package struct AccountLease: Sendable, Equatable {
  package let account: String
  package let organization: String
  /// Rises with each holder.
  package let epoch: Int64
  /// For how long each ``hold(_:)`` renews the lease.
  package let seconds: Int64

  /// What the account's row says when the lease is held.
  package struct Standing: Sendable, Equatable {
    /// The account was settled before; until then every contact counts as unsettled.
    package var wasSettled: Bool
    /// Microseconds since 1970; nil before the first settled window.
    package var watermark: Int64?
    /// Merge's id of the account that the stored contacts came from; nil: not known.
    package var mergeAccount: String?
  }

  /// Takes the lease; nil where a living holder has it.
  ///
  /// A holder that lives but let its lease run out is ended (`pg_terminate_backend`, which a login may do to its own
  /// sessions). The lease stands until ``release(_:)`` or the end of this session, which must be of its own: the lock is the
  /// session's.
  ///
  /// - Throws: ``LoadError/unknownAccount(_:)``, PostgresError.
  package static func acquire(
    _ session: borrowing Session, account: String, seconds: Int64 = 120
  ) throws -> AccountLease? {
    try discardPlans(session)
    if try !lock(session, account) {
      guard try endLateHolder(session, account, seconds: seconds), try lock(session, account) else { return nil }
    }
    let taken = try session.execute(Query.leaseTake.sql, [.text(account), .int(seconds)])
    guard let row = taken.first, let epoch = row.int(0), let organization = row.text(1) else {
      try session.execute(Query.leaseUnlock.sql, [.text(account)])
      throw LoadError.unknownAccount(account)
    }
    return AccountLease(account: account, organization: organization, epoch: epoch, seconds: seconds)
  }

  /// Has the session plan its statements anew: tables may have grown since. It also shows that the session lives.
  package static func discardPlans(_ session: borrowing Session) throws {
    try session.execute(Query.plansDiscard.sql)
  }

  /// Ends the session that holds the account though its lease has run out; false: there is none.
  ///
  /// One that holds the lock without a lease is taking it just now, or giving it back, unless it has been idle for that long, or
  /// only rehearses. It is never ended for the lease of the holder before it.
  private static func endLateHolder(
    _ session: borrowing Session, _ account: String, seconds: Int64
  ) throws -> Bool {
    let standing = try session.execute(Query.leaseExpiredSession.sql, [.text(account)])
    guard let row = standing.first, row.bool(0) == false else { return false }
    let late = row.int(1)
    return try SessionRole.asLogin(session) { session throws in
      if try end(late, session, account) { return true }
      let yielding = try session.execute(Query.leaseYieldingSession.sql, [.text(account), .int(seconds)])
      return try end(yielding.first?.int(0), session, account)
    }
  }

  /// - Returns: false: it did not hold the account.
  private static func end(_ holder: Int64?, _ session: borrowing Session, _ account: String) throws -> Bool {
    guard let holder else { return false }
    return try !session.execute(Query.leaseEndHolder.sql, [.text(account), .int(holder)]).isEmpty
  }

  private static func lock(_ session: borrowing Session, _ account: String) throws -> Bool {
    try session.execute(Query.leaseTryLock.sql, [.text(account)]).bool(0, 0) ?? false
  }

  /// Locks the account's row until the end of the transaction and renews the lease.
  ///
  /// - Throws: ``LoadError/leaseLost(account:)`` where another holder's epoch has begun.
  @discardableResult
  package func hold(_ session: borrowing Session) throws -> Standing {
    let statement = holding
    return try standing(of: try session.execute(statement.sql, statement.parameters))
  }

  /// The statement of ``hold(_:)``, for a transaction that opens with it.
  var holding: Statement { Statement(Query.leaseHold.sql, [.text(account), .int(epoch), .int(seconds)]) }

  /// What ``holding`` returned.
  func standing(of held: Rows) throws -> Standing {
    guard let row = held.first else { throw LoadError.leaseLost(account: account) }
    return Standing(wasSettled: row.bool(1) ?? false, watermark: row.int(2), mergeAccount: row.text(3))
  }

  /// Gives the lease back; harmless when it was lost.
  package func release(_ session: borrowing Session) throws {
    try session.execute(Query.leaseRelease.sql, [.text(account), .int(epoch)])
    try session.execute(Query.leaseUnlock.sql, [.text(account)])
  }
}
