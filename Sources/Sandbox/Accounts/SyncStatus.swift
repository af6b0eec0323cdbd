package import ContactModel

/// How the synchronization between Merge and the accounting system stands for one model.
package struct SyncStatus: Sendable {
  /// `Contact`, `Invoice`, …; the model id is `accounting.` and this.
  package var modelName: String
  /// `SYNCING`, `DONE`, `FAILED`, `DISABLED`, `PAUSED` or `PARTIALLY_SYNCED`.
  package var status: String
  /// Result of the last sync that ended; same words as ``status``, nil where none has ended.
  package var lastResult: String?
  /// When the last sync ended; nil: a few minutes before the request, whatever the clock says.
  package var lastFinishedAt: Timestamp?
  package var isInitial: Bool
  /// `RATE_LIMITED`, `WAITING_ON_OTHER_MODELS` or nil.
  package var reason: String?

  package init(
    modelName: String, status: String = "DONE", lastResult: String? = "DONE", lastFinishedAt: Timestamp? = nil,
    isInitial: Bool = false, reason: String? = nil
  ) {
    self.modelName = modelName
    self.status = status
    self.lastResult = lastResult
    self.lastFinishedAt = lastFinishedAt
    self.isInitial = isInitial
    self.reason = reason
  }

  /// Three models, all done; contacts in the middle, so that a reader has to look for them.
  package static let everythingDone = ["CompanyInfo", "Contact", "Invoice"].map { SyncStatus(modelName: $0) }
}
