internal import Load
internal import MergeAPI
internal import Postgres

extension AccountWork {
  /// Whether the run reads all that had changed before it began: a window that goes on with an earlier one may have passed it.
  func answersRequests(_ window: ReadWindow) -> Bool {
    guard case .merge = source, !isDryRun, window.id == nil, file.until == nil else { return false }
    if case .instant = file.since { return false }
    return true
  }

  func openWindow(
    _ session: borrowing Session, _ lease: AccountLease, _ identity: RemoteIdentity
  ) throws -> ReadWindow {
    switch source {
    case .merge:
      try ReadWindow.open(
        session, lease: lease, since: identity.isRelinked ? .beginning : file.loadSince,
        until: identity.isRelinked ? nil : file.until, overlap: Int64(file.overlapSeconds), pipeline: file.name,
        mergeAccount: identity.now, isRelink: identity.isRelinked, isSweep: file.sweeps && !identity.isRelinked)
    case .file: ReadWindow.ofExport(pipeline: file.name)
    case .decisions(let decisions):
      if let bounds = decisions.bounds, bounds.upper == nil {
        ReadWindow.ofExport(pipeline: file.name)
      } else {
        ReadWindow.ofFile(lower: decisions.bounds?.lower, pipeline: file.name)
      }
    }
  }

  /// What other runs do with the account; nil where no other run could do its work.
  func elsewhere(_ connection: Connection) async throws -> RunLog.Elsewhere? {
    guard case .merge = source, !isDryRun else { return nil }
    let (run, id, decides) = (run, account.account, file.decides)
    return try await connection.run { try RunLog.elsewhere($0, run: run, account: id, decides: decides) }
  }
}
