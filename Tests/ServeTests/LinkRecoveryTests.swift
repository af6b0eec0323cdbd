import Load
import MergeAPI
import Postgres
import Sandbox
import Serve
import Testing

@Suite("Linking: what got lost, and magic links")
struct LinkRecoveryTests {
  @Test(
    "the answer to an exchange gets lost: the session waits, the webhook ends it, and sent again the webhook changes nothing",
    arguments: ["drop_answer", "reset_answer", "status_after"])
  func lostExchange(effect: String) async throws {
    try await LinkWorld.with { world in
      let session = try await world.session()
      let token = try await world.connect(session)
      try await world.order("faults", #"{"effect":"\#(effect)","status":502,"path":"/account-token","times":1}"#)
      #expect(try await world.complete(session, token)["state"] == "exchanging")
      #expect(try await world.complete(session, token)["state"] == "exchanging")
      #expect(await world.exchanges() == 1)
      #expect(try await world.open(session)["state"] == "exchanging")
      #expect(try await world.accounts().isEmpty)
      let notice = try await world.notice(of: "acme-books")
      #expect(try await world.completion.recover(notice) == .linked)
      #expect(try await world.completion.recover(notice) == .notWaiting)
      #expect(try await world.open(session)["state"] == "linked")
      #expect(try await world.complete(session, token)["state"] == "linked")
      #expect(try await world.storedToken("acme-books") == notice.token.value)
      #expect(world.asked.list == ["acme-books"])
    }
  }

  @Test("the webhook comes before the browser: the browser's token is not exchanged")
  func webhookFirst() async throws {
    try await LinkWorld.with { world in
      let session = try await world.session()
      let token = try await world.connect(session)
      #expect(try await world.completion.recover(try await world.notice(of: "acme-books")) == .linked)
      #expect(try await world.complete(session, token)["state"] == "linked")
      #expect(await world.exchanges() == 0 && world.asked.list == ["acme-books"])
    }
  }

  @Test("a lost exchange also ends by a new session under the same id")
  func newSession() async throws {
    try await LinkWorld.with { world in
      let lost = try await world.session(#"{"organization":"acme"}"#)
      try await world.order("faults", #"{"effect":"drop_answer","path":"/account-token","times":1}"#)
      _ = try await world.complete(lost, try await world.connect(lost))
      let again = try await world.session(#"{"organization":"acme","id":"\#(lost.account)"}"#)
      #expect(try await world.complete(again, try await world.connect(again))["state"] == "linked")
      #expect(try await world.open(lost)["state"] == "expired")
      #expect(try await world.accounts().map(\.account) == [lost.account])
    }
  }

  @Test("an old notice, a made-up one, and one of an account that nobody asked to link change nothing")
  func oldNotices() async throws {
    try await LinkWorld.with { world in
      let first = try await world.session()
      _ = try await world.complete(first, try await world.connect(first))
      let old = try await world.notice(of: "acme-books")
      // Deleted at Merge and linked anew: the token of then opens nothing any more.
      try await world.store.relinkAnew(account: "acme-books")
      let again = try await world.session()
      #expect(try await world.completion.recover(old) == .refused)
      var foreign = old
      try await world.store.add(SandboxAccount(id: "other"))
      foreign.token = SecretText("token-other")
      #expect(try await world.completion.recover(foreign) == .refused)
      #expect(try await world.open(again)["state"] == "open")
      #expect(try await world.storedToken("acme-books") == old.token.value)
      var unknown = old
      unknown.originID = "nobody"
      #expect(try await world.completion.recover(unknown) == .notWaiting)
      #expect(try await world.complete(again, try await world.connect(again))["state"] == "linked")
      let current = await world.store.account("acme-books")?.token
      #expect(try await world.storedToken("acme-books") == current)
      #expect(try await world.completion.recover(old) == .notWaiting)
    }
  }

  @Test("Merge cannot be asked whose token it is: the notice fails, to be sent again, and nothing is stored")
  func unverified() async throws {
    try await LinkWorld.with { world in
      let session = try await world.session()
      _ = try await world.connect(session)
      let notice = try await world.notice(of: "acme-books")
      try await world.order("faults", #"{"effect":"status","status":500,"path":"/account-details","times":0}"#)
      await #expect(throws: MergeError.self) { try await world.completion.recover(notice) }
      #expect(try await world.accounts().isEmpty)
      _ = try await world.send("DELETE", "/sandbox/faults", to: world.sandboxURL)
      #expect(try await world.completion.recover(notice) == .linked)
    }
  }

  @Test("a magic link ends at Merge, and its account arrives by the webhook")
  func magicLink() async throws {
    try await LinkWorld.with { world in
      let session = try await world.session(
        #"{"organization":"acme","id":"acme-books","magic_link":true,"minutes":10080,"email":"ada@example.com"}"#)
      #expect(session.address.hasPrefix(world.sandboxURL + "/link/magic/"))
      let page = try await world.send(
        "GET", String(session.address.dropFirst(world.sandboxURL.count)), to: world.sandboxURL)
      #expect(page.status == 200 && page.text.contains("MergeLink.initialize"))
      let token = session.address.split(separator: "/").last ?? ""
      _ = try await world.send("POST", "/link/finish", #"{"link_token":"\#(token)"}"#, to: world.sandboxURL)
      #expect(try await world.completion.recover(try await world.notice(of: "acme-books")) == .linked)
      #expect(try await world.accounts().map(\.account) == ["acme-books"] && world.asked.list == ["acme-books"])
      #expect(
        try await world.pool.run {
          try $0.value("select count(*) from contactsync.link_session where link_token_sealed is null")
        }
          == "1")
    }
  }
}

extension LinkWorld {
  /// A request to what is ordered of the sandbox.
  func order(_ what: String, _ body: String) async throws {
    let answer = try await send("POST", "/sandbox/\(what)", body, to: sandboxURL)
    try #require(answer.status == 200, "\(answer.text)")
  }

  /// What the webhook of an account's linking tells.
  func notice(of account: String) async throws -> LinkCompletion.Notice {
    let known = try #require(await store.account(account))
    return LinkCompletion.Notice(
      originID: account, token: SecretText(known.token), mergeAccount: known.mergeID,
      integration: known.integration.slug)
  }
}

extension Session {
  fileprivate func value(_ sql: String) throws -> String? { try execute(sql).text(0, 0) }
}
