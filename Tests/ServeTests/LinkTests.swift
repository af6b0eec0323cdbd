import FoundationEssentials
import Load
import MergeAPI
import Postgres
import Sandbox
import Serve
import Testing

@Suite("Linking, over HTTP")
struct LinkTests {
  @Test(
    "the whole way: session, page, Merge Link, exchange; the account is stored sealed, and a run is asked for, once")
  func wholeWay() async throws {
    try await LinkWorld.with { world in
      let session = try await world.session()
      #expect(session.account == "acme-books" && session.key.utf8.count == 43)
      let page = try await world.send("GET", "/link/\(session.id)")
      #expect(page.status == 200 && page.text.contains("data-session=\"\(session.id)\""))
      #expect(page.text.contains("src=\"\(world.sandboxURL)/link/initialize.js\""))
      let opened = try await world.open(session)
      #expect(opened["state"] == "open" && opened["link_token"] != nil)
      #expect(try await world.accounts().isEmpty)
      let publicToken = try await world.connect(session)
      let done = try await world.complete(session, publicToken)
      #expect(done.status == 200 && done["state"] == "linked" && done["link_token"] == nil)
      let account = try #require(try await world.accounts().first)
      let merge = try #require(await world.store.account("acme-books"))
      #expect(account.organization == "acme" && account.integration == "xero" && account.mergeAccount == merge.mergeID)
      #expect(try await world.storedToken("acme-books") == merge.token)
      #expect(world.asked.list == ["acme-books"])
      for token in [publicToken, "public-other"] {
        #expect(try await world.complete(session, token)["state"] == "linked")
      }
      #expect(await world.exchanges() == 1 && world.asked.list == ["acme-books"])
      #expect(try await world.open(session)["state"] == "linked")
      let told = try await world.send("GET", "/api/link-sessions/\(session.id)", token: LinkWorld.serviceToken)
      #expect(told["state"] == "linked" && told["linked_account_id"] == "acme-books" && told["organization"] == "acme")
      #expect(!told.text.contains(session.key))
      for secret in [session.key, publicToken, merge.token, LinkWorld.serviceToken, opened["link_token"] ?? "?"] {
        #expect(!world.log.text.contains(secret))
      }
      #expect(world.log.text.contains("/link/\(session.id)"))
    }
  }

  @Test("of ten browsers at once one exchanges, and all are told what came of it")
  func tenAtOnce() async throws {
    try await LinkWorld.with { world in
      let session = try await world.session()
      let publicToken = try await world.connect(session)
      let states = try await withThrowingTaskGroup(of: String?.self) { group in
        for _ in 0..<10 { group.addTask { try await world.complete(session, publicToken)["state"] } }
        return try await group.reduce(into: [String]()) { $0.append($1 ?? "none") }
      }
      #expect(states.count == 10 && Set(states).isSubset(of: ["linked", "exchanging"]) && states.contains("linked"))
      #expect(await world.exchanges() == 1 && world.asked.list == ["acme-books"])
    }
  }

