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

  /// Drops the account's open window: what was stored under it stays, the watermark does not move.
  package static func giveUp(_ session: borrowing Session, lease: AccountLease) throws {
    try session.transaction { session in
      try lease.hold(session)
      try session.execute(Query.windowDelete.sql, [.text(lease.account)])
    }
  }

  var isOfFile: Bool { since == Self.sinceOfFiles }

  /// Whether the next run can go on with it where it ended.
  var isResumable: Bool { !isOfFile || phase == .readComplete }
}
