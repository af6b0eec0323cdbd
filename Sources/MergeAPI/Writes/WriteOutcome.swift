/// What came of asking Merge to create or change a contact.
package enum WriteOutcome: Sendable, Hashable {
  /// Merge has written it; to a create it may answer with a contact of that name that it has changed: the id tells.
  case written(id: String, warnings: [MergeProblem])
  /// Nothing was written, and the same will be refused again.
  case refused(ProblemClass, [MergeProblem])
  /// Nothing was written: no connection came about, the rate limit refused the call, or it came too late to be made.
  case notSent(MergeError)
  /// The answer was lost, or says nothing: it may have been written.
  case unknown(MergeError)
}

extension WriteOutcome {
  /// What the lack of a response says.
  init(_ failure: TransportFailure, error: MergeError) {
    self = failure == .connect || failure == .tls ? .notSent(error) : .unknown(error)
  }

  /// What a response says.
  ///
  /// - Parameter error: what its status means, were it a read's.
  init(_ answer: HTTPAnswer, error: MergeError) {
    let body = try? JSONValue(answer.body)
    let errors = body?["errors"].elements.map { MergeProblem($0) } ?? []
    switch answer.status {
    case 200..<300:
      let id = body?["model"]["id"].text ?? ""
      if !errors.isEmpty, id.isEmpty {
        self = .refused(.gravest(of: errors), errors)
      } else if errors.isEmpty, (1...255).contains(id.utf8.count), !id.unicodeScalars.contains("\u{FFFD}") {
        self = .written(id: id, warnings: body?["warnings"].elements.map { MergeProblem($0) } ?? [])
      } else {
        self = .unknown(error)
      }
    case 429: self = .notSent(error)
    case 401, 403: self = .refused(.credentials, errors)
    case 408, 409, 500...: self = .unknown(error)
    case 400..<500:
      if WriteOutcome.speaksOfKey(answer.body) {
        // The key was used for another body: what that one did is not known.
        self = .unknown(error)
      } else if errors.isEmpty {
        self = .refused(answer.status == 404 || answer.status == 405 ? .provider : .validation, [])
      } else {
        self = .refused(.gravest(of: errors), errors)
      }
    default: self = .unknown(error)
    }
  }

  private static func speaksOfKey(_ body: [UInt8]) -> Bool {
    String(decoding: body.prefix(4096), as: UTF8.self).lowercased().contains("idempotency")
  }
}