  @Test("without its key a session says nothing, whether it exists or not, and nothing happens to it")
  func guessing() async throws {
    try await LinkWorld.with { world in
      let session = try await world.session()
      let other = try await world.session(#"{"organization":"globex"}"#)
      let publicToken = try await world.connect(session)
      let none = String(repeating: "0", count: 32)
      let real = try await world.send("GET", "/link/\(session.id)")
      let made = try await world.send("GET", "/link/\(none)")
      #expect(made.status == 200 && real.text.replacing(session.id, with: none) == made.text)
      let attacks: [(id: String, body: String)] = [
        (session.id, #"{"public_token":"\#(publicToken)"}"#),
        (session.id, #"{"key":"","public_token":"\#(publicToken)"}"#),
        (session.id, #"{"key":"\#(other.key)","public_token":"\#(publicToken)"}"#),
        (session.id, #"{"key":"\#(session.key)x","public_token":"\#(publicToken)"}"#),
        (session.id, #"{"key":["\#(session.key)"],"public_token":"\#(publicToken)"}"#),
        (other.id, #"{"key":"\#(session.key)","public_token":"\#(publicToken)"}"#),
        (none, #"{"key":"\#(session.key)","public_token":"\#(publicToken)"}"#),
        ("..%2f\(session.id)", #"{"key":"\#(session.key)","public_token":"\#(publicToken)"}"#),
        (session.id.uppercased() + "'", #"{"key":"\#(session.key)"}"#),
      ]
      for attack in attacks {
        for what in ["open", "complete"] {
          let answer = try await world.send("POST", "/link/\(attack.id)/\(what)", attack.body)
          #expect(answer.status == 404 && answer["state"] == nil && answer["link_token"] == nil, "\(attack) \(what)")
        }
      }
      #expect(await world.exchanges() == 0)
      #expect(try await world.open(session)["state"] == "open")
      for body in ["", "[]", "nonsense", #"{"key":1}"#] {
        let answer = try await world.send("POST", "/link/\(session.id)/complete", body)
        #expect([400, 404].contains(answer.status), "\(body)")
      }
      let missing = try await world.complete(session, "")
      #expect(missing.status == 400)
      let large = try await world.complete(session, String(repeating: "x", count: 70_000))
      #expect(large.status == 413)
      #expect(try await world.send("GET", "/link/\(session.id)/complete").status == 404)
    }
  }

  @Test("a public token of one session is no use in another: nothing is stored, and its own session can still end")
  func foreignToken() async throws {
    try await LinkWorld.with { world in
      let mine = try await world.session(#"{"organization":"acme","id":"acme-books"}"#)
      let theirs = try await world.session(#"{"organization":"globex","id":"globex-books"}"#)
      let token = try await world.connect(mine)
      let stolen = try await world.complete(theirs, token)
      #expect(stolen["state"] == "failed")
      #expect(try await world.accounts().isEmpty && world.asked.list.isEmpty)
      let told = try await world.send("GET", "/api/link-sessions/\(theirs.id)", token: LinkWorld.serviceToken)
      #expect(told["error_code"] == "other_account")
      let notice = try await world.notice(of: "acme-books")
      #expect(try await world.completion.recover(notice) == .linked)
      #expect(try await world.accounts().map(\.account) == ["acme-books"])
    }
  }

  @Test("a token that Merge refuses ends the session; an expired session exchanges nothing")
  func refusedAndExpired() async throws {
    try await LinkWorld.with { world in
      let session = try await world.session()
      #expect(try await world.complete(session, "made-up")["state"] == "failed")
      #expect(try await world.complete(session, "made-up")["state"] == "failed")
      #expect(await world.exchanges() == 1)
      let late = try await world.session()
      let token = try await world.connect(late)
      try await world.script("update contactsync.link_session set expires_at = now() - interval '10 minutes'")
      #expect(try await world.open(late)["state"] == "expired")
      let answer = try await world.complete(late, token)
      #expect(answer["state"] == "expired" && answer["link_token"] == nil)
      #expect(await world.exchanges() == 1)
      #expect(try await world.accounts().isEmpty)
    }
  }

  @Test("Merge cannot be reached: nothing was sent, the session is open, and the same token works a moment later")
  func notSent() async throws {
    let isAway = Once()
    let around: @Sendable (@escaping Transport) -> Transport = { transport in
      { call in
        if call.url.contains("/account-token/"), isAway.first() { throw TransportFailure.connect }
        return try await transport(call)
      }
    }
    try await LinkWorld.with(around: around) { world in
      let session = try await world.session()
      let token = try await world.connect(session)
      #expect(try await world.complete(session, token)["state"] == "open")
      #expect(try await world.complete(session, token)["state"] == "linked")
    }
  }

  @Test("relinking keeps the account's watermark and Merge id; a paused account stays paused")
  func relinking() async throws {
    try await LinkWorld.with { world in
      let first = try await world.session()
      _ = try await world.complete(first, try await world.connect(first))
      try await world.script(
        "update contactsync.linked_account set watermark = '2026-01-01', state = 'paused', token_sealed = null")
      let again = try await world.session()
      #expect(again.account == "acme-books" && again.id != first.id)
      #expect(try await world.complete(again, try await world.connect(again))["state"] == "linked")
      let account = try #require(try await world.accounts().first)
      #expect(account.watermark != nil && account.state == .paused && account.hasToken)
      #expect(try await world.open(first)["state"] == "linked")
      #expect(world.asked.list == ["acme-books", "acme-books"])
    }
  }
}

/// True the first time that it is asked.
final class Once: Sendable {
  private let asked = LinkWorld.Asked()
  func first() -> Bool {
    defer { asked.add("") }
    return asked.list.isEmpty
  }
}
