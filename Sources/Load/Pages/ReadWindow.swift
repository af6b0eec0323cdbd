package import ContactModel
package import Postgres
import SQLFiles

/// What one run reads of one account: from the lower to the upper bound in Merge's clock.
///
/// It stands in the database from the transaction of its first page to the one that settles it, so that a run that was
/// interrupted is gone on with: same bounds, next cursor.
package struct ReadWindow: Sendable, Equatable {
  /// From when on changes are wanted.
  package enum Since: Sendable, Equatable {
    /// From the last settled window on, less the overlap; an account without one is read from the beginning.
    case watermark
    case beginning
    case instant(Timestamp)

    /// `watermark`, `beginning` or an RFC 3339 instant.
    package var text: String {
      switch self {
      case .watermark: "watermark"
      case .beginning: "beginning"
      case .instant(let instant): instant.rfc3339
      }
    }
  }

  package enum Phase: String, Sendable {
    case reading
    /// All pages are stored; only settling is left.
    case readComplete = "read_complete"
  }

  /// nil until the first page is stored.
  package internal(set) var id: Int64?
  package internal(set) var pipeline: String
  /// ``Since/text`` of the run that opened it.
  package internal(set) var since: String
  /// `modified_after` of the requests; nil reads everything.
  package internal(set) var lowerBound: Timestamp?
  /// `modified_before` of the requests; nil: no limit.
  package internal(set) var modifiedBefore: Timestamp?
  /// `Date` of the first response, or ``modifiedBefore`` where that is earlier; nil until the first page is stored.
  package internal(set) var upperBound: Timestamp?
  /// Of the next page to read; nil before the first page, and after the last.
  package internal(set) var cursor: String?
  /// Pages stored.
  package internal(set) var pages: Int
  package internal(set) var phase: Phase
  /// Merge's id of the account that it reads; nil: Merge did not tell.
  package internal(set) var mergeAccount: String?
  /// It reads an account that was linked anew from the beginning, so that links and judgements can follow.
  package internal(set) var isRelink = false
  /// At its end contacts that it has not met are marked as deleted.
  package internal(set) var isSweep = false
  /// Changes from before this should have been brought by earlier windows; nil: it does not ask.
  var missedBefore: Timestamp?

  /// The account's open window if it covers what is wanted, else a new one that nothing stands of in the database yet.
  ///
  /// An open window covers the wish when its lower bound is not later, its end is the same, and it reads the same of Merge's
  /// accounts. One that does not is given up: the new one takes its place with its first page, and as the watermark has not
  /// moved, nothing is lost.
  ///
  /// - Parameters:
  ///   - since: an instant at or a little before the watermark (within the overlap) begins where the watermark's window
  ///     would, so that an interval that follows the last one overlaps it like any other window.
  ///   - until: read only what Merge stored before this; nil: no limit.
  ///   - overlap: seconds by which a window begins before the watermark.
  ///   - mergeAccount: Merge's id of the account as it is now; nil: Merge does not tell.
  ///   - isRelink: the account was linked anew, and what follows from it is to be done at the window's end.
  ///   - isSweep: at the window's end contacts that it has not met are to be marked as deleted; `since` is the beginning.
  /// - Throws: ``LoadError/leaseLost(account:)``, PostgresError.
  package static func open(
    _ session: borrowing Session, lease: AccountLease, since: Since, until: Timestamp? = nil, overlap: Int64,
    pipeline: String, mergeAccount: String? = nil, isRelink: Bool = false, isSweep: Bool = false
  ) throws -> ReadWindow {
    let watermark = try lease.hold(session).watermark.map { Timestamp(microseconds: $0) }
    let following = watermark?.advanced(bySeconds: -overlap)
    let lower: Timestamp? =
      switch since {
      case .watermark: following
      case .beginning: nil
      case .instant(let instant):
        if let watermark, let following, instant <= watermark { min(instant, following) } else { instant }
      }
    if let open = try stored(session, account: lease.account, pipeline: pipeline), open.isResumable,
      open.covers(lower, until: until),
      open.reads(mergeAccount, isRelink: isRelink), open.isSweep || !isSweep
    {
      return open
    }
    return ReadWindow(
      id: nil, pipeline: pipeline, since: since.text, lowerBound: lower, modifiedBefore: until, upperBound: nil,
      cursor: nil, pages: 0, phase: .reading, mergeAccount: mergeAccount, isRelink: isRelink, isSweep: isSweep,
      missedBefore: isSweep ? following : nil)
  }

  /// The account's open window; nil where there is none.
  package static func stored(
    _ session: borrowing Session, account: String, pipeline: String
  ) throws -> ReadWindow? {
    try session.execute(Query.windowFind.sql, [.text(account)]).first.map { row in
      ReadWindow(
        id: row.int(0), pipeline: pipeline, since: row.text(1) ?? "", lowerBound: row.instant(2),
        modifiedBefore: row.instant(9), upperBound: row.instant(3), cursor: row.text(4), pages: Int(row.int(5) ?? 0),
        phase: row.text(6).flatMap(Phase.init) ?? .reading, mergeAccount: row.text(7), isRelink: row.bool(8) ?? false,
        isSweep: row.bool(10) ?? false, missedBefore: row.instant(11))
    }
  }

  /// Nothing can lie in it: its end is not later than its begin.
  package var isEmpty: Bool {
    guard let lowerBound, let modifiedBefore else { return false }
    return modifiedBefore <= lowerBound
  }

  private func covers(_ wanted: Timestamp?, until: Timestamp?) -> Bool {
    guard until == modifiedBefore else { return false }
    guard let lowerBound else { return true }
    guard let wanted else { return false }
    return lowerBound <= wanted
  }

  private func reads(_ wanted: String?, isRelink: Bool) -> Bool {
    if isRelink { return self.isRelink && mergeAccount == wanted }
    return mergeAccount == nil || wanted == nil || mergeAccount == wanted
  }

  /// Whether the account's contacts came from another of Merge's accounts than this window reads, and must follow first.
  func isUnfinishedRelink(_ standing: AccountLease.Standing) -> Bool {
    isRelink && mergeAccount != standing.mergeAccount
  }

  /// The window to go on with when Merge refuses the cursor: the same lower bound, a new upper one, from the first page.
  package var restarted: ReadWindow {
    var window = self
    window.id = nil
    window.upperBound = nil
    window.cursor = nil
    window.pages = 0
    window.phase = .reading
    return window
  }

  /// Begins the window in the database in place of the account's open one. Inside a transaction that holds the lease.
  ///
  /// - Throws: ``LoadError/relinking(account:)`` where the open one follows a new linking and this one does not know of it.
  mutating func begin(
    _ session: borrowing Session, account: String, standing: AccountLease.Standing, respondedAt: Timestamp
  ) throws {
    if mergeAccount == nil, let open = try Self.stored(session, account: account, pipeline: pipeline),
      open.isUnfinishedRelink(standing)
    {
      throw LoadError.relinking(account: account)
    }
    let upper = modifiedBefore.map { min($0, respondedAt) } ?? respondedAt
    try session.execute(Query.windowDelete.sql, [.text(account)])
    try session.execute(Query.sweepSeenDelete.sql, [.text(account)])
    let inserted = try session.execute(
      Query.windowInsert.sql,
      [
        .text(account), .text(pipeline), .text(since), .timestamp(microseconds: lowerBound?.microseconds),
        .timestamp(microseconds: upper.microseconds), .text(mergeAccount), .bool(isRelink),
        .timestamp(microseconds: modifiedBefore?.microseconds), .bool(isSweep),
        .timestamp(microseconds: missedBefore?.microseconds),
      ])
    id = inserted.int(0, 0)
    upperBound = upper
  }

  /// Stands behind pages that were stored: `pages` of them so far, and where the next one is.
  mutating func advance(pages stored: Int64, next: String?) {
    pages = Int(stored)
    cursor = next
    phase = next == nil ? .readComplete : .reading
  }
}
