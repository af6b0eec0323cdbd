/// Why a call to Merge came to nothing, and what that means for the work around it.
///
/// It holds no personal data: of a body at most a code from a fixed list (``MergeErrorBody``).
package struct MergeError: Error, Sendable, Hashable {
  /// The raw value is the code in tables and logs.
  package enum Kind: String, Sendable, CaseIterable {
    /// 401: see ``MergeError/credential``.
    case unauthorized
    /// 403: the plan or the account's scopes don't allow the call.
    case forbidden
    /// 404 without a cursor: no such object, wrong path, or the integration lacks the model.
    case notFound = "not_found"
    /// 400 without a cursor, and any 4xx not named here.
    case badRequest = "bad_request"
    /// 400 or 404 on a call with a cursor: expired or unknown.
    case cursorRefused = "cursor_refused"
    /// A listing led back to a page that it had already given, or never ended.
    case cursorRepeated = "cursor_repeated"
    /// 429.
    case rateLimited = "rate_limited"
    /// 408, 409 and 5xx.
    case serverTrouble = "server_trouble"
    /// No connection, or one that ended too early.
    case network
    case timeout
    /// A response that is not what it should be: not JSON, cut off, not a page.
    case malformed
    /// 3xx: Merge never redirects, so the base URL is not Merge's.
    case redirected
    case tls
    /// A body over the limit.
    case tooLarge = "too_large"
  }

  /// Which secret a 401 refers to, as far as the body tells.
  package enum Credential: Sendable, Hashable {
    case apiKey
    case accountToken
    case unknown
  }

  /// What the caller can do.
  package enum Remedy: Sendable, Hashable {
    /// Try again later; after this time where Merge said one.
    case retry(after: Duration?)
    /// Read the window again from its first page.
    case restartWindow
    /// No further call for this account in this run.
    case stopAccount
    /// No further call at all in this run.
    case stopRun
  }

  package var kind: Kind
  /// HTTP status; nil without a response.
  package var status: Int?
  /// A code from a fixed list that says more, such as `invalid_cursor`; nil when the body told nothing known.
  package var code: String?
  /// Method and path without ids, such as `GET /accounting/v1/contacts`.
  package var operation: String
  /// Host, and port where one was given.
  package var host: String
  /// nil unless ``Kind/unauthorized``.
  package var credential: Credential?
  /// Whether the call was made for one account (with its token) rather than for the organization.
  package var isAccountCall: Bool
  /// As Merge asked for; nil when it did not.
  package var retryAfter: Duration?
  /// How often it was tried.
  package var attempts = 1

  package init(
    _ kind: Kind, status: Int? = nil, code: String? = nil, operation: String, host: String,
    credential: Credential? = nil, isAccountCall: Bool, retryAfter: Duration? = nil
  ) {
    self.kind = kind
    self.status = status
    self.code = code
    self.operation = operation
    self.host = host
    self.credential = credential
    self.isAccountCall = isAccountCall
    self.retryAfter = retryAfter
  }

  package var remedy: Remedy {
    switch kind {
    case .unauthorized: credential == .apiKey ? .stopRun : .stopAccount
    case .forbidden, .notFound, .badRequest: isAccountCall ? .stopAccount : .stopRun
    case .cursorRefused: .restartWindow
    case .cursorRepeated, .tooLarge: .stopAccount
    case .rateLimited, .serverTrouble, .network, .timeout, .malformed: .retry(after: retryAfter)
    case .redirected, .tls: .stopRun
    }
  }

  /// Whether the same GET may be sent again at once (after a pause).
  var isPassing: Bool {
    switch kind {
    case .rateLimited, .serverTrouble, .network, .timeout, .malformed: true
    default: false
    }
  }
}
