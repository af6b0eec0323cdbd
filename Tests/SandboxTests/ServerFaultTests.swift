import ContactModel
import Sandbox
import Testing

@Suite struct ServerFaultTests {
  private static let contacts = (10..<35).map { #"{"id":"c\#($0)","name":"Business \#($0)"}"# }.joined(separator: "\n")

  private static func run(
    _ options: SandboxOptions = SandboxOptions(), _ body: @escaping @Sendable (TestServer) async throws -> Void
  ) async throws {
    try await TestServer.run(options, contacts: contacts, body)
  }

  private static let failures: [(status: Int, retryAfter: Int?, type: String)] = [
    (500, nil, "application/json"), (502, nil, "text/html"), (503, 7, "application/json"),
    (429, 3, "application/json"), (401, nil, "application/json"), (408, nil, "application/json"),
  ]

  @Test(arguments: failures)
  func statuses(status: Int, retryAfter: Int?, type: String) async throws {
    try await ServerFaultTests.run { server in
      await server.store.add(Fault(.status(status, retryAfter: retryAfter)))
      let reply = try await server.get("/contacts")
      #expect(reply.status == status)
      #expect(reply.headers["retry-after"] == retryAfter.map(String.init))
      #expect(reply.headers["content-type"] == type)
      #expect(!reply.body.isEmpty)
      #expect(try await server.get("/contacts").status == 200)
    }
  }

  @Test func brokenAnswersAreBrokenAsTheySay() async throws {
    try await ServerFaultTests.run { server in
      let whole = try await server.get("/contacts")
      await server.store.add(Fault(.truncate(bytes: 50)))
      let truncated = try await server.get("/contacts")
      #expect(truncated.ending == .complete)
      #expect(truncated.body == Array(whole.body.prefix(50)))

      await server.store.add(Fault(.close(afterBytes: 60)))
      let closed = try await server.get("/contacts")
      #expect(closed.ending == .closed)
      #expect(closed.status == 200)
      #expect(closed.body == Array(whole.body.prefix(60)))

      await server.store.add(Fault(.reset(afterBytes: 70)))
      #expect(try await server.get("/contacts").ending == .reset)

      await server.store.add(Fault(.dropRequest))
      let dropped = try await server.get("/contacts")
      #expect(dropped.status == 0)
      #expect(dropped.ending == .closed)
      await server.store.add(Fault(.dropAnswer))
      #expect(try await server.get("/contacts").status == 0)

      #expect(try await server.get("/contacts").body == whole.body)
      let log = await server.store.log.requests
      #expect(log.map(\.status) == [200, 200, 200, 200, 0, 0, 200])
      #expect(log.map(\.fault) == [nil, "truncate", "close", "reset", "drop_request", "drop_answer", nil])
    }
  }

  @Test func delaysAreWaitedForAndGoTogetherWithAnother() async throws {
    try await ServerFaultTests.run { server in
      await server.store.add(Fault(.delay(.seconds(45))), Fault(.status(500)))
      let reply = try await server.get("/contacts")
      #expect(reply.status == 500)
      #expect(server.clock.slept == [.seconds(45)])
    }
  }

  @Test(arguments: [400, 404]) func cursorsAreRefusedButNotFirstPages(status: Int) async throws {
    try await ServerFaultTests.run(SandboxOptions(invalidCursorStatus: status)) { server in
      await server.store.add(Fault(.refuseCursor))
      let first = try await server.page("page_size=10")
      let cursor = try #require(first.next).replacing("=", with: "%3D")
      #expect(try await server.get("/contacts?page_size=10&cursor=\(cursor)").status == status)
      #expect(try await server.get("/contacts?page_size=10&cursor=\(cursor)").status == 200)
    }
  }

  @Test func aCursorRepeatsItself() async throws {
    try await ServerFaultTests.run { server in
      await server.store.add(Fault(.repeatCursor, times: nil))
      let cursor = try #require(try await server.page("page_size=10").next)
      let second = try await server.page("page_size=10", cursor: cursor)
      #expect(second.next == cursor)
      #expect(try await server.page("page_size=10", cursor: cursor).ids == second.ids)
    }
  }

  @Test func recordsComeTwiceAcrossPagesAndNoneIsLost() async throws {
    try await ServerFaultTests.run { server in
      await server.store.add(Fault(.duplicate(records: 2), times: 2))
      let pages = try await server.pages("page_size=10")
      let all = await server.store.contactIDs(of: "books")
      #expect(pages.map(\.count) == [10, 10, 9])
      #expect(pages[1].prefix(2) == pages[0].suffix(2))
      #expect(pages[2].prefix(2) == pages[1].suffix(2))
      #expect(Set(pages.flatMap { $0 }) == Set(all))
    }
  }

  @Test(arguments: [0, 1, 2]) func emptyPagesLeadOn(skip: Int) async throws {
    try await ServerFaultTests.run { server in
      await server.store.add(Fault(.emptyPage, path: "/contacts", skip: skip, times: 2))
      let pages = try await server.pages("page_size=10")
      #expect(pages.flatMap { $0 } == (await server.store.contactIDs(of: "books")))
      #expect(pages.count { $0.isEmpty } == 2)
    }
  }

  @Test func faultsAreForTheirAccountPathMethodAndTurn() async throws {
    try await ServerFaultTests.run { server in
      try await server.store.add(SandboxAccount(id: "other"))
      await server.store.add(Fault(.status(503), account: "books", path: "/contacts", skip: 1, times: 2))
      var statuses: [Int] = []
      for _ in 0..<5 {
        statuses.append(try await server.get("/contacts").status)
        statuses.append(try await server.get("/contacts", token: "token-other").status)
        statuses.append(try await server.get("/account-details").status)
      }
      #expect(statuses == [200, 200, 200, 503, 200, 200, 503, 200, 200, 200, 200, 200, 200, 200, 200])
      await server.store.removeFaults()
      await server.store.add(Fault(.status(500), method: "POST", times: nil))
      #expect(try await server.get("/contacts").status == 200)
    }
  }

  @Test func chanceIsDecidedByTheSeedForEachAccountAlone() async throws {
    func statuses(seed: UInt64, accounts: [String], count: Int) async throws -> [String: [Int]] {
      let store = SandboxStore(clock: StandingClock().clock)
      await store.setFaultSeed(seed)
      await store.add(Fault(.status(500), times: nil, probability: 0.2))
      for account in accounts { try await store.add(SandboxAccount(id: account)) }
      var result: [String: [Int]] = [:]
      for _ in 0..<count {
        for account in accounts {
          let headers = ["authorization": "Bearer sandbox-key", "x-account-token": "token-\(account)"]
          let request = SandboxRequest(target: "/api/accounting/v1/contacts", headers: headers)
          result[account, default: []].append(await store.answer(request).status)
        }
      }
      return result
    }
    let alone = try await statuses(seed: 7, accounts: ["a"], count: 400)
    let together = try await statuses(seed: 7, accounts: ["b", "a"], count: 400)
    let other = try await statuses(seed: 8, accounts: ["a"], count: 400)
    #expect(alone["a"] == together["a"])
    #expect(together["a"] != together["b"])
    #expect(alone["a"] != other["a"])
    let failures = alone["a", default: []].count { $0 == 500 }
    #expect((50...110).contains(failures))
  }
}
