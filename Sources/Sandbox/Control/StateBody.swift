import ContactModel

/// The body of `GET /sandbox/state`: what the accounts hold, and how often what was asked.
struct StateBody: Encodable {
  struct AccountBody: Encodable {
    var id: String
    /// Deleted ones included.
    var contacts: Int
    var deleted: Int
    /// Calls answered 429 because of the rate limit.
    var throttled: Int
    /// Calls that did not wait as long as an earlier answer 429 had asked for.
    var early: Int
  }

  struct CountBody: Encodable {
    var account: String?
    var path: String
    var status: Int
    var requests: Int
  }

  struct FaultBody: Encodable {
    var effect: String
    var account: String?
    var path: String?
    var hits: Int
  }

  var now: String
  /// All requests to the played API.
  var requests: Int
  var accounts: [AccountBody]
  /// Sorted by account, path and status.
  var counts: [CountBody]
  var faults: [FaultBody]

  init(_ store: isolated SandboxStore) {
    now = store.now.rfc3339
    requests = store.log.count
    accounts = store.sortedHoldings.map { holding in
      AccountBody(
        id: holding.account.id, contacts: holding.shelf.count, deleted: holding.shelf.deletedCount,
        throttled: holding.budget?.refused ?? 0, early: holding.budget?.early ?? 0)
    }
    counts = store.log.counts
      .map { CountBody(account: $0.account, path: $0.path, status: $0.status, requests: $1) }
      .sorted { ($0.account ?? "", $0.path, $0.status) < ($1.account ?? "", $1.path, $1.status) }
    faults = zip(store.faults.faults, store.faults.hits)
      .map { FaultBody(effect: $0.effect.name, account: $0.account, path: $0.path, hits: $1) }
  }
}
