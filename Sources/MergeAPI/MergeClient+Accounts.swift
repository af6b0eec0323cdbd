extension MergeClient {
  /// What Merge says to an API key.
  package enum KeyAnswer: Sendable, Hashable {
    case refused
    /// How far Merge's clock is ahead of ours; nil where it did not tell.
    case taken(clockAhead: Duration?)
  }

  /// Whether Merge accepts the API key, asked by the cheapest call of the organization; other trouble throws.
  ///
  /// For telling a refused key from a refused account token where a 401's body doesn't.
  package func checkKey() async throws -> KeyAnswer {
    var query = QueryText()
    query.append("page_size", "1")
    do {
      let answer = try await get("/linked-accounts", query: query, account: nil) { try ObjectPage($0.body) }
      return .taken(clockAhead: answer.clockAhead)
    } catch let error as MergeError where error.kind == .unauthorized {
      return .refused
    }
  }

  /// The organization's linked accounts, all pages.
  ///
  /// - Parameters:
  ///   - originIDs: only these of our ids, where the server heeds the filter; nil: all.
  ///   - test: test accounts instead of production accounts; Merge never lists both.
  package func linkedAccounts(originIDs: [String]? = nil, test: Bool = false) async throws -> [LinkedAccount] {
    var query = QueryText()
    query.append("category", "accounting")
    query.append("end_user_origin_ids", originIDs?.joined(separator: ","))
    if test { query.append("is_test_account", "true") }
    return try await everyPage(of: "/linked-accounts", query, account: nil).map { LinkedAccount($0) }
  }

  /// The status of each model of one account, all pages.
  package func syncStatus(account: SecretText) async throws -> [SyncStatus] {
    try await everyPage(of: "/sync-status", QueryText(), account: account).map { SyncStatus($0) }
  }

  /// The account that a token stands for: a cheap test of both credentials.
  package func accountDetails(account: SecretText) async throws -> LinkedAccount {
    try await get("/account-details", account: account) {
      let json = try JSONValue($0.body)
      guard case .object = json else { throw ObjectPage.NotAPage() }
      return LinkedAccount(json)
    }.value
  }

  private func everyPage(of path: String, _ query: QueryText, account: SecretText?) async throws -> [JSONValue] {
    var results: [JSONValue] = []
    var cursor: String?
    var trail = CursorTrail()
    repeat {
      var query = query
      query.append("page_size", "100")
      query.append("cursor", cursor)
      let page = try await get(path, query: query, hasCursor: cursor != nil, account: account) {
        try ObjectPage($0.body)
      }.value
      results += page.results
      cursor = page.next
      try trail.follow(cursor, operation: "GET /accounting/v1\(path)", client: self, isAccountCall: account != nil)
    } while cursor != nil
    return results
  }
}
