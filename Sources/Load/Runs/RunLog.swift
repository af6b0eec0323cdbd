package import ContactModel
package import Postgres
import SQLFiles

/// How a run ended; the raw value is stored.
package enum RunOutcome: String, Sendable {
  case done
  /// Some accounts failed, the others are committed.
  case partial
  case failed
  case stopped
}

/// How a run ended with one account; the raw value is stored.
package enum AccountOutcome: String, Sendable {
  case done
  case failed
  case stopped
}

/// Milliseconds that a run spent on an account, by stage.
package struct StageTimes: Sendable, Equatable {
  package var extract: Int64 = 0
  package var transform: Int64 = 0
  package var load: Int64 = 0
  package var settle: Int64 = 0

  package init(extract: Int64 = 0, transform: Int64 = 0, load: Int64 = 0, settle: Int64 = 0) {
    self.extract = extract
    self.transform = transform
    self.load = load
    self.settle = settle
  }
}

/// The log of runs: one row for a run, one for each account that it takes.
package enum RunLog {
  /// Begins a run; its id. The session must be the run's own and last as long: its end is how others know a dead run.
  ///
  /// - Parameters:
  ///   - work: the same for runs that do the same with an account, so that one may do it in place of the other; nil: no other
  ///     may.
  ///   - job: what it is a part of, as its caller named it; nil: of nothing.
  package static func start(
    _ session: borrowing Session, pipeline: String, version: String, work: String? = nil, job: String? = nil
  ) throws -> Int64 {
    let values: [Parameter] = [.text(pipeline), .text(version), .text(work), .text(job)]
    return try session.execute(Query.runInsert.sql, values).int(0, 0) ?? 0
  }

  /// What other runs do with an account while a run goes on.
  package struct Elsewhere: Sendable, Equatable {
    /// Another one seems to hold it; whether it lives is not known.
    package var isHeld = false
    /// The run that did the same work after this one, or its job, had begun, so that nothing is left of it; nil: none.
    package var settledBy: Int64?

    package init() {}
  }

  /// - Parameter decides: the work includes deciding, against the parties as they are now.
  package static func elsewhere(
    _ session: borrowing Session, run: Int64, account: String, decides: Bool
  ) throws -> Elsewhere {
    var elsewhere = Elsewhere()
    let found = try session.execute(Query.runAccountElsewhere.sql, [.int(run), .text(account), .bool(decides)])
    elsewhere.isHeld = found.first?.bool(0) ?? false
    elsewhere.settledBy = found.first?.int(1)
    return elsewhere
  }

  package static func finish(_ session: borrowing Session, run: Int64, _ outcome: RunOutcome) throws {
    try session.execute(Query.runFinish.sql, [.int(run), .text(outcome.rawValue)])
  }

  /// When a pipeline last ended with every account settled, in seconds since 1970; nil: never.
  package static func lastDone(_ session: borrowing Session, pipeline: String) throws -> Int64? {
    try session.execute(Query.runLastDone.sql, [.text(pipeline)]).int(0, 0)
  }

  /// Begins a run's part of an account. What other processes left open of the account is closed as `stopped`, its counts
  /// kept as they were committed with its pages; so are their runs, where they are dead.
  ///
  /// - Throws: ``LoadError/leaseLost(account:)``, PostgresError.
  package static func startAccount(
    _ session: borrowing Session, run: Int64, lease: AccountLease, window: ReadWindow? = nil
  ) throws {
    try session.transaction { session in
      try lease.hold(session)
      try session.execute(Query.runAccountStopDead.sql, [.int(run), .text(lease.account)])
      try session.execute(Query.runAccountInsert.sql, [.int(run), .text(lease.account), .int(window?.id)])
    }
  }

  /// Ends a run's part of an account; does nothing where another process closed it as stopped.
  ///
  /// - Parameters:
  ///   - errorCode: class of the error, such as `relink_needed`.
  ///   - errorText: what was wrong, without personal data.
  ///   - limits: what Merge's rate limit did to its calls.
  package static func finishAccount(
    _ session: borrowing Session, run: Int64, account: String, _ outcome: AccountOutcome, errorCode: String? = nil,
    errorText: String? = nil, times: StageTimes = StageTimes(), limits: RateLimitCounts = RateLimitCounts()
  ) throws {
    try session.execute(
      Query.runAccountFinish.sql,
      [
        .int(run), .text(account), .text(outcome.rawValue), .text(errorCode), .text(errorText), .int(times.extract),
        .int(times.transform), .int(times.load), .int(times.settle), .int(limits.waits), .int(limits.milliseconds),
        .int(limits.refusals),
      ])
  }

  /// Notes accounts that a run does not ask because they are known to fail.
  package static func addKnown(
    _ session: borrowing Session, run: Int64, _ known: [(account: String, code: String, text: String)]
  ) throws {
    if known.isEmpty { return }
    try session.execute(
      Query.runAccountInsertKnown.sql,
      [
        .int(run), .textArray(known.map(\.account)), .textArray(known.map(\.code)), .textArray(known.map(\.text)),
      ])
  }

  /// How earlier runs ended with an account.
  package struct Previous: Sendable {
    /// Code of the last run of the same pipeline that ended; nil: it did not fail, or there was none.
    package var errorCode: String?
    /// The same of the last run of any pipeline that asked Merge.
    package var askedErrorCode: String?
    /// When that run began.
    package var askedAt: Timestamp?
    /// When a webhook last said that the account was linked; nil: none did, or a run has answered it a while ago.
    package var linkedAt: Timestamp?
  }

  /// How earlier runs ended with accounts, by account; those that no run ever took are missing.
  package static func previous(
    _ session: borrowing Session, pipeline: String, accounts: [String]
  ) throws -> [String: Previous] {
    var found: [String: Previous] = [:]
    for row in try session.execute(Query.runAccountPrevious.sql, [.text(pipeline), .textArray(accounts)]) {
      found[row.text(0) ?? ""] = Previous(
        errorCode: row.text(1) == AccountOutcome.failed.rawValue ? row.text(2) : nil, askedErrorCode: row.text(3),
        askedAt: row.instant(4), linkedAt: row.instant(5))
    }
    return found
  }

  /// What all runs together did with an account's window: rows read, deleted, rejected, and of these erased.
  package static func counts(
    _ session: borrowing Session, account: String, window: Int64
  ) throws -> PageCounts {
    let row = try session.execute(Query.windowCounts.sql, [.text(account), .int(window)]).first
    return PageCounts(
      read: Int(row?.int(0) ?? 0), deleted: Int(row?.int(1) ?? 0), rejected: Int(row?.int(2) ?? 0),
      erased: Int(row?.int(3) ?? 0))
  }

  /// What a run did with an account so far (`run` nil: the last one); nil where there is none.
  package static func read(_ session: borrowing Session, run: Int64?, account: String) throws -> AccountRun? {
    try session.execute(Query.runAccountRead.sql, [.int(run), .text(account)]).first.map(AccountRun.init)
  }
}

