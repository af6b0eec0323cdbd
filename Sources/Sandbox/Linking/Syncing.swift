import ContactModel
import NDJSON

extension SandboxStore {
  /// POST /sync-status/resync: the models that can be synced start, and are done at once. Where the credentials are bad
  /// nothing starts; an idle account wakes up.
  func resync(_ call: Call) throws(Refusal) -> SandboxAnswer {
    var account = try holding(of: call).account
    var shown = account.syncs
    if account.acceptsWrites {
      for index in shown.indices where shown[index].isSyncable { shown[index].status = "SYNCING" }
      if account.status == "IDLE" {
        account.status = "COMPLETE"
        do throws(SandboxError) { try add(account) } catch { throw .detail(409, error.description) }
      }
      try? finishSync(of: account.id)
    }
    return SandboxAnswer(json: SandboxJSON.encoded(shown.map { SyncStatusBody($0, now: now) }))
  }

  /// Ends a sync between Merge and the accounting system, now, with the same result for each model that can be synced.
  ///
  /// - Parameter result: `DONE`, `FAILED` or `PARTIALLY_SYNCED`.
  package func finishSync(of account: String, result: String = "DONE") throws(SandboxError) {
    guard var owner = holdings[account]?.account else { throw .unknownAccount(account) }
    let wasInitial = owner.syncs.contains(where: \.isInitial)
    for index in owner.syncs.indices where owner.syncs[index].isSyncable {
      owner.syncs[index].status = result
      owner.syncs[index].lastResult = result
      owner.syncs[index].lastFinishedAt = now
      owner.syncs[index].isInitial = false
      owner.syncs[index].reason = nil
    }
    holdings[account]?.account = owner
    announceSync(of: owner, wasInitial: wasInitial)
  }

  private func announceSync(of account: SandboxAccount, wasInitial: Bool) {
    var states: [String: JSONValue] = [:]
    for sync in account.syncs {
      let body = SyncStatusBody(sync, now: now)
      states[body.modelID] = [
        "last_sync_finished": .text(body.lastSyncFinished), "last_sync_result": .text(body.lastSyncResult),
        "data_fresh_as_of": .text(body.dataFreshAsOf), "sync_status_reason": .text(body.syncStatusReason),
      ]
      guard sync.modelName == "Contact" else { continue }
      emit(
        "Contact.synced", of: account,
        [
          "integration_name": .string(account.integration.name), "integration_id": .string(account.integration.slug),
          "synced_fields": .array(SandboxStore.syncedFields.map { .string($0) }),
          "sync_status": .json(SandboxJSON.encoded(body)),
        ])
    }
    emit(
      "LinkedAccount.sync_completed", of: account,
      [
        "is_initial_sync": .bool(wasInitial), "integration_name": .string(account.integration.name),
        "integration_id": .string(account.integration.slug), "sync_status": .object(states),
      ])
  }

  private static let syncedFields = [
    "name", "is_supplier", "is_customer", "email_address", "tax_number", "status", "currency", "addresses",
    "phone_numbers",
  ]
}

extension SyncStatus {
  fileprivate var isSyncable: Bool { status != "DISABLED" && status != "PAUSED" }
}
