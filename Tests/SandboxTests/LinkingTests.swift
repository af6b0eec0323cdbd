import ContactModel
import Sandbox
import Testing

@Suite("Sandbox, linking")
struct LinkingTests {
  private struct LinkToken: Decodable {
    var linkToken: String
    var integrationName: String?
    var magicLinkUrl: String?
  }

  private struct PublicToken: Decodable { var publicToken: String }

  private struct AccountToken: Decodable {
    struct Integration: Decodable { var slug: String }

    var accountToken: String
    var integration: Integration
    var id: String
  }

  private static func order(_ origin: String, _ more: String = "") -> String {
    #"{"end_user_origin_id":"\#(origin)","end_user_organization_name":"Harbour Ltd","#
      + #""end_user_email_address":"books@example.com","categories":["accounting"]\#(more)}"#
  }

  /// Goes through Merge Link; the public token.
  private static func link(_ server: TestServer, _ origin: String, _ more: String = "") async throws -> String {
    let token = try await server.send("POST", "/link-token", order(origin, more), token: nil).json(LinkToken.self)
    let reply = try await server.control("POST", "/link-sessions/\(token.linkToken)/finish")
    return try reply.json(PublicToken.self).publicToken
  }

  private static func exchange(_ server: TestServer, _ publicToken: String) async throws -> Reply {
    try await server.send("GET", "/account-token/\(publicToken)", token: nil)
  }

