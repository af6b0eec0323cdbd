package import ContactModel
package import Postgres
import SQLFiles

/// One linked account as `accounts list` shows it.
package struct AccountSummary: Sendable {
  package var account: String
  package var organization: String
  package var integration: String?
  package var mergeAccount: String?
  package var state: Accounts.State
  package var mergeStatus: String?
  package var lastSyncResult: String?
  package var lastSyncFinishedAt: Timestamp?
  /// nil before the first settled window.
  package var watermark: Timestamp?
  package var settledMatcherVersion: String?
  package var settledPartyRevision: Int64?
  /// Whether the last settling wrote links or proposed them; nil before the first.
  package var settledLinks: LinkMode?
  package var hasToken: Bool
  /// The entry of a pipeline file's `connections:`; nil: the environment's connection.
  package var connection: String?
  /// When somebody last changed its token, state or connection.
  package var updatedAt: Timestamp
  /// nil before the first run.
  package var lastRun: LastRun?

  package struct LastRun: Sendable {
    package var run: Int64
    /// nil while it runs, or when its process died.
    package var outcome: AccountOutcome?
    package var errorCode: String?
    package var startedAt: Timestamp
    package var finishedAt: Timestamp?
    package var rowsRead: Int64
  }

  init(_ row: Row) {
    account = row.text(0) ?? ""
    organization = row.text(1) ?? ""
    integration = row.text(2)
    mergeAccount = row.text(3)
    state = row.text(4).flatMap(Accounts.State.init) ?? .active
    mergeStatus = row.text(5)
    lastSyncResult = row.text(6)
    lastSyncFinishedAt = row.instant(7)
    watermark = row.instant(8)
    settledMatcherVersion = row.text(9)
    settledPartyRevision = row.int(10)
    settledLinks = row.text(11).flatMap(LinkMode.init)
    hasToken = row.bool(12) ?? false
    connection = row.text(13)
    updatedAt = row.instant(20) ?? Timestamp(microseconds: 0)
    lastRun = row.int(14).map { run in
      LastRun(
        run: run, outcome: row.text(15).flatMap(AccountOutcome.init), errorCode: row.text(16),
        startedAt: row.instant(17) ?? Timestamp(microseconds: 0), finishedAt: row.instant(18),
        rowsRead: row.int(19) ?? 0)
    }
  }
}

extension Accounts {
  /// The accounts by id: all, or those of one organization.
  package static func list(_ session: borrowing Session, organization: String? = nil) throws -> [AccountSummary] {
    try session.execute(Query.accountsList.sql, [.text(organization)]).map(AccountSummary.init)
  }

  /// How much is stored of an account.
  package struct Counts: Sendable, Equatable {
    /// Deleted ones included.
    package var contacts: Int64
    package var deleted: Int64
    package var matched: Int64
    package var inReview: Int64
    package var unmatched: Int64
    package var links: Int64
    package var openReviewItems: Int64
  }

  /// Counts what is stored of an account; reads all its rows.
  package static func counts(_ session: borrowing Session, account: String) throws -> Counts {
    let rows = try session.execute(Query.accountCounts.sql, [.text(account)])
    func count(_ column: Int) -> Int64 { rows.int(0, column) ?? 0 }
    return Counts(
      contacts: count(0), deleted: count(1), matched: count(2), inReview: count(3), unmatched: count(4),
      links: count(5), openReviewItems: count(6))
  }
}

extension Row {
  /// A column that holds microseconds since 1970; nil is NULL.
  func instant(_ column: Int) -> Timestamp? { int(column).map { Timestamp(microseconds: $0) } }
}
