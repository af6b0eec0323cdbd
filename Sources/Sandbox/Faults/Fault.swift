/// Something that goes wrong on purpose: what, for which requests, and how often.
///
/// Each account counts for itself, so that what one meets does not depend on the others that run at the same time.
package struct Fault: Sendable, Hashable {
  package enum Effect: Sendable, Hashable {
    /// The request is not carried out; the answer has this status, for 429 and 503 with Retry-After in seconds where
    /// given. Without a body of its own, 502 and 504 come with a gateway's HTML page, the others with `{"detail": …}`.
    case status(Int, retryAfter: Int? = nil, body: String? = nil)
    /// Everything as usual, but late. Goes together with one further effect.
    case delay(Duration)
    /// The connection is closed before the request is carried out.
    case dropRequest
    /// The request is carried out, and then the connection is closed without an answer.
    case dropAnswer
    /// The request is carried out, and then the connection is reset without an answer.
    case resetAnswer
    /// The request is carried out, and then the answer has this status, with the same bodies as ``status(_:retryAfter:body:)``.
    case statusAfter(Int, body: String? = nil)
    /// A well-framed answer whose JSON ends after so many bytes.
    case truncate(bytes: Int)
    /// The connection is closed after so many bytes of the body; the announced length was the whole.
    case close(afterBytes: Int)
    /// As ``close(afterBytes:)``, by a TCP reset.
    case reset(afterBytes: Int)
    /// The cursor of the request is said to be invalid. Only for requests with a cursor.
    case refuseCursor
    /// `next` names the page that is being served. Only for requests with a cursor.
    case repeatCursor
    /// The page begins with the last so many records of the page before. Only for requests with a cursor.
    case duplicate(records: Int)
    /// A page without records, whose `next` leads on to the place where the records go on.
    case emptyPage
  }

  package var effect: Effect
  /// The account that it is for; nil: each, and calls without an account.
  package var account: String?
  /// Path behind the API's base, such as `/contacts`, which stands for `/contacts/…` too; nil: any.
  package var path: String?
  package var method: String?
  /// So many matching requests pass unharmed first.
  package var skip: Int
  /// How many requests are then harmed; nil: all.
  package var times: Int?
  /// Chance that a matching request is harmed, by the seed of the faults; 1: certain.
  package var probability: Double

  package init(
    _ effect: Effect, account: String? = nil, path: String? = nil, method: String? = nil, skip: Int = 0,
    times: Int? = 1, probability: Double = 1
  ) {
    self.effect = effect
    self.account = account
    self.path = path
    self.method = method
    self.skip = skip
    self.times = times
    self.probability = probability
  }

  /// Whether it is for such requests at all.
  func concerns(account: String?, path: String, method: String, hasCursor: Bool) -> Bool {
    if let wanted = self.account, wanted != account { return false }
    if let wanted = self.method, wanted != method { return false }
    if let wanted = self.path, path != wanted, !path.hasPrefix(wanted + "/") { return false }
    return hasCursor || !effect.needsCursor
  }
}

extension Fault.Effect {
  /// Name in the control endpoint's JSON and in the request log.
  package var name: String {
    switch self {
    case .status: "status"
    case .delay: "delay"
    case .dropRequest: "drop_request"
    case .dropAnswer: "drop_answer"
    case .resetAnswer: "reset_answer"
    case .statusAfter: "status_after"
    case .truncate: "truncate"
    case .close: "close"
    case .reset: "reset"
    case .refuseCursor: "refuse_cursor"
    case .repeatCursor: "repeat_cursor"
    case .duplicate: "duplicate"
    case .emptyPage: "empty_page"
    }
  }

  var needsCursor: Bool {
    switch self {
    case .refuseCursor, .repeatCursor, .duplicate: true
    default: false
    }
  }
}
