import ContactModel
import Extract
import MergeAPI
import Synchronization
import Testing

@Suite struct ReaderTests {
  struct Trouble: Error {}

  private static func cursors(_ merge: ScriptedMerge) -> [String?] {
    merge.calls.map { call in
      call.url.split(separator: "&").first { $0.hasPrefix("cursor=") }.map { String($0.dropFirst(7)) }
    }
  }

  private static func reader(_ merge: ScriptedMerge, _ retries: RetryPolicy = RetryPolicy()) -> ContactReader {
    ContactReader(client: merge.client(retries: retries), account: account)
  }

  /// Reads to the end or to the error; gives the ids of each page handed over.
  private static func read(
    _ merge: ScriptedMerge, _ window: ReadRequest = ReadRequest(lower: nil)
  ) async -> (pages: [FetchedPage], result: Result<ReadEnd, any Error>) {
    var pages: [FetchedPage] = []
    do {
      let end = try await reader(merge).read(window: window) { pages += $0 }
      return (pages, .success(end))
    } catch {
      return (pages, .failure(error))
    }
  }

  @Test func followsTheCursor() async throws {
    let merge = ScriptedMerge([
      .page(["a", "b"], next: "c1", date: "Sat, 03 Jan 2026 10:00:00 GMT"),
      .page([], next: "http://elsewhere.example.com/?cursor=c2", date: "Sat, 03 Jan 2026 10:00:05 GMT"),
      .page(["c"], next: nil, date: "Sat, 03 Jan 2026 10:00:09 GMT"),
    ])
    let (pages, result) = await ReaderTests.read(merge)
    let bound = Timestamp(rfc3339: "2026-01-03T10:00:00Z")
    #expect(pages.map { $0.page.rows.count } == [2, 0, 1])
    #expect(pages.map(\.cursor) == [nil, "c1", "c2"])
    #expect(pages.map(\.next) == ["c1", "c2", nil])
    #expect(pages.allSatisfy { $0.upper == bound })
    #expect(pages[1].serverDate == bound?.advanced(bySeconds: 5))
    let end = try result.get()
    #expect(end.upper == bound && end.pages == 3 && end.retries == 0)
    #expect(end.bytesReceived == pages.map(\.bytesReceived).reduce(0, +))
    #expect(ReaderTests.cursors(merge) == [nil, "c1", "c2"])
    #expect(merge.calls.allSatisfy { $0.url.hasPrefix(MergeConnection.sandbox.baseURL) })
    // Nothing but the cursor differs between the pages of a window.
    #expect(Set(merge.calls.map { $0.url.split(separator: "&cursor=")[0] }).count == 1)
  }

  @Test func resumesWithTheStoredBound() async throws {
    let merge = ScriptedMerge([.page(["z"], next: nil, date: "Sun, 04 Jan 2026 00:00:00 GMT")])
    let upper = Timestamp(rfc3339: "2026-01-03T10:00:00Z")
    let window = ReadRequest(lower: Timestamp(rfc3339: "2026-01-01T00:00:00Z"), upper: upper, cursor: "c7")
    let (pages, result) = await ReaderTests.read(merge, window)
    #expect(try result.get().upper == upper)
    #expect(pages.map(\.upper) == [upper])
    #expect(ReaderTests.cursors(merge) == ["c7"])
    #expect(merge.calls[0].url.contains("modified_after=2026-01-01T00:00:00Z"))
  }

  @Test func asksForTheNextPageBeforeThisOneIsHandled() async throws {
    let merge = ScriptedMerge([.page(["a"], next: "c1"), .page(["b"], next: "c2"), .page(["c"], next: nil)])
    var handled = 0
    _ = try await ReaderTests.reader(merge).read(window: ReadRequest(lower: nil)) { pages in
      handled += pages.count
      for _ in 0..<100_000 where merge.calls.count < min(handled + 1, 3) { await Task.yield() }
      #expect(merge.calls.count >= min(handled + 1, 3))
    }
    #expect(handled == 3)
  }

  @Test func pagesThatCameMeanwhileAreHandedOverTogether() async throws {
    let merge = ScriptedMerge([.page(["a"], next: "c1"), .page(["b"], next: "c2"), .page(["c"], next: nil)])
    var handled: [[String?]] = []
    _ = try await ReaderTests.reader(merge).read(window: ReadRequest(lower: nil)) { pages in
      handled.append(pages.map(\.next))
      for _ in 0..<100_000 where merge.calls.count < 3 { await Task.yield() }
    }
    #expect(Array(handled.joined()) == ["c1", "c2", nil])
    #expect(handled.count < 3)
  }