  @Test("a user links a new account, and its public token can be exchanged once")
  func linksAnew() async throws {
    try await TestServer.run { server in
      let publicToken = try await LinkingTests.link(server, "new-books", #","integration":"xero""#)
      let token = try await LinkingTests.exchange(server, publicToken).json(AccountToken.self)
      #expect(token.integration.slug == "xero")
      #expect(try await LinkingTests.exchange(server, publicToken).status == 404)
      let details = try await server.get("/account-details", token: token.accountToken).text
      #expect(details.contains(#""end_user_origin_id":"new-books""#) && details.contains(token.id))
      #expect(details.contains(#""end_user_organization_name":"Harbour Ltd""#))
      let syncing = try await server.get("/sync-status", token: token.accountToken).text
      #expect(syncing.contains(#""is_initial_sync":true"#) && syncing.contains(#""status":"SYNCING""#))
      #expect(try await server.control("POST", "/accounts/new-books/sync", "{}").status == 200)
      let done = try await server.get("/sync-status", token: token.accountToken).text
      #expect(!done.contains(#""is_initial_sync":true"#) && done.contains(#""last_sync_result":"DONE""#))
    }
  }

  @Test("public tokens live ten minutes, link tokens as long as they say, and each ends one session")
  func tokensExpire() async throws {
    try await TestServer.run { server in
      let first = try await LinkingTests.link(server, "books")
      let second = try await LinkingTests.link(server, "books")
      server.clock.advance(seconds: 599)
      #expect(try await LinkingTests.exchange(server, first).status == 200)
      server.clock.advance(seconds: 1)
      #expect(try await LinkingTests.exchange(server, second).status == 404)

      let reply = try await server.send("POST", "/link-token", LinkingTests.order("books"), token: nil)
      let token = try reply.json(LinkToken.self).linkToken
      server.clock.advance(seconds: 1799)
      #expect(try await server.control("POST", "/link-sessions/\(token)/finish").status == 200)
      #expect(try await server.control("POST", "/link-sessions/\(token)/finish").status == 404)
      let late = try await server.send("POST", "/link-token", LinkingTests.order("books"), token: nil)
      server.clock.advance(seconds: 1800)
      let lateToken = try late.json(LinkToken.self).linkToken
      #expect(try await server.control("POST", "/link-sessions/\(lateToken)/finish").status == 404)
      #expect(try await server.control("GET", "/link-sessions").text.contains(#""is_open":false"#))
    }
  }

  @Test("the same origin id relinks: account, token and contacts stay, the issue is resolved, writes go again")
  func relinks() async throws {
    try await TestServer.run(contacts: #"{"id":"a","name":"A"}"#) { server in
      let before = try #require(await server.store.account("books"))
      try await server.play(.quickBooks, status: "RELINK_NEEDED")
      let issues = try await server.get("/issues?status=ONGOING", token: nil).text
      #expect(issues.contains("Invalid login credentials") && issues.contains(before.mergeID))
      let token = try await LinkingTests.exchange(server, LinkingTests.link(server, "books")).json(AccountToken.self)
      #expect(token.accountToken == before.token && token.id == before.mergeID)
      #expect(try await server.ids("") == ["a"])
      #expect(try await server.create(#"{"name":"B","is_customer":true}"#).status == 201)
      #expect(try await server.get("/issues?status=ONGOING", token: nil).text.contains(#""results":[]"#))
      #expect(try await server.get("/issues?status=RESOLVED", token: nil).text.contains("RESOLVED"))
    }
  }

  @Test("an account that was deleted is gone until it is linked anew, with other ids")
  func deletes() async throws {
    try await TestServer.run(contacts: #"{"id":"a","remote_id":"7","name":"A"}"#) { server in
      let reply = try await server.send("POST", "/delete-account")
      #expect(reply.status == 200 && reply.body.isEmpty)
      #expect(try await server.get("/contacts").status == 401)
      #expect(try await server.get("/linked-accounts").text.contains(#""results":[]"#))
      let token = try await LinkingTests.exchange(server, LinkingTests.link(server, "books")).json(AccountToken.self)
      #expect(token.accountToken != "token-books")
      let contacts = try await server.get("/contacts", token: token.accountToken).text
      #expect(contacts.contains(#""remote_id":"7""#) && !contacts.contains(#""id":"a""#))
      #expect(try await server.get("/contacts").status == 401)
    }
  }

  @Test("a regenerated token takes the place of the old one")
  func regenerates() async throws {
    struct Answer: Decodable {
      var linkedAccountId: String
      var accountToken: String
    }
    try await TestServer.run(contacts: #"{"id":"a","name":"A"}"#) { server in
      let answer = try await server.send("POST", "/account-token/regenerate").json(Answer.self)
      #expect(answer.linkedAccountId == (await server.store.account("books")?.mergeID))
      #expect(try await server.get("/contacts").status == 401)
      #expect(try await server.get("/contacts/a", token: answer.accountToken).status == 200)
    }
  }

  @Test(
    "orders of link tokens that cannot be are refused field by field",
    arguments: [
      ("{}", "categories|end_user_email_address|end_user_organization_name|end_user_origin_id"), ("", "detail"),
      (order("a", #","link_expiry_mins":29"#), "link_expiry_mins"),
      (order("a", #","link_expiry_mins":721"#), "link_expiry_mins"),
      (order("a", #","integration":"abacus""#), "integration"),
      (order("").replacing(#"["accounting"]"#, with: #"["cooking"]"#), "categories|end_user_origin_id"),
      (order("a").replacing(#"["accounting"]"#, with: #""accounting""#), "categories"),
    ])
  func refusesOrders(body: String, fields: String) async throws {
    try await TestServer.run { server in
      let reply = try await server.send("POST", "/link-token", body, token: nil)
      #expect(reply.status == 400)
      if fields == "detail" { return #expect(reply.text.contains("detail")) }
      #expect(try reply.json([String: [String]].self).keys.sorted() == fields.split(separator: "|").map(String.init))
    }
  }

  @Test("a magic link lives up to a week")
  func magicLink() async throws {
    try await TestServer.run { server in
      let more = #","should_create_magic_link_url":true,"link_expiry_mins":10080"#
      let token = try await server.send("POST", "/link-token", LinkingTests.order("m", more), token: nil).json(
        LinkToken.self)
      #expect(token.magicLinkUrl?.contains(token.linkToken) == true)
      #expect(token.integrationName == nil)
    }
  }

  @Test("a resync is done at once where the credentials are good")
  func resyncs() async throws {
    try await TestServer.run { server in
      server.clock.advance(seconds: 3600)
      let started = try await server.send("POST", "/sync-status/resync")
      #expect(started.status == 200 && started.text.hasPrefix("[{") && started.text.contains(#""status":"SYNCING""#))
      let after = try await server.get("/sync-status").text
      #expect(after.contains(#""last_sync_finished":"2026-11-01T13:00:00Z""#) && !after.contains("SYNCING"))
      try await server.play(.quickBooks, status: "IDLE")
      _ = try await server.send("POST", "/sync-status/resync")
      #expect(await server.store.account("books")?.status == "COMPLETE")
      try await server.store.add(
        SandboxAccount(
          id: "books", status: "RELINK_NEEDED",
          syncs: [SyncStatus(modelName: "Contact", status: "FAILED", lastResult: "FAILED")]))
      #expect(try await server.send("POST", "/sync-status/resync").text.contains(#""status":"FAILED""#))
    }
  }

  @Test("issues are listed by account, status and time, opened, resolved and opened again")
  func issues() async throws {
    try await TestServer.run { server in
      try await server.store.add(SandboxAccount(id: "other", organizationName: "Other Ltd"))
      let first = try await server.store.openIssue("Missing permission", details: ["Contacts"], account: "books")
      server.clock.advance(seconds: 60)
      #expect(
        try await server.control("POST", "/accounts/other/issues", #"{"description":"Rate limited"}"#).status == 200)
      func count(_ query: String) async throws -> Int {
        try await server.get("/issues?\(query)", token: nil).text.split(separator: "error_description").count - 1
      }
      #expect(try await count("") == 2)
      #expect(try await count("page_size=1") == 1)
      #expect(try await count("linked_account_id=\(try #require(await server.store.account("books")).mergeID)") == 1)
      #expect(try await count("end_user_organization_name=Other%20Ltd") == 1)
      #expect(try await count("first_incident_time_after=2026-11-01T12:00:30Z") == 1)
      #expect(try await count("last_incident_time_before=2026-11-01T12:00:30Z") == 1)
      #expect(try await server.control("POST", "/issues/\(first)/resolve").status == 200)
      #expect(try await count("status=ONGOING") == 1)
      #expect(try await server.store.openIssue("Missing permission", account: "books") == first)
      #expect(try await count("status=ONGOING") == 2)
      #expect(try await server.get("/issues/\(first)", token: nil).text.contains("2026-11-01T12:01:00Z"))
      #expect(try await server.get("/issues/nothing", token: nil).status == 404)
      #expect(try await server.control("POST", "/issues/nothing/resolve").status == 404)
    }
  }
}
