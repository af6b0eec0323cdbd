import ContactModel
package import MergeAPI

/// Reads the contacts of one account page by page: while pages are being worked on, the next ones are already fetched.
///
/// At most one request is on its way, and no more than three pages are fetched and not yet handled, that one counted. Each
/// error is a ``MergeAPI/MergeError``, a CancellationError, or what the handler threw.
package struct ContactReader: Sendable {
  private let client: MergeClient
  private let account: SecretText

  /// - Parameter account: the account's token.
  package init(client: MergeClient, account: SecretText) {
    self.client = client
    self.account = account
  }

  /// Hands over the pages of the window in order, those together that came while the last were handled; returns when all
  /// have been.
  ///
  /// Pages are handed over even when asking for the next one fails meanwhile; then the failure is thrown. When the
  /// handler throws, the request on its way is cancelled. A refused cursor is an error with the remedy `restartWindow`:
  /// read again with the same lower bound, without cursor and upper bound.
  package func read(
    window: ReadRequest, handle: ([FetchedPage]) async throws -> Void
  ) async throws -> ReadEnd {
    let queue = PageQueue()
    return try await withThrowingTaskGroup(of: ReadEnd?.self) { group in
      group.addTask {
        do {
          let end = try await fetchAll(window) { await queue.put($0) }
          await queue.finish(.success(()))
          return end
        } catch {
          await queue.finish(.failure(error))
          return nil
        }
      }
      do {
        while true {
          let pages = try await queue.take()
          if pages.isEmpty { break }
          try await handle(pages)
        }
      } catch {
        group.cancelAll()
        await queue.close()
        throw error
      }
      guard let end = try await group.next() ?? nil else { throw CancellationError() }
      return end
    }
  }

  private func fetchAll(_ window: ReadRequest, put: (FetchedPage) async -> Void) async throws -> ReadEnd {
    var trail = CursorTrail()
    try follow(window.cursor, &trail)
    var upper = window.upper
    var (pages, bytes, retries) = (0, 0, 0)
    var cursor = window.cursor
    while true {
      let fetched = try await fetch(window, cursor: cursor)
      let bound = upper ?? fetched.serverDate
      upper = bound
      pages += 1
      bytes += fetched.bytesReceived
      retries += fetched.attempts - 1
      await put(fetched.page(upper: bound))
      guard let next = fetched.next else {
        return ReadEnd(upper: bound, pages: pages, bytesReceived: bytes, retries: retries)
      }
      try Task.checkCancellation()
      try follow(next, &trail)
      cursor = next
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