/// A run's part of one account.
package struct AccountRun: Sendable {
  package var run: Int64
  /// nil while it runs.
  package var outcome: AccountOutcome?
  package var errorCode: String?
  package var errorText: String?
  package var rows: PageCounts
  package var absent: Int64
  /// Of the living contacts after a sweep; nil: the run was none.
  package var checksum: String?
  package var pages: Int64
  package var pairs: Int64
  package var pairsCut: Int64
  /// Contacts that the run settled, by verdict.
  package var settled: SettledCounts
  package var created: Int64
  package var times: StageTimes
  package var limits: RateLimitCounts

  init(_ row: Row) {
    func count(_ column: Int) -> Int { Int(row.int(column) ?? 0) }
    run = row.int(0) ?? 0
    outcome = row.text(1).flatMap(AccountOutcome.init)
    errorCode = row.text(2)
    errorText = row.text(3)
    rows = PageCounts(
      read: count(4), inserted: count(5), updated: count(6), unchanged: count(7), deleted: count(8),
      rejected: count(9), repeated: count(10), missed: count(23), erased: count(25))
    absent = row.int(11) ?? 0
    checksum = row.text(24)
    pages = row.int(12) ?? 0
    pairs = row.int(13) ?? 0
    pairsCut = row.int(14) ?? 0
    settled = SettledCounts(matched: count(15), review: count(16), unmatched: count(17))
    created = row.int(18) ?? 0
    times = StageTimes(
      extract: row.int(19) ?? 0, transform: row.int(20) ?? 0, load: row.int(21) ?? 0, settle: row.int(22) ?? 0)
    limits = RateLimitCounts(waits: row.int(26) ?? 0, milliseconds: row.int(27) ?? 0, refusals: row.int(28) ?? 0)
  }
}
