package import ContactModel
package import MergeAPI

/// Whether what Merge holds of an account may be taken for what the accounting system holds, and why not.
///
/// A read answers 200 with old data when the credentials have expired or Merge's own sync fails; so status and sync are
/// asked in each run and said in its result.
package struct Freshness: Sendable, Hashable {
  /// The pipeline's `require_sync`.
  package enum Requirement: String, Sendable, CaseIterable {
    /// Stale accounts are not read.
    case fresh
    /// They are read, and said to be stale.
    case any
  }

  /// The raw value is the code in tables and logs.
  package enum Reason: String, Sendable, CaseIterable {
    case relinkNeeded = "relink_needed"
    case linkingIncomplete = "linking_incomplete"
    case idle
    case syncFailed = "sync_failed"
    case syncPaused = "sync_paused"
    case syncDisabled = "sync_disabled"
    /// The first sync has not brought everything yet.
    case initialSyncRunning = "initial_sync_running"
    /// The last sync brought a part; enough for following changes, not as a beginning.
    case partialBase = "partial_base"
    /// The last good sync is older than the pipeline allows.
    case tooOld = "too_old"
  }

  /// Why the data are stale, the gravest first; empty: fresh as far as Merge tells.
  package let reasons: [Reason]
  /// Up to when Merge's data are known to be good; nil where Merge doesn't tell.
  package let asOf: Timestamp?
  /// Absence from a full read means deletion: only after a whole sync of an account in good order.
  package let isAbsenceProof: Bool

  package var isStale: Bool { !reasons.isEmpty }

  /// - Parameters:
  ///   - account: as Merge lists it; nil: not listed (then only the sync counts).
  ///   - sync: of the contacts; nil: Merge tells none.
  ///   - isFirstRead: nothing was ever read of this account.
  ///   - maximumAge: of the last good sync; nil: any.
  ///   - now: in Merge's clock.
  package init(
    account: LinkedAccount?, sync: SyncStatus?, isFirstRead: Bool, maximumAge: Duration? = nil, now: Timestamp
  ) {
    var reasons: [Reason] = []
    switch account?.status {
    case "RELINK_NEEDED": reasons.append(.relinkNeeded)
    case "INCOMPLETE": reasons.append(.linkingIncomplete)
    case "IDLE": reasons.append(.idle)
    default: break
    }
    // While a sync runs, what the last one brought still counts.
    let result = sync?.status == "SYNCING" ? sync?.lastResult : (sync?.lastResult ?? sync?.status)
    switch sync?.status {
    case "PAUSED": reasons.append(.syncPaused)
    case "DISABLED": reasons.append(.syncDisabled)
    default: if result == "FAILED" { reasons.append(.syncFailed) }
    }
    if let sync, sync.isInitialSync, result != "DONE", result != "PARTIALLY_SYNCED" {
      reasons.append(.initialSyncRunning)
    } else if isFirstRead, result == "PARTIALLY_SYNCED" {
      reasons.append(.partialBase)
    }
    let isGood = result == "DONE" || result == "PARTIALLY_SYNCED"
    asOf = sync?.freshAsOf ?? (isGood ? sync?.lastFinished : nil)
    if let maximumAge, let asOf, asOf.advanced(bySeconds: maximumAge.components.seconds) < now {
      reasons.append(.tooOld)
    }
    self.reasons = reasons
    isAbsenceProof = reasons.isEmpty && result == "DONE"
  }

  /// One sentence for summaries and logs: how fresh, why not, what to do.
  package var words: String {
    let since = asOf.map { "data as of \($0.rfc3339)" } ?? "Merge does not say how old the data are"
    guard let gravest = reasons.first else { return since }
    return "\(Freshness.explain(gravest)); \(since)"
  }

  private static func explain(_ reason: Reason) -> String {
    switch reason {
    case .relinkNeeded: "the account's credentials have expired; its user must link it again"
    case .linkingIncomplete: "linking was not finished; its user must complete it"
    case .idle: "Merge had put the account to sleep; this run's calls wake it, read again after its next sync"
    case .syncFailed: "Merge's last sync of the contacts failed; see the account's issues in Merge's dashboard"
    case .syncPaused: "Merge's sync of the contacts is paused; resume it in Merge's dashboard"
    case .syncDisabled: "Merge's sync of the contacts is disabled; enable it in Merge's dashboard"
    case .initialSyncRunning: "Merge's first sync of the contacts has not finished; run again later"
    case .partialBase: "Merge's last sync brought only a part of the contacts; run again after a whole one"
    case .tooOld: "Merge's last good sync of the contacts is older than the pipeline allows"
    }
  }
}
