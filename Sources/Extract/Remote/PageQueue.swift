import ContactModel

/// Pages between the one that fetches them and the one that stores them: those that wait are taken together.
actor PageQueue {
  /// Enough for a commit that is worth its while; one page is always let in, however large.
  private static let limit = (records: 1000, bytes: 2 << 20)

  private var waiting: [FetchedPage] = []
  private var records = 0
  private var bytes = 0
  private var end: Result<Void, any Error>?
  private var taker: CheckedContinuation<Void, Never>?
  private var giver: CheckedContinuation<Void, Never>?

  /// Adds a page, and returns when another may be fetched.
  func put(_ page: FetchedPage) async {
    waiting.append(page)
    records += page.page.rows.count + page.page.rejected.count
    bytes += page.page.bytes.count
    wake(&taker)
    if end == nil, records >= Self.limit.records || bytes >= Self.limit.bytes {
      await withCheckedContinuation { giver = $0 }
    }
  }

  /// There is nothing more: all were put, or the trouble came between.
  func finish(_ result: Result<Void, any Error>) {
    if end == nil { end = result }
    wake(&taker)
  }

  /// Nobody takes anything more.
  func close() {
    end = .success(())
    wake(&giver)
  }

  /// All that wait, in order; none at the end.
  ///
  /// - Throws: what it was finished with, when everything before it was taken.
  func take() async throws -> [FetchedPage] {
    while waiting.isEmpty {
      if let end {
        try end.get()
        return []
      }
      await withCheckedContinuation { taker = $0 }
    }
    defer {
      waiting = []
      (records, bytes) = (0, 0)
      wake(&giver)
    }
    return waiting
  }

  private func wake(_ waiter: inout CheckedContinuation<Void, Never>?) {
    waiter?.resume()
    waiter = nil
  }
}
