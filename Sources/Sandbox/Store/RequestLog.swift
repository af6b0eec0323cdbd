package import ContactModel

/// One request to the played API, as it was answered.
package struct ServedRequest: Sendable, Hashable {
  /// Counts from 1 over all requests.
  package var number: Int
  package var at: Timestamp
  /// Nil for calls without an account token, and where the token is not known.
  package var account: String?
  package var method: String
  /// Behind the API's base: `/contacts/7d…`.
  package var path: String
  /// The query as received.
  package var query: String
  package var cursor: String?
  /// Of listings: 1 for the first page of a reading.
  package var page: Int?
  /// 0 where the connection was closed without an answer.
  package var status: Int
  /// Records in the answer.
  package var records: Int
  /// Name of the effect that harmed it.
  package var fault: String?
}

/// The requests that were served: the newest one by one, all of them counted.
package struct RequestLog: Sendable {
  package struct Kind: Sendable, Hashable {
    package var account: String?
    /// Ids in it are written `{id}`.
    package var path: String
    package var status: Int
  }

  private let limit: Int
  private var ring: [ServedRequest] = []
  /// All requests since the start or the last ``clear()``.
  package private(set) var count = 0
  package private(set) var counts: [Kind: Int] = [:]

  init(limit: Int) { self.limit = max(1, limit) }

  /// The requests that are remembered, oldest first.
  package var requests: [ServedRequest] {
    if ring.count < limit { return ring }
    let start = count % limit
    return Array(ring[start...] + ring[..<start])
  }

  mutating func add(_ request: ServedRequest, endpoint: String) {
    var request = request
    request.number = count + 1
    if ring.count < limit { ring.append(request) } else { ring[count % limit] = request }
    count += 1
    counts[Kind(account: request.account, path: endpoint, status: request.status), default: 0] += 1
  }

  package mutating func clear() {
    ring = []
    counts = [:]
    count = 0
  }
}
