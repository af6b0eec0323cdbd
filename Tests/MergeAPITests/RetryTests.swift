import ContactModel
import MergeAPI
import Testing

@Suite struct RetryTests {
  private static let trouble = MergeError(
    .serverTrouble, status: 503, operation: "GET /x", host: "h", isAccountCall: true)

  @Test func jitterIsFullAndBounded() {
    let policy = RetryPolicy()
    let chance = SeededChance(seed: 7)
    for attempt in 1...9 {
      let ceiling = min(Duration.seconds(30), .seconds(1 << (attempt - 1)))
      var low = 0
      var high = 0
      for _ in 0..<1000 {
        let pause = policy.pause(
          after: RetryTests.trouble, attempt: attempt, spent: .zero, random: chance.next())!
        #expect(pause >= .zero && pause < ceiling)
        if pause < ceiling * 0.1 { low += 1 }
        if pause > ceiling * 0.9 { high += 1 }
      }
      // A tenth of an even distribution: 100 ± 9.5.
      #expect((60...140).contains(low) && (60...140).contains(high))
    }
    #expect(policy.pause(after: RetryTests.trouble, attempt: 10, spent: .zero, random: 0) == nil)
  }

  @Test func stopsAtTheBudget() {
    let policy = RetryPolicy()
    #expect(policy.pause(after: RetryTests.trouble, attempt: 1, spent: .seconds(299.5), random: 0.4) != nil)
    #expect(policy.pause(after: RetryTests.trouble, attempt: 1, spent: .seconds(299.5), random: 0.6) == nil)
    var limited = RetryTests.trouble
    limited.kind = .rateLimited
    limited.retryAfter = .seconds(301)
    #expect(policy.pause(after: limited, attempt: 0, spent: .zero, random: 0) == nil)
  }

  @Test(
    arguments: [
      (429, "7", 7.0), (429, "Sat, 03 Jan 2026 10:00:09 GMT", 9.0), (503, "11", 11.0), (429, nil, 60.0),
      (429, "soon", 60.0), (429, "0", 0.0), (429, "Sat, 03 Jan 2026 09:00:00 GMT", 0.0), (429, "-5", 0.0),
    ] as [(Int, String?, Double)])
  func honoursRetryAfterExactly(_ status: Int, _ value: String?, _ seconds: Double) async throws {
    var headers = [(name: "date", value: "Sat, 03 Jan 2026 10:00:00 GMT")]
    if let value { headers.append((name: "retry-after", value: value)) }
    let merge = ScriptedMerge([.status(status, "", headers), .status(200, "{}")])
    _ = try await merge.client().accountDetails(account: account)
    #expect(merge.clock.elapsed == .seconds(seconds))
  }

  @Test func aDemandBeyondTheBudgetIsHandedOn() async throws {
    let merge = ScriptedMerge([.status(429, "", [(name: "Retry-After", value: "3600")])])
    let client = merge.client()
    let error = try await refusal {
      _ = try await client.accountDetails(account: account)
    }
    #expect(error.remedy == .retry(after: .seconds(3600)))
    #expect(error.description.contains("3600 s"))
    #expect(merge.clock.elapsed == .zero)
  }

  @Test func refusalsAreNoAttempts() async throws {
    let refusal = ScriptedMerge.Step.status(429, "", [(name: "Retry-After", value: "1")])
    var retries = RetryPolicy()
    retries.attempts = 2
    let merge = ScriptedMerge([refusal, refusal, refusal, .status(500), .status(200, "{}")])
    _ = try await merge.client(retries: retries).accountDetails(account: account)
    #expect(merge.remaining == 0)
  }

  @Test func givesTheServersDateOrOurs() async throws {
    let merge = ScriptedMerge([.page(["a"], next: nil), .status(200, "{}")])
    let client = merge.client()
    let query = ContactsQuery()
    let dated = try await client.contacts(account: account, query: query, cursor: nil) { $0.count }
    #expect(dated.serverDate == Timestamp(rfc3339: "2026-01-03T10:00:00Z"))
    #expect(dated.bytesReceived == dated.value)
    let undated = try await client.contacts(account: account, query: query, cursor: nil) { $0 }
    #expect(undated.serverDate == Timestamp(rfc3339: "2026-01-01T00:00:00Z"))
  }

  @Test func encodesQueries() async throws {
    let merge = ScriptedMerge([.page([], next: nil)])
    let query = ContactsQuery(
      modifiedAfter: Timestamp(rfc3339: "2026-01-02T03:04:05.678Z"),
      modifiedBefore: Timestamp(rfc3339: "2026-02-01T00:00:00Z"), pageSize: 500)
    _ = try await merge.client().contacts(account: account, query: query, cursor: "a+b/c==&x é") { $0 }
    let url = try #require(merge.calls.first?.url)
    #expect(url.hasPrefix("http://127.0.0.1:9999/api/accounting/v1/contacts?expand=addresses,phone_numbers&"))
    #expect(url.contains("&include_deleted_data=true&modified_after=2026-01-02T03:04:05.678"))
    #expect(url.contains("&modified_before=2026-02-01T00:00:00Z&page_size=100&"))
    #expect(url.hasSuffix("&cursor=a%2Bb%2Fc%3D%3D%26x%20%C3%A9"))
  }
}
