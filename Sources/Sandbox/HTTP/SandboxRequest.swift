/// A request as the sandbox sees it, free of any transport: tests may hand one over without a socket.
package struct SandboxRequest: Sendable {
  package var method: String
  /// Percent-decoded, without the query: `/api/accounting/v1/contacts`.
  package var path: String
  /// The query as it came, for the log.
  package var query: String
  /// Header fields by lower-case name; the last one wins.
  package var headers: [String: String]
  package var body: [UInt8]

  /// - Parameter target: path and query as they stand in the request line.
  package init(method: String = "GET", target: String, headers: [String: String] = [:], body: [UInt8] = []) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.method = method
    path = PercentText.decoded(parts[0], plusIsSpace: false)
    query = parts.count > 1 ? String(parts[1]) : ""
    self.headers = headers
    self.body = body
  }

  /// The query's parameters, decoded as a form; of a repeated one the last counts.
  var parameters: [String: String] {
    var result: [String: String] = [:]
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = PercentText.decoded(parts[0], plusIsSpace: true)
      result[name] = parts.count > 1 ? PercentText.decoded(parts[1], plusIsSpace: true) : ""
    }
    return result
  }

  /// The key after `Authorization: Bearer `.
  var bearer: String? {
    guard let value = headers["authorization"], value.lowercased().hasPrefix("bearer ") else { return nil }
    return String(value.dropFirst(7))
  }

  var accountToken: String? { headers["x-account-token"] }
}
