/// Pages between the one that fetches them and the one that stores them: those that wait are taken together.
actor PageQueue {
  /// Pages fetched and not yet stored, the one on its way counted: what a killed run reads twice.
  private static let limit = 3

  private var waiting: [FetchedPage] = []
  /// Pages that were taken last: they are being stored.
  private var taken = 0
  private var end: Result<Void, any Error>?
  private var taker: CheckedContinuation<Void, Never>?
  private var giver: CheckedContinuation<Void, Never>?

  /// Adds a page, and returns when another may be fetched.
  func put(_ page: FetchedPage) async {
    waiting.append(page)
    wake(&taker)
    while end == nil, waiting.count + taken >= Self.limit {
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

  /// All that wait, in order; none at the end. What was taken before is stored now.
  ///
  /// - Throws: what it was finished with, when everything before it was taken.
  func take() async throws -> [FetchedPage] {
    taken = 0
    wake(&giver)
    while waiting.isEmpty {
      if let end {
        try end.get()
        return []
      }
      await withCheckedContinuation { taker = $0 }
    }
    let pages = waiting
    waiting = []
    taken = pages.count
    return pages
  }

  private func wake(_ waiter: inout CheckedContinuation<Void, Never>?) {
    waiter?.resume()
    waiter = nil
  }
}
