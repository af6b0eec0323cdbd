import ContactModel

/// An item of GET /linked-accounts.
struct LinkedAccountBody: Encodable {
  struct IntegrationBody: Encodable {
    var name: String
    var slug: String
    var categories = ["accounting"]
    var color = "#3366CC"
    var passthroughAvailable = true
  }

  var id: String
  var category = "accounting"
  var status: String
  var statusDetail: String?
  var endUserOriginID: String
  var endUserOrganizationName: String
  var endUserEmailAddress: String
  var webhookListenerURL = "https://webhooks.merge.test/listen"
  var isDuplicate = false
  var integration: IntegrationBody
  var accountType: String
  var completedAt: String?

  init(_ account: SandboxAccount) {
    id = account.mergeID
    status = account.status
    statusDetail = account.status == "RELINK_NEEDED" ? "The credentials have expired or were revoked." : nil
    endUserOriginID = account.id
    endUserOrganizationName = account.organizationName
    endUserEmailAddress = account.emailAddress
    integration = IntegrationBody(name: account.integration.name, slug: account.integration.slug)
    accountType = account.isTest ? "TEST" : "PRODUCTION"
    completedAt = account.completedAt?.rfc3339
  }
}

/// The body of GET /account-details.
struct AccountDetailsBody: Encodable {
  var id: String
  var integration: String
  var integrationSlug: String
  var category = "accounting"
  var endUserOriginID: String
  var endUserOrganizationName: String
  var endUserEmailAddress: String
  var status: String
  var webhookListenerURL = "https://webhooks.merge.test/listen"
  var isDuplicate = false
  var accountType: String
  var completedAt: String?

  init(_ account: SandboxAccount) {
    id = account.mergeID
    integration = account.integration.name
    integrationSlug = account.integration.slug
    endUserOriginID = account.id
    endUserOrganizationName = account.organizationName
    endUserEmailAddress = account.emailAddress
    status = account.status
    accountType = account.isTest ? "TEST" : "PRODUCTION"
    completedAt = account.completedAt?.rfc3339
  }
}

/// An item of GET /sync-status.
struct SyncStatusBody: Encodable {
  /// A sync that is not dated ended so long ago, and had taken so long; the next one starts a day after it.
  private static let age: Int64 = 600
  private static let length: Int64 = 300

  var modelName: String
  var modelID: String
  var lastSyncStart: String
  var nextSyncStart: String
  var lastSyncResult: String?
  var lastSyncFinished: String?
  var dataFreshAsOf: String?
  var status: String
  var syncStatusReason: String?
  var isInitialSync: Bool

  init(_ sync: SyncStatus, now: Timestamp) {
    let finished = sync.lastFinishedAt ?? now.advanced(bySeconds: -SyncStatusBody.age)
    let started = sync.status == "SYNCING" ? now : finished.advanced(bySeconds: -SyncStatusBody.length)
    modelName = sync.modelName
    modelID = "accounting.\(sync.modelName)"
    lastSyncStart = started.rfc3339
    nextSyncStart = started.advanced(bySeconds: 86_400).rfc3339
    lastSyncResult = sync.lastResult
    lastSyncFinished = sync.lastResult == nil ? nil : finished.rfc3339
    let freshness = finished.advanced(bySeconds: -SyncStatusBody.length)
    dataFreshAsOf = sync.lastResult == "DONE" ? freshness.rfc3339 : nil
    status = sync.status
    syncStatusReason = sync.reason
    isInitialSync = sync.isInitial
  }
}
