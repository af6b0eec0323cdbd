package import ContactModel
package import Postgres
import SQLFiles

extension ReadWindow {
  /// `since` of a window that is read from a file: no cursor can go on with it, so one that was interrupted is given up.
  package static let sinceOfFiles = "file"

  /// A window of what a file holds; nothing stands of it in the database yet.
  ///
  /// - Parameter lower: nil: the file holds everything.
  package static func ofFile(lower: Timestamp?, pipeline: String) -> ReadWindow {
    ReadWindow(
      id: nil, pipeline: pipeline, since: sinceOfFiles, lowerBound: lower, upperBound: nil, cursor: nil, pages: 0,
      phase: .reading)
  }

  /// `since` of a window of an accounting system's export: its bounds are no times of Merge's.
  package static let sinceOfExports = "export"

  /// A window of an export, which holds everything; nothing stands of it in the database yet.
  ///
  /// It never moves the watermark, so that a later read at Merge begins where the last one ended.
  package static func ofExport(pipeline: String) -> ReadWindow {
    ReadWindow(
      id: nil, pipeline: pipeline, since: sinceOfExports, lowerBound: nil, upperBound: nil, cursor: nil, pages: 0,
      phase: .reading)
  }

  /// Drops the account's open window: what was stored under it stays, the watermark does not move.
  package static func giveUp(_ session: borrowing Session, lease: AccountLease) throws {
    try session.transaction { session in
      try lease.hold(session)
      try session.execute(Query.windowDelete.sql, [.text(lease.account)])
    }
  }

  var isOfFile: Bool { since == Self.sinceOfFiles || since == Self.sinceOfExports }

  /// Whether settling it says up to when everything is read.
  var movesWatermark: Bool { since != Self.sinceOfExports }

  /// Whether the next run can go on with it where it ended. An export is read anew instead: what it has stored is settled all
  /// the same, and it says nothing of what is at Merge.
  var isResumable: Bool { !isOfFile || (since == Self.sinceOfFiles && phase == .readComplete) }
}
