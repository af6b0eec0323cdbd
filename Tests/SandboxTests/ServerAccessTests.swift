import ContactModel
import Sandbox
import Testing

@Suite struct ServerAccessTests {
  private static let credentials: [(key: String?, token: String?, status: Int)] = [
    ("sandbox-key", "token-books", 200), ("wrong", "token-books", 401), (nil, "token-books", 401),
    ("sandbox-key", "wrong", 401), ("sandbox-key", nil, 401), ("", "token-books", 401),
  ]

  @Test(arguments: credentials)
  func bothKeysAreNeeded(key: String?, token: String?, status: Int) async throws {
    try await TestServer.run { server in
      for path in ["/contacts", "/contacts/x", "/account-details", "/sync-status", "/addresses/x"] {
        let reply = try await server.get(path, token: token, key: key)
        #expect(reply.status == (status == 200 && path.hasSuffix("/x") ? 404 : status))
        if status == 401 { #expect(try reply.json([String: String].self).keys.contains("detail")) }
      }
      let accounts = try await server.get("/linked-accounts", token: token, key: key)
      #expect(accounts.status == (key == "sandbox-key" ? 200 : 401))
    }
  }

  @Test func bothBasesLeadToTheAPI() async throws {
    try await TestServer.run { server in
      let headers = ["Authorization": "Bearer sandbox-key", "X-Account-Token": "token-books"]
      let bare = try await server.client.send("GET", "/accounting/v1/contacts", headers: headers)
      let other = try await server.client.send("GET", "/api/hris/v1/contacts", headers: headers)
      let unknown = try await server.client.send("GET", "/api/accounting/v1/invoices", headers: headers)
      let method = try await server.client.send("DELETE", "/api/accounting/v1/contacts", headers: headers)
      #expect([bare.status, other.status, unknown.status, method.status] == [200, 404, 404, 405])
    }
  }

  @Test func everyAnswerTellsTheTimeOfTheSandbox() async throws {
    try await TestServer.run { server in
      let before = try await server.get("/contacts").headers["date"]
      #expect(before == "Sun, 01 Nov 2026 12:00:00 GMT")
      server.clock.advance(seconds: 59.999)
      #expect(try await server.get("/nowhere", key: "wrong").headers["date"] == "Sun, 01 Nov 2026 12:00:59 GMT")
      await server.store.setNow(Timestamp(rfc3339: "2028-02-29T23:59:59.9Z")!)
      #expect(try await server.control("GET", "/state").headers["date"] == "Tue, 29 Feb 2028 23:59:59 GMT")
    }
  }

  private struct Accounts: Decodable {
    struct Item: Decodable {
      struct Integration: Decodable {
        var name: String
        var slug: String
      }

      var id: String
      var status: String
      var endUserOriginId: String
      var endUserOrganizationName: String
      var integration: Integration
      var accountType: String
    }

    var next: String?
    var results: [Item]
  }

  @Test(arguments: [
    ("", "books,b,c"), ("status=RELINK_NEEDED", "c"), ("end_user_origin_id=b", "b"),
    ("end_user_origin_ids=c,b,x", "b,c"),
    ("is_test_account=true", "t"), ("integration_name=Xero", "b"), ("category=hris", ""),
    ("category=accounting", "books,b,c"),
    ("id=00000000-0000-4000-8000-00000000000b", "b"), ("ids=00000000-0000-4000-8000-00000000000b,x", "b"),
    ("end_user_organization_name=Harbour%20Ltd", "c"), ("end_user_email_address=nobody%40example.com", ""),
  ])
  func linkedAccountsAreListed(query: String, ids: String) async throws {
    try await TestServer.run { server in
      try await server.store.add(
        SandboxAccount(id: "b", integration: .xero, mergeID: "00000000-0000-4000-8000-00000000000b"))
      try await server.store.add(SandboxAccount(id: "c", organizationName: "Harbour Ltd", status: "RELINK_NEEDED"))
      try await server.store.add(SandboxAccount(id: "t", isTest: true))
      var items: [Accounts.Item] = []
      var cursor = ""
      repeat {
        let reply = try await server.get("/linked-accounts?page_size=2&\(query)\(cursor)", token: nil)
        let page = try reply.json(Accounts.self)
        items += page.results
        cursor = page.next.map { "&cursor=" + $0.replacing("=", with: "%3D").replacing("+", with: "%2B") } ?? ""
      } while !cursor.isEmpty
      #expect(items.map(\.endUserOriginId).joined(separator: ",") == ids)
    }
  }

  @Test func accountsThatNeedRelinkingGoOnReading() async throws {
    try await TestServer.run(contacts: #"{"id":"a","name":"B"}"#) { server in
      try await server.store.add(SandboxAccount(id: "books", status: "RELINK_NEEDED"))
      let details = try await server.get("/account-details")
      #expect(details.text.contains(#""status":"RELINK_NEEDED""#))
      #expect(try await server.get("/contacts").text.contains(#""name":"B""#))
      try await server.store.removeAccount("books")
      #expect(try await server.get("/contacts").status == 401)
    }
  }

  private struct Syncs: Decodable {
    struct Item: Decodable {
      var modelName: String
      var modelId: String
      var status: String
      var lastSyncResult: String?
      var lastSyncFinished: String?
      var isInitialSync: Bool
    }

    var next: String?
    var results: [Item]
  }

  @Test func syncStatusIsListedModelByModel() async throws {
    try await TestServer.run { server in
      let finished = Timestamp(rfc3339: "2026-10-30T00:00:00Z")!
      let contact = SyncStatus(modelName: "Contact", status: "FAILED", lastResult: "FAILED", lastFinishedAt: finished)
      try await server.store.add(SandboxAccount(id: "books", syncs: [SyncStatus(modelName: "Invoice"), contact]))
      let first = try await server.get("/sync-status?page_size=1").json(Syncs.self)
      #expect(first.results.map(\.modelName) == ["Invoice"])
      #expect(first.results[0].lastSyncFinished == "2026-11-01T11:50:00Z")
      let cursor = try #require(first.next).replacing("=", with: "%3D")
      let second = try await server.get("/sync-status?page_size=1&cursor=\(cursor)").json(Syncs.self)
      #expect(second.next == nil)
      #expect(second.results[0].modelId == "accounting.Contact")
      #expect(second.results[0].status == "FAILED")
      #expect(second.results[0].lastSyncFinished == "2026-10-30T00:00:00Z")
    }
  }

  @Test func aPortInUseIsSaid() async throws {
    try await TestServer.run { server in
      let address = "127.0.0.1:\(server.client.port)"
      let second = SandboxServer(store: server.store, port: server.client.port)
      let result = await Task { try await second.run() }.result
      let error = #expect(throws: SandboxServerError.self) { try result.get() }
      #expect(error?.description == "\(address): Address already in use")
    }
  }

  @Test func aCancelledServerReturns() async throws {
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let serving = Task { try await SandboxServer(store: SandboxStore()).run { continuation.yield($0) } }
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    #expect(try await ServerClient(port: port).send("GET", "/sandbox/state").status == 200)
    serving.cancel()
    try await serving.value
  }
}
