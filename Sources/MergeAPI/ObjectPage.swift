/// One page of a listing of small objects (linked accounts, sync statuses).
struct ObjectPage: Sendable {
  var results: [JSONValue]
  /// The cursor of the next page; nil at the end.
  var next: String?

  /// Throws where the body is not a page: not JSON, or without an array `results`.
  init(_ body: [UInt8]) throws {
    let envelope = try JSONValue(body)
    guard case .array(let results) = envelope["results"] else { throw NotAPage() }
    self.results = results
    next = try PageCursor.from(next: envelope["next"].text)
  }

  struct NotAPage: Error {}
}
