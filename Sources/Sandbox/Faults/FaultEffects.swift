extension Fault.Effect {
  /// The refusal that takes the place of the answer; nil where the request is served.
  func refusal(invalidCursorStatus: Int) -> Refusal? {
    switch self {
    case .status(let status, let retryAfter, let body):
      var answer = failure(status, body)
      if let retryAfter { answer.headers.append(("retry-after", "\(retryAfter)")) }
      return Refusal(answer: answer)
    case .dropRequest:
      var answer = SandboxAnswer(status: 500, json: [])
      answer.ending = .nothing
      return Refusal(answer: answer)
    case .refuseCursor: return .invalidCursor(invalidCursorStatus)
    default: return nil
    }
  }

  /// Harms a finished answer on its way.
  func harm(_ answer: inout SandboxAnswer) {
    switch self {
    case .delay(let duration): answer.delay += duration
    case .dropAnswer: answer.ending = .nothing
    case .resetAnswer: answer.ending = .resetAtOnce
    case .statusAfter(let status, let body): answer = failure(status, body, delay: answer.delay)
    case .truncate(let bytes): answer.body = Array(answer.body.prefix(bytes))
    case .close(let bytes): answer.ending = .closed(afterBytes: min(bytes, max(0, answer.body.count - 1)))
    case .reset(let bytes): answer.ending = .reset(afterBytes: min(bytes, max(0, answer.body.count - 1)))
    default: break
    }
  }

  private func failure(_ status: Int, _ body: String?, delay: Duration = .zero) -> SandboxAnswer {
    var answer = Refusal.detail(status, "Fault set in the sandbox.").answer
    if let body {
      answer.body = Array(body.utf8)
    } else if status == 502 || status == 504 {
      answer.headers = [("content-type", "text/html")]
      answer.body = Array("<html><head><title>\(status)</title></head><body>Bad gateway</body></html>".utf8)
    }
    answer.delay = delay
    return answer
  }
}

extension Refusal {
  static func invalidCursor(_ status: Int) -> Refusal {
    status == 404 ? .detail(404, "Invalid cursor.") : .field("cursor", "Invalid cursor.")
  }
}
