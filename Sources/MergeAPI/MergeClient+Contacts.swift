extension MergeClient {
  /// One page of `GET /contacts`.
  ///
  /// - Parameters:
  ///   - account: the account's token.
  ///   - cursor: of the page; nil for the first.
  ///   - parse: reads the body; what it throws makes the call be retried, then fail as ``MergeError/Kind/malformed``.
  package func contacts<Value: Sendable>(
    account: SecretText, query: ContactsQuery, cursor: String?, parse: ([UInt8]) throws -> Value
  ) async throws -> MergeAnswer<Value> {
    try await get("/contacts", query: query.text(cursor: cursor), hasCursor: cursor != nil, account: account) {
      try parse($0.body)
    }
  }

  /// One contact by Merge's id, with addresses and phone numbers as objects; ``MergeError/Kind/notFound`` without one.
  package func contact<Value: Sendable>(
    _ id: String, account: SecretText, parse: ([UInt8]) throws -> Value
  ) async throws -> MergeAnswer<Value> {
    var query = QueryText()
    query.append("expand", "addresses,phone_numbers")
    return try await get("/contacts", id: id, query: query, account: account) { try parse($0.body) }
  }
}
