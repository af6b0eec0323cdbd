package import MergeAPI

/// Asks Merge how accounts stand: one listing for all of them, one call for the contact sync of each.
///
/// A server that doesn't know these calls (404) tells nothing, which is no error: contacts can be read all the same.
package struct AccountInspector: Sendable {
  private let client: MergeClient

  package init(client: MergeClient) { self.client = client }

  /// The linked accounts with these ids of ours; an id that Merge doesn't know is missing.
  ///
  /// Merge lists production and test accounts apart; the test accounts are asked for only when some id is still missing.
  /// Several linkings under one id (unfinished attempts pile up) are reduced to the one that stands best.
  package func linkedAccounts(originIDs: Set<String>) async throws -> [String: LinkedAccount] {
    guard !originIDs.isEmpty else { return [:] }
    let filter = originIDs.count <= AccountInspector.filterLimit && !originIDs.contains { $0.contains(",") }
    var found: [String: LinkedAccount] = [:]
    for test in [false, true] where found.count < originIDs.count {
      let listed = try await AccountInspector.toleratingAbsence {
        try await client.linkedAccounts(originIDs: filter ? originIDs.sorted() : nil, test: test)
      }
      for account in listed {
        guard let id = account.endUserOriginID, originIDs.contains(id) else { continue }
        if let other = found[id], AccountInspector.rank(other) <= AccountInspector.rank(account) { continue }
        found[id] = account
      }
    }
    return found
  }

  /// Merge's last reading of the account's contacts; nil where Merge lists none.
  ///
  /// - Parameter account: the account's token.
  package func contactSync(account: SecretText) async throws -> SyncStatus? {
    try await AccountInspector.toleratingAbsence { try await client.syncStatus(account: account) }
      .first { $0.isOfContacts }
  }

  private static func toleratingAbsence<Item>(_ listing: () async throws -> [Item]) async throws -> [Item] {
    do {
      return try await listing()
    } catch let error as MergeError where error.kind == .notFound {
      return []
    }
  }

  /// The list of ids is part of a URL.
  private static let filterLimit = 50

  private static func rank(_ account: LinkedAccount) -> Int {
    let states = ["COMPLETE", "RELINK_NEEDED", "IDLE", "INCOMPLETE"]
    return 2 * (states.firstIndex(of: account.status) ?? states.count) + (account.isDuplicate ? 1 : 0)
  }
}
