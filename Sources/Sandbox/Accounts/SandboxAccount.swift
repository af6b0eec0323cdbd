package import ContactModel

/// A linked account that the sandbox plays: who linked it, with which accounting system, and in what state it is.
package struct SandboxAccount: Sendable {
  /// Our own permanent id of the account (Merge's `end_user_origin_id`).
  package var id: String
  /// Merge's id of the linked account, a UUID.
  package var mergeID: String
  /// What `X-Account-Token` must say to reach this account.
  package var token: String
  package var integration: Integration
  package var organizationName: String
  package var emailAddress: String
  /// `COMPLETE`, `INCOMPLETE`, `RELINK_NEEDED` or `IDLE`. Reads go on whatever it says, as they do at Merge.
  package var status: String
  /// Deleted at Merge: its token is as good as a wrong one and no listing shows it; the books live on, for linking anew.
  package var isDeleted: Bool
  /// True: listed only where `is_test_account=true` is asked for.
  package var isTest: Bool
  /// When the linking was completed; nil: when the sandbox learned of the account.
  package var completedAt: Timestamp?
  /// State of the provider's own synchronization, model by model.
  package var syncs: [SyncStatus]
  /// Names of employees in the books, which QuickBooks keeps unique together with those of customers and vendors.
  package var employees: [String]

  /// Whether contacts can be created and changed.
  var acceptsWrites: Bool { status != "RELINK_NEEDED" && status != "INCOMPLETE" }

  /// An account in good order. `mergeID` and `token` are derived from the id where they are not given, so that two
  /// starts of a sandbox agree.
  package init(
    id: String, integration: Integration = .quickBooks, organizationName: String = "Example Trading Ltd",
    emailAddress: String = "books@example.com", mergeID: String? = nil, token: String? = nil,
    status: String = "COMPLETE", isTest: Bool = false, completedAt: Timestamp? = nil,
    syncs: [SyncStatus] = SyncStatus.everythingDone, isDeleted: Bool = false, employees: [String] = []
  ) {
    self.id = id
    self.mergeID = mergeID ?? StableUUID.text(seed: "linked-account/\(id)")
    self.token = token ?? "token-\(id)"
    self.integration = integration
    self.organizationName = organizationName
    self.emailAddress = emailAddress
    self.status = status
    self.isTest = isTest
    self.completedAt = completedAt
    self.syncs = syncs
    self.isDeleted = isDeleted
    self.employees = employees
  }
}

/// The accounting system behind a linked account, as Merge names it.
package struct Integration: Sendable, Hashable, Codable {
  package var name: String
  package var slug: String

  package init(name: String, slug: String) {
    self.name = name
    self.slug = slug
  }

  package static let quickBooks = Integration(name: "QuickBooks Online", slug: "quickbooks-online")
  package static let xero = Integration(name: "Xero", slug: "xero")
  package static let netSuite = Integration(name: "NetSuite", slug: "netsuite")
}
