package import ContactModel
package import Postgres
import SQLFiles

/// Stores pages of contacts, one or several in one transaction with everything that belongs to them.
package enum PageStore {
  /// Scores the rows (indices into the page's) that are new or changed.
  package typealias Score = (_ page: RecordPage, _ rows: [Int]) throws -> ScoredPage

  /// What became of a page.
  package struct Stored: Sendable {
    /// The window as it stands after the page.
    package var window: ReadWindow
    package var counts: PageCounts
  }

  /// Stores one page: contacts, superseded versions, candidates, rejected records, checkpoint and counts, all or nothing.
  ///
  /// Contacts that equal what is stored are not touched. Within one window, and from a file whenever it was written, an
  /// older record never replaces a newer one (by `modified_at`). A record that PostgreSQL refuses (SQLSTATE 22, 23514, 54) is found, set apart as rejected
  /// (`unstorable`), and the others are stored.
  ///
  /// - Parameters:
  ///   - pages: how many pages of Merge's the records came in.
  ///   - next: cursor of the page after this one; nil: it was the window's last.
  ///   - respondedAt: `Date` of the response; that of the window's first page becomes its upper bound.
  ///   - run: the run, with this account begun (``RunLog/startAccount(_:run:lease:window:)``).
  ///   - repeated: records that were left out of the page because a newer one of the same id is in the same read; counted.
  ///   - score: called once inside the transaction; nil stores contacts without keys and candidates.
  /// - Throws: ``LoadError/leaseLost(account:)``, ``LoadError/windowLost(account:)``, PostgresError, and what `score` throws.
  package static func store(
    _ session: borrowing Session, _ page: RecordPage, pages: Int = 1, next: String?, respondedAt: Timestamp,
    window: ReadWindow, lease: AccountLease, run: Int64, repeated: Int = 0, score: Score? = nil
  ) throws -> Stored {
    let write = PageWrite(
      page: page, lease: lease, run: run, keepsNewer: window.isOfFile, repeated: repeated,
      missedBefore: window.missedBefore)
    func attempt(_ session: borrowing Session, without refused: [Int: PostgresError]) throws -> Stored {
      let rows = write.rows.filter { refused[$0] == nil }
      // A window's first page begins it, and only then can be compared.
      let opening = [lease.holding] + (window.id.map { [write.comparing(rows, window: $0)] } ?? [])
      // What a crash of PostgreSQL loses is lost with its checkpoint, and read again; settling waits for the disk.
      return try session.transaction(.readCommittedWithoutWaiting, opening: opening) { session, opened in
        var window = window
        let standing = try lease.standing(of: opened[0])
        if window.id == nil {
          try window.begin(session, account: lease.account, standing: standing, respondedAt: respondedAt)
        }
        let id = window.id ?? 0
        let compared = opened.count > 1 ? opened[1] : try write.compare(session, rows, window: id)
        let (counts, scored) = try write.run(
          session, write.changes(rows, compared), window: id, wasSettled: standing.wasSettled, refused: refused,
          score: score)
        if window.isRelink || window.isSweep { try write.noteSeen(session) }
        guard let stored = try write.note(session, counts, scored, window: id, pages: pages, next: next) else {
          throw LoadError.windowLost(account: lease.account)
        }
        window.advance(pages: stored, next: next)
        return Stored(window: window, counts: counts)
      }
    }
    do {
      return try attempt(session, without: [:])
    } catch let error as PostgresError where error.isRecordFault {
      let refused = try write.refusedRows(session, window: window.id ?? 0)
      if refused.isEmpty { throw error }
      return try attempt(session, without: refused)
    }
  }
}

extension PostgresError {
  /// The trouble lies in a value of one record: data exceptions, the check of ids, rows that break a limit.
  var isRecordFault: Bool { sqlState.hasPrefix("22") || sqlState == "23514" || sqlState.hasPrefix("54") }
}
