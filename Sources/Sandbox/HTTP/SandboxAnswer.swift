package import NDJSON

/// What the sandbox sends back, and how: whole, late, or broken off on purpose.
package struct SandboxAnswer: Sendable {
  package enum Ending: Sendable, Hashable {
    /// The whole body, and the connection stays open.
    case complete
    /// Not a byte; the connection is closed.
    case nothing
    /// Not a byte, but a TCP reset.
    case resetAtOnce
    /// Head and the first bytes of the body, then an orderly close before the announced length.
    case closed(afterBytes: Int)
    /// Head and the first bytes of the body, then a TCP reset.
    case reset(afterBytes: Int)
  }

  package var status: Int
  /// Header fields but `Content-Length`; lower-case names.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  /// How long to wait before anything is sent.
  package var delay: Duration = .zero
  package var ending: Ending = .complete

  package init(status: Int = 200, headers: [(name: String, value: String)] = [], json body: [UInt8]) {
    self.status = status
    self.headers = [("content-type", "application/json")] + headers
    self.body = body
  }

  package init(status: Int = 200, _ value: JSONValue) {
    var body: [UInt8] = []
    JSONLine.append(value, to: &body)
    self.init(status: status, json: body)
  }

  /// The value of a header field by its lower-case name.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// A request that is not served, in the forms that Merge's errors take.
struct Refusal: Error {
  var answer: SandboxAnswer

  /// `{"detail": "…"}`: authentication, not found, throttling.
  static func detail(_ status: Int, _ text: String, headers: [(name: String, value: String)] = []) -> Refusal {
    Refusal(answer: SandboxAnswer(status: status, headers: headers, json: SandboxJSON.encoded(["detail": text])))
  }

  /// `{"field": ["…"]}`: a parameter that cannot be used.
  static func field(_ name: String, _ text: String) -> Refusal { .fields([name: [text]]) }

  /// As ``field(_:_:)``, for several at once.
  static func fields(_ texts: [String: [String]]) -> Refusal {
    Refusal(answer: SandboxAnswer(status: 400, json: SandboxJSON.encoded(texts)))
  }
}