  @Test func readingAheadHasABound() async throws {
    let merge = ScriptedMerge((1...30).map { .page(["a\($0)"], next: $0 < 30 ? "c\($0)" : nil) })
    var handled = 0
    _ = try await ReaderTests.reader(merge).read(window: ReadRequest(lower: nil)) { pages in
      // What is read twice when the run is killed here.
      let most = min(handled + 3, 30)
      for _ in 0..<100_000 where merge.calls.count < most { await Task.yield() }
      for _ in 0..<1000 { await Task.yield() }
      #expect(merge.calls.count == most)
      handled += pages.count
    }
    #expect(handled == 30)
  }

  @Test func aFailingHandlerCancelsTheRequest() async throws {
    let merge = ScriptedMerge([.page(["a"], next: "c1"), .silence])
    await #expect(throws: Trouble.self) {
      _ = try await ReaderTests.reader(merge).read(window: ReadRequest(lower: nil)) { _ in
        for _ in 0..<100_000 where merge.calls.count < 2 { await Task.yield() }
        throw Trouble()
      }
    }
    #expect(merge.cancellations == 1)
  }

  @Test func cancellingTheReadCancelsTheRequest() async throws {
    let merge = ScriptedMerge([.page(["a"], next: "c1"), .silence])
    let task = Task { try await ReaderTests.reader(merge).read(window: ReadRequest(lower: nil)) { _ in } }
    for _ in 0..<100_000 where merge.calls.count < 2 { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    #expect(merge.cancellations == 1)
  }

  @Test(arguments: [["c1", "c1"], ["c1", "c2", "c1"]])
  func refusesACircle(_ cursors: [String]) async throws {
    let merge = ScriptedMerge(cursors.map { .page(["a"], next: $0) })
    let (pages, result) = await ReaderTests.read(merge)
    let error = try #require(throws: MergeError.self) { try result.get() }
    #expect(error.kind == .cursorRepeated)
    #expect(error.remedy == .stopAccount)
    #expect(pages.count == cursors.count)
    #expect(merge.remaining == 0)
  }

  @Test func refusesACircleToWhereItResumed() async throws {
    let merge = ScriptedMerge([.page(["a"], next: "c7")])
    let (pages, result) = await ReaderTests.read(merge, ReadRequest(lower: nil, cursor: "c7"))
    #expect(throws: MergeError.self) { try result.get() }
    #expect(pages.count == 1)
  }

  @Test(arguments: [400, 404])
  func aRefusedCursorRestartsTheWindow(_ status: Int) async throws {
    let merge = ScriptedMerge([.page(["a"], next: "c1"), .status(status, #"{"detail":"gone"}"#)])
    let (pages, result) = await ReaderTests.read(merge)
    let error = try #require(throws: MergeError.self) { try result.get() }
    #expect(error.remedy == .restartWindow)
    #expect(pages.count == 1)
  }

  @Test(arguments: [
    "{", "<html></html>", "[]", "null", #"{"next":null}"#, #"{"results":{}}"#,
    #"{"results":[],"next":"https://x.example.com/?other=1"}"#, #"{"results":[{"id":"a"}],"next":nu"#,
  ])
  func aBrokenPageIsFetchedAgain(_ body: String) async throws {
    let merge = ScriptedMerge([.status(200, body), .status(200, body), .page(["a"], next: nil)])
    let (pages, result) = await ReaderTests.read(merge)
    #expect(try result.get().retries == 2)
    #expect(pages.map { $0.page.rows.count } == [1])
  }

  @Test func aPageThatStaysBrokenIsAnError() async throws {
    var retries = RetryPolicy()
    retries.attempts = 3
    let merge = ScriptedMerge(Array(repeating: .status(200, "{"), count: 3))
    let error = try await refusal {
      _ = try await ReaderTests.reader(merge, retries).read(window: ReadRequest(lower: nil)) { _ in }
    }
    #expect(error.kind == .malformed)
    #expect(error.remedy == .retry(after: nil))
  }

  @Test func theFirstRefusalEndsTheAccountsCalls() async throws {
    let merge = ScriptedMerge([.page(["a"], next: "c1"), .status(401)])
    let (pages, result) = await ReaderTests.read(merge)
    let error = try #require(throws: MergeError.self) { try result.get() }
    #expect(error.kind == .unauthorized)
    #expect(pages.count == 1)
    #expect(merge.calls.count == 2)
  }
}
