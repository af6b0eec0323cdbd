import ContactModel
import Sandbox
import Testing

@Suite struct ServerLimitTests {
  /// Calls at these seconds of a minute that began with the clock's; what each is told to wait, 0 for none.
  @Test(arguments: [
    (CallBudget.Window.fixed, false, [0.0, 1, 2, 59.5, 60, 61, 62], [0, 0, 58, 1, 0, 0, 58]),
    (.sliding, false, [0.0, 30, 31.25, 59.9, 60, 61, 89, 90], [0, 0, 29, 1, 0, 29, 1, 0]),
    (.sliding, true, [0.0, 30, 31, 91, 92], [0, 0, 59, 0, 0]),
    (.fixed, false, [50.0, 55, 56, 60], [0, 0, 4, 0]),
  ])
  func budgets(window: CallBudget.Window, refusedCallsCount: Bool, seconds: [Double], waits: [Int]) {
    var budget = CallBudget(limit: 2, window: window, refusedCallsCount: refusedCallsCount)
    let start = Timestamp(rfc3339: "2026-11-01T12:00:00Z")!
    let told = seconds.map { second in
      budget.waitForCall(at: Timestamp(microseconds: start.microseconds + Int64(second * 1e6))) ?? 0
    }
    #expect(told == waits)
    #expect(budget.refused == waits.count { $0 > 0 })
  }

  @Test func aSlidingMinuteNeverHoldsMoreThanTheLimit() {
    var budget = CallBudget(limit: 100, window: .sliding, refusedCallsCount: false)
    var admitted: [Int64] = []
    for step in 0..<60_000 {
      let now = Timestamp(microseconds: Int64(step) * 10_007)
      if budget.waitForCall(at: now) == nil { admitted.append(now.microseconds) }
    }
    for index in admitted.indices.dropFirst(100) { #expect(admitted[index] - admitted[index - 100] >= 60_000_000) }
    #expect(admitted.count >= 1000)
  }

  @Test func eachAccountHasItsOwnBudgetAndIsToldToWait() async throws {
    try await TestServer.run(SandboxOptions(callsPerMinute: 3)) { server in
      try await server.store.add(SandboxAccount(id: "other"))
      for _ in 0..<3 { #expect(try await server.get("/contacts").status == 200) }
      server.clock.advance(seconds: 20)
      let refused = try await server.get("/sync-status")
      #expect(refused.status == 429)
      #expect(refused.headers["retry-after"] == "40")
      #expect(try await server.get("/contacts", token: "token-other").status == 200)
      #expect(try await server.get("/linked-accounts").status == 200)
      server.clock.advance(seconds: 39)
      #expect(try await server.get("/contacts").headers["retry-after"] == "1")
      server.clock.advance(seconds: 1)
      #expect(try await server.get("/contacts").status == 200)
      let budget = try #require(await server.store.budgets["books"])
      #expect(budget.refused == 2)
      #expect(budget.early == 1)
    }
  }

  @Test func movingTheTimeThatIsToldMovesNoBudget() async throws {
    try await TestServer.run(SandboxOptions(callsPerMinute: 1)) { server in
      let first = try await server.get("/contacts")
      await server.store.setClockOffset(seconds: 300)
      let second = try await server.get("/contacts")
      #expect([first.status, second.status] == [200, 429])
      #expect(second.headers["date"] == "Sun, 01 Nov 2026 12:05:00 GMT")
    }
  }
}
