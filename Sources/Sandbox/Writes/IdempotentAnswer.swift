import ContactModel

/// The answer to a write that carried an Idempotency-Key, kept for whoever sends the same again.
struct IdempotentAnswer: Sendable {
  /// Merge keeps them for a day.
  static let lifetime: Int64 = 86_400

  var at: Timestamp
  var path: String
  var query: String
  var body: [UInt8]
  var answer: SandboxAnswer

  func isAlive(at now: Timestamp) -> Bool { now < at.advanced(bySeconds: IdempotentAnswer.lifetime) }

  func isFor(_ call: Call) -> Bool {
    path == call.path && query == call.request.query && body == call.request.body
  }
}
