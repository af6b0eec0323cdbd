import ContactModel
package import MergeAPI

/// Reads the contacts of one account page by page: while a page is being worked on, the next one is already asked for.
///
/// At most one request is on its way; at most two pages are held. Each error is a ``MergeAPI/MergeError``, a
/// CancellationError, or what the handler threw.
package struct ContactReader: Sendable {
  private let client: MergeClient
  private let account: SecretText

  /// - Parameter account: the account's token.
  package init(client: MergeClient, account: SecretText) {
    self.client = client
    self.account = account
  }

  /// Hands over each page of the window in order; returns when the last has been handled.
  ///
  /// A page is handed over even when asking for the next one fails meanwhile; then the failure is thrown. When the
  /// handler throws, the request on its way is cancelled. A refused cursor is an error with the remedy `restartWindow`:
  /// read again with the same lower bound, without cursor and upper bound.
  package func read(
    window: ReadRequest, handle: (FetchedPage) async throws -> Void
  ) async throws -> ReadEnd {
    var trail = CursorTrail()
    try follow(window.cursor, &trail)
    var fetched = try await fetch(window, cursor: window.cursor)
    let upper = window.upper ?? fetched.serverDate
    var end = ReadEnd(upper: upper, pages: 0, bytesReceived: 0, retries: 0)
    while true {
      end.pages += 1
      end.bytesReceived += fetched.bytesReceived
      end.retries += fetched.attempts - 1
      let page = fetched.page(upper: upper)
      guard let next = page.next else {
        try await handle(page)
        return end
      }
      do {
        try follow(next, &trail)
      } catch {
        try await handle(page)
        throw error
      }
      async let following = fetch(window, cursor: next)
      // The request goes out before the handler takes the thread.
      await Task.yield()
      try await handle(page)
      fetched = try await following
    }
  }

  private func fetch(_ window: ReadRequest, cursor: String?) async throws -> Fetched {
    let query = ContactsQuery(
      modifiedAfter: window.lower, modifiedBefore: window.modifiedBefore, pageSize: window.pageSize)
    let answer = try await client.contacts(account: account, query: query, cursor: cursor) { body in
      let (page, next) = try RecordPage.parse(envelope: body)
      return (page, try PageCursor.from(next: next))
    }
    return Fetched(
      records: answer.value.0, cursor: cursor, next: answer.value.1, serverDate: answer.serverDate,
      duration: answer.duration, bytesReceived: answer.bytesReceived, attempts: answer.attempts,
      waited: answer.waited)
  }

  private func follow(_ cursor: String?, _ trail: inout CursorTrail) throws(MergeError) {
    try trail.follow(cursor, operation: "GET /accounting/v1/contacts", client: client, isAccountCall: true)
  }

  private struct Fetched: Sendable {
    var records: RecordPage
    var cursor: String?
    var next: String?
    var serverDate: Timestamp
    var duration: Duration
    var bytesReceived: Int
    var attempts: Int
    var waited: Duration

    func page(upper: Timestamp) -> FetchedPage {
      let (seconds, attoseconds) = duration.components
      return FetchedPage(
        page: records, cursor: cursor, next: next, upper: upper, serverDate: serverDate,
        fetchNanoseconds: seconds * 1_000_000_000 + attoseconds / 1_000_000_000, bytesReceived: bytesReceived,
        attempts: attempts, waited: waited)
    }
  }
}
