package import Postgres
import SQLFiles

/// Accounts that are to be read soon, because Merge told of something: at most one open request for each account.
///
/// Workers take requests that are due; every run that reads an account's changes answers those that it saw before it began.
/// All times are the server's.
package enum SyncRequests {
  /// The reason of a request after a linking, which ends what a failure had put off.
  package static let linked = "LinkedAccount.linked"

  /// A wish to read an account.
  package struct Wish: Sendable, Hashable {
    /// Our id of the account, as Merge knows it (`end_user_origin_id`); nil: not told.
    package var account: String?
    /// Merge's id of the account, which counts where ours is none of ours.
    package var mergeAccount: String?
    /// The event, such as `Contact.changed`.
    package var reason: String

    package init(account: String?, mergeAccount: String?, reason: String) {
      self.account = account
      self.mergeAccount = mergeAccount
      self.reason = reason
    }
  }

  /// Opens requests, or counts them to those that are open; wakes the workers. Inside a transaction.
  ///
  /// - Returns: the places of wishes (from 0 on) whose account nobody here knows, or that was removed.
  /// - Throws: PostgresError.
  package static func post(_ session: borrowing Session, _ wishes: [Wish]) throws -> Set<Int> {
    if wishes.isEmpty { return [] }
    let posted = try session.execute(
      Query.syncRequestPost.sql,
      [
        .textArray(wishes.map(\.account)), .textArray(wishes.map(\.mergeAccount)), .textArray(wishes.map(\.reason)),
      ])
    if posted.int(0, 1) ?? 0 > 0 { try session.execute(Query.syncRequestNotify.sql) }
    return Set((posted.first?.intArray(0) ?? []).map { Int($0) - 1 })
  }

  /// What a worker gets when it asks for work.
  package struct Turn: Sendable, Equatable {
    /// To be read now; nobody else gets them for a while.
    package var accounts: [String] = []
    /// Milliseconds until the next request is due; nil: none is open.
    package var nextDue: Int64?
  }

  /// Takes requests that are due.
  ///
  /// - Parameters:
  ///   - most: accounts at most.
  ///   - seconds: after which another worker may take them, in case this one is gone.
  /// - Throws: PostgresError.
  package static func take(_ session: borrowing Session, most: Int, seconds: Int64) throws -> Turn {
    var turn = Turn()
    for row in try session.execute(Query.syncRequestTake.sql, [.int(most), .int(seconds)]) {
      if let account = row.text(0) { turn.accounts.append(account) } else { turn.nextDue = row.int(1) }
    }
    return turn
  }

  /// How many requests of an account nobody has answered yet; for a run before it begins to read.
  ///
  /// - Throws: PostgresError.
  package static func unanswered(_ session: borrowing Session, account: String) throws -> Int64 {
    try session.execute(Query.syncRequestSeen.sql, [.text(account)]).first?.int(0) ?? 0
  }

  /// Notes that a run answered what it had seen; what came since stays open.
  ///
  /// - Throws: PostgresError.
  package static func close(_ session: borrowing Session, account: String, seen: Int64) throws {
    if seen > 0 { try session.execute(Query.syncRequestClose.sql, [.text(account), .int(seen)]) }
  }

  /// Lets a request that was taken be taken again at once.
  ///
  /// - Throws: PostgresError.
  package static func release(_ session: borrowing Session, account: String) throws {
    try session.execute(Query.syncRequestRelease.sql, [.text(account)])
  }

  /// Puts a request off, twice as long with each attempt that failed.
  ///
  /// - Parameters:
  ///   - seconds: the first time.
  ///   - most: seconds at most.
  /// - Throws: PostgresError.
  package static func postpone(
    _ session: borrowing Session, account: String, seconds: Int64, most: Int64
  ) throws {
    try session.execute(Query.syncRequestPostpone.sql, [.text(account), .int(seconds), .int(most)])
  }

  /// Lets the session be told of new requests (``Session/notification(within:)``).
  ///
  /// - Throws: PostgresError.
  package static func listen(_ session: borrowing Session) throws { try session.execute(Query.syncRequestListen.sql) }

  /// Forgets requests that were answered a while ago.
  ///
  /// - Throws: PostgresError.
  package static func prune(_ session: borrowing Session) throws { try session.execute(Query.syncRequestPrune.sql) }
}
