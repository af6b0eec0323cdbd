package import ContactModel

/// How Merge's own reading of one model of one account stands (`GET /sync-status`).
package struct SyncStatus: Sendable, Hashable {
  /// Such as `Contact`; empty where null.
  package var modelName: String
  /// Such as `accounting.Contact`; empty where null.
  package var modelID: String
  /// `SYNCING`, `DONE`, `FAILED`, `DISABLED`, `PAUSED`, `PARTIALLY_SYNCED` or another; empty where null.
  package var status: String
  /// The same words; nil before the first sync ended.
  package var lastResult: String?
  package var lastStarted: Timestamp?
  package var lastFinished: Timestamp?
  /// The provider's data up to here are in Merge; nil where Merge doesn't say.
  package var freshAsOf: Timestamp?
  package var isInitialSync: Bool

  package init(
    modelName: String, modelID: String, status: String, lastResult: String?, lastStarted: Timestamp? = nil,
    lastFinished: Timestamp?, freshAsOf: Timestamp? = nil, isInitialSync: Bool
  ) {
    self.modelName = modelName
    self.modelID = modelID
    self.status = status
    self.lastResult = lastResult
    self.lastStarted = lastStarted
    self.lastFinished = lastFinished
    self.freshAsOf = freshAsOf
    self.isInitialSync = isInitialSync
  }

  init(_ json: JSONValue) {
    func instant(_ key: String) -> Timestamp? { json[key].text.flatMap { Timestamp(rfc3339: $0) } }
    self.init(
      modelName: json["model_name"].text ?? "", modelID: json["model_id"].text ?? "",
      status: json["status"].text ?? "", lastResult: json["last_sync_result"].text,
      lastStarted: instant("last_sync_start"), lastFinished: instant("last_sync_finished"),
      freshAsOf: instant("data_fresh_as_of"), isInitialSync: json["is_initial_sync"].flag ?? false)
  }

  /// Whether this is the status of the contacts.
  package var isOfContacts: Bool {
    modelName.lowercased() == "contact" || modelID.lowercased() == "accounting.contact"
  }
}
