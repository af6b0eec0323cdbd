import ContactModel

/// Tells a good response from a bad one, and names the bad ones; what it needs to know of the call is held here.
struct ResponseReading: Sendable {
  let operation: String
  let host: String
  let hasCursor: Bool
  let isAccountCall: Bool

  /// The response where its status is 200, else what it means.
  func checked(_ result: Result<HTTPAnswer, TransportFailure>, now: Timestamp) throws(MergeError) -> HTTPAnswer {
    switch result {
    case .failure(let failure): throw trouble(failure)
    case .success(let answer):
      guard answer.status == 200 else { throw trouble(answer, now: now) }
      return answer
    }
  }

  /// The body, parsed; anything that the parser throws makes the response malformed.
  func value<Value>(of answer: HTTPAnswer, parse: (HTTPAnswer) throws -> Value) throws(MergeError) -> Value {
    do {
      return try parse(answer)
    } catch {
      throw self.error(.malformed, status: answer.status, code: error is PageCursorMissing ? "next_unreadable" : nil)
    }
  }

  func trouble(_ failure: TransportFailure) -> MergeError {
    switch failure {
    case .connect: error(.network, code: MergeError.noConnection)
    case .broken: error(.network)
    case .timeout: error(.timeout)
    case .tls: error(.tls)
    case .tooLarge: error(.tooLarge)
    case .unreadable: error(.malformed)
    }
  }

  /// What a response with a status other than 200 means.
  func trouble(_ answer: HTTPAnswer, now: Timestamp) -> MergeError {
    let body = MergeErrorBody(answer.body)
    var error = error(kind(ofStatus: answer.status), status: answer.status, code: body.code)
    if error.kind == .unauthorized { error.credential = isAccountCall ? body.credential : .apiKey }
    error.retryAfter = retryAfter(answer, now: now)
    return error
  }

  private func kind(ofStatus status: Int) -> MergeError.Kind {
    switch status {
    case 300..<400: .redirected
    case 400, 404: hasCursor ? .cursorRefused : status == 404 ? .notFound : .badRequest
    case 401: .unauthorized
    case 403: .forbidden
    case 408, 409: .serverTrouble
    case 429: .rateLimited
    case 400..<500: .badRequest
    case 500...: .serverTrouble
    default: .malformed
    }
  }

  /// `Retry-After` as seconds, or as a date measured against the response's own `Date`; nil where absent or unreadable.
  private func retryAfter(_ answer: HTTPAnswer, now: Timestamp) -> Duration? {
    guard let text = answer.header("retry-after") else { return nil }
    if let seconds = Int64(text) { return .seconds(min(max(seconds, 0), 1 << 32)) }
    guard let date = Timestamp(httpDate: text) else { return nil }
    let from = answer.header("date").flatMap { Timestamp(httpDate: $0) } ?? now
    return .microseconds(max(0, date.microseconds - from.microseconds))
  }

  func error(_ kind: MergeError.Kind, status: Int? = nil, code: String? = nil) -> MergeError {
    MergeError(kind, status: status, code: code, operation: operation, host: host, isAccountCall: isAccountCall)
  }
}
