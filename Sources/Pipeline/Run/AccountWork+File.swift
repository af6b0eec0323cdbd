internal import ContactModel
internal import Extract
internal import Load
internal import Postgres

extension AccountWork {
  /// Stores an export page by page; the window as it stands afterwards.
  func store(
    _ contacts: ContactFile, _ connection: Connection, _ lease: AccountLease, _ opened: ReadWindow,
    _ result: inout AccountResult
  ) async throws -> ReadWindow {
    var window = opened
    let now = tools.now()
    let kept = try kept?.contacts(of: account.account)
    var pages = try contacts.pages(of: file.pageSize)
    // An export without contacts has a page, too: its window must be known to be settled.
    var page = try pages.next() ?? .init(records: RecordPage(), repeated: 0)
    while true {
      try Task.checkCancellation()
      let following = try pages.next()
      var fetched = FetchedPage(
        page: page.records, cursor: nil, next: following == nil ? nil : ReadWindow.sinceOfExports, upper: now,
        serverDate: now, fetchNanoseconds: 0, bytesReceived: 0)
      fetched.repeated = page.repeated
      erased.screen(&fetched.page)
      window = try await store(fetched, window, connection, lease, &result)
      try kept?.append(fetched.page)
      guard let following else { break }
      page = following
    }
    try kept?.end(since: nil, bound: nil)
    return window
  }
}
