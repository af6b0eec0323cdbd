import Crypto
import Foundation
import Load
import Postgres
import Secrets
import Serve
import TestSupport
import Testing

@Suite("Signing in") struct SignInTests {
  @Test("A link signs in once it is opened, with a cookie that scripts cannot read")
  func signsIn() async throws {
    try await ScreenWorld.with { world in
      let token = try await world.keys.linkToken(organization: "acme", reviewer: "ada@example.com")
      let answer = try await world.get("/review/sign-in?token=" + token)
      #expect(answer.status == 303)
      #expect(answer["Location"] == "/review")
      let cookie = try #require(answer["Set-Cookie"])
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Max-Age=115200"))
      #expect(!cookie.contains(token))
      let page = try await world.get("/review", cookie: String(cookie.prefix { $0 != ";" }))
      #expect(page.status == 200)
      #expect(page.text.contains("ada@example.com"))
    }
  }

  @Test("Over TLS the cookie is for TLS and this host only, and browsers are told to stay")
  func secureCookie() async throws {
    try await ScreenWorld.with(
      options: ServerOptions(port: 0, isBehindProxy: true, publicURL: "https://example.com/sync/")
    ) {
      world in
      let token = try await world.keys.linkToken(organization: "acme", reviewer: "ada@example.com")
      let answer = try await world.get("/review/sign-in?token=" + token)
      #expect(answer["Location"] == "/sync/review")
      let cookie = try #require(answer["Set-Cookie"])
      #expect(cookie.hasPrefix("__Host-contactsync=") && cookie.contains("Secure") && cookie.contains("Path=/"))
      #expect(answer["Strict-Transport-Security"] != nil)
      let page = try await world.get("/review", cookie: String(cookie.prefix { $0 != ";" }))
      #expect(page.text.contains("href=\"/sync/review/history\""))
    }
  }

  @Test("Links and sessions end in time")
  func expiry() async throws {
    try await ScreenWorld.with { world in
      let token = try await world.keys.linkToken(organization: "acme", reviewer: "ada@example.com")
      let cookie = try await world.signIn()
      let form = try #require(try await world.get("/review", cookie: cookie).form)
      world.clock.advance(seconds: 15 * 60 + 1)
      let late = try await world.get("/review/sign-in?token=" + token)
      #expect(late.status == 401)
      #expect(late.text.contains("The link has expired"))
      #expect(late["Set-Cookie"] == nil)
      #expect(try await world.get("/review", cookie: cookie).status == 200)
      world.clock.advance(seconds: 8 * 3600)
      let out = try await world.get("/review", cookie: cookie)
      #expect(out.status == 401)
      #expect(out.text.contains("You were signed out") && !out.text.contains("Nothing of what you sent"))
      for headers in [[], [("X-Partial", "1")]] {
        let decision = try await world.post(
          "/review/\(try await world.item(1))/verdict", [("form", form), ("verdict", "new_party")], cookie: cookie,
          headers: headers)
        #expect(decision.status == 401)
        #expect(decision.text.contains("You were signed out") && decision.text.contains("Nothing of what you sent"))
      }
      #expect(try await world.count("select count(*) from contactsync.verdict") == 0)
    }
  }

  @Test("Links and sessions last as long as is said")
  func lifetimes() async throws {
    let clock = ScreenWorld.TestClock()
    let ring = try KeyRing.load(
      environment: { _ in ScreenWorld.key }, home: nil, name: "CONTACTSYNC_REVIEW_KEYS")
    let keys = await ReviewKeys(ring, sessionLifetime: .seconds(60), now: { clock.date })
    let short = try await keys.linkToken(organization: "acme", reviewer: "ada", lifetime: .seconds(10))
    let long = try await keys.linkToken(organization: "acme", reviewer: "ada", lifetime: .seconds(7200))
    let cookie = try await keys.cookie(try await keys.session(fromLink: short))
    clock.advance(seconds: 11)
    await #expect(throws: PageError.self) { try await keys.session(fromLink: short) }
    _ = try await keys.session(fromCookie: cookie)
    clock.advance(seconds: 50)
    await #expect(throws: PageError.self) { try await keys.session(fromCookie: cookie) }
    clock.advance(seconds: 7100)
    _ = try await keys.session(fromLink: long)
  }

  @Test("Who was signed out stays out, in that organization only, until a new link is made")
  func signedOut() async throws {
    try await ScreenWorld.with { world in
      let (ada, bob) = (try await world.signIn(), try await world.signIn("acme", "bob@example.com"))
      let elsewhere = try await world.signIn("rival")
      let link = try await world.keys.linkToken(organization: "acme", reviewer: "ada@example.com")
      let form = try #require(try await world.get("/review", cookie: ada).form)
      let connection = try await Connection.open(TestDatabase.asLogin(world.database))
      let ended = try await connection.run { session in
        try SessionRole.pipeline.take(session)
        let ended = try ReviewSignOut.end(
          session, reviewer: "ada@example.com", organization: "acme", longest: ReviewKeys.lifetimes.upperBound)
        // As the clock of this world has it.
        try session.script("update contactsync.review_sign_out set ended_at = to_timestamp(1795000001)")
        return ended
      }
      await connection.close()
      #expect(ended == ["acme"])
      let deadline = ContinuousClock.now + .seconds(60)
      while try await world.get("/review", cookie: ada).status == 200, ContinuousClock.now < deadline {
        try await Task.sleep(for: .milliseconds(50))
      }
      let out = try await world.get("/review", cookie: ada)
      #expect(out.status == 401 && out.text.contains("Somebody ended your links and sessions"))
      let decision = try await world.post(
        "/review/\(try await world.item(1))/verdict", [("form", form), ("verdict", "new_party")], cookie: ada)
      #expect(decision.status == 401 && decision.text.contains("Nothing of what you sent"))
      #expect(try await world.count("select count(*) from contactsync.verdict") == 0)
      let used = try await world.get("/review/sign-in?token=" + link)
      #expect(used.status == 401 && used.text.contains("The link is not good any more") && used["Set-Cookie"] == nil)
      for cookie in [bob, elsewhere] { #expect(try await world.get("/review", cookie: cookie).status == 200) }
      world.clock.advance(seconds: 2)
      let again = try await world.signIn()
      #expect(try await world.get("/review", cookie: again).status == 200)
      #expect(try await world.get("/review", cookie: ada).status == 401)
    }
  }

  @Test("Nothing that we did not sign is taken")
  func forged() async throws {
    try await ScreenWorld.with { world in
      let token = try await world.keys.linkToken(organization: "acme", reviewer: "ada@example.com")
      let cookie = try await world.signIn()
      let value = String(cookie.split(separator: "=", maxSplits: 1)[1])
      func encoded(_ text: String) -> String {
        Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
          "=", with: "")
      }
      let other = await ReviewKeys(
        try KeyRing.load(
          environment: { _ in Data(repeating: 7, count: 32).base64EncodedString() }, home: nil,
          name: "CONTACTSYNC_REVIEW_KEYS"), now: { world.clock.date })
      let parts = token.split(separator: ".").map(String.init)
      let claims =
        "{\"aud\":\"contactsync-review-link\",\"exp\":99999999999,\"jti\":\"1\",\"org\":\"acme\",\"sub\":\"eve\"}"
      let forgeries = [
        "", "x", "a.b.c", value, token + "A", parts[0] + "." + parts[1] + ".",
        encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encoded(claims) + ".",
        encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims) + "." + parts[2],
        parts[0] + "." + encoded(claims) + "." + parts[2],
        try await other.linkToken(organization: "acme", reviewer: "eve"),
      ]
      for forgery in forgeries {
        let answer = try await world.get("/review/sign-in?token=" + PercentText.encoded(forgery))
        #expect(answer.status == 401 || answer.status == 400, "\(forgery)")
        #expect(answer["Set-Cookie"] == nil)
      }
      // A link is no session.
      for forgery in forgeries.filter({ $0 != value }) + [token] {
        #expect(try await world.get("/review", cookie: "contactsync=" + forgery).status == 401, "\(forgery)")
      }
    }
  }

  @Test("A session that somebody planted is not gone on with")
  func fixation() async throws {
    try await ScreenWorld.with { world in
      let planted = try await world.signIn("acme", "eve@example.com")
      let token = try await world.keys.linkToken(organization: "acme", reviewer: "ada@example.com")
      let answer = try await world.get("/review/sign-in?token=" + token, cookie: planted)
      let cookie = String(try #require(answer["Set-Cookie"]).prefix { $0 != ";" })
      #expect(cookie != planted)
      let (mine, theirs) = (
        try await world.get("/review", cookie: cookie), try await world.get("/review", cookie: planted)
      )
      #expect(mine.form != nil && mine.form != theirs.form)
      // The same link twice gives two sessions.
      let again = try await world.get("/review/sign-in?token=" + token)
      #expect(again["Set-Cookie"] != answer["Set-Cookie"])
    }
  }

  @Test("Keys are rotated: what the older one signed holds, the newest signs")
  func rotation() async throws {
    func keys(_ texts: [UInt8]) async throws -> ReviewKeys {
      let text = texts.map { Data(repeating: $0, count: 32).base64EncodedString() }.joined(separator: ",")
      return await ReviewKeys(try KeyRing.load(environment: { _ in text }, home: nil, name: "CONTACTSYNC_REVIEW_KEYS"))
    }
    let (old, both, new) = (try await keys([1]), try await keys([2, 1]), try await keys([2]))
    let token = try await old.linkToken(organization: "acme", reviewer: "ada")
    let session = try await both.session(fromLink: token)
    #expect(session.organization == "acme" && session.reviewer == "ada")
    #expect(both.isFormToken(old.formToken(session), of: session))
    await #expect(throws: PageError.self) { try await new.session(fromLink: token) }
    let cookie = try await both.cookie(session)
    #expect(try await new.session(fromCookie: cookie) == session)
  }

  @Test("The platform's backend gets links by its token only")
  func serviceToken() async throws {
    try await ScreenWorld.with { world in
      let body = "{\"organization\":\"acme\",\"reviewer\":\"ada@example.com\"}"
      func ask(_ token: String?, _ body: String) async throws -> ScreenWorld.Answer {
        try await world.post(
          "/api/review-links", body: body, type: "application/json",
          headers: token.map { [("Authorization", $0)] } ?? [])
      }
      for token in [
        nil, "", "Bearer", "Bearer x", "Basic " + ScreenWorld.serviceToken, "Bearer " + ScreenWorld.serviceToken + "x",
      ] {
        #expect(try await ask(token, body).status == 401)
      }
      @Sendable func expiring(_ seconds: String) -> String { body.dropLast() + ",\"expires_in\":\(seconds)}" }
      let good = "Bearer " + ScreenWorld.serviceToken
      for wrong in [
        "", "[]", "{}", "{\"organization\":\"acme\"}", "{\"organization\":1,\"reviewer\":\"a\"}",
        "{\"organization\":\"acme\",\"reviewer\":\"\(String(repeating: "a", count: 256))\"}",
      ] + ["0", "-1", "604801", "1.5", "\"1h\"", "true", "[]", "99999999999999999999"].map(expiring) {
        #expect(try await ask(good, wrong).status == 400, "\(wrong)")
      }
      #expect(try await ask(good, String(repeating: " ", count: 70_000)).status == 413)
      let answer = try await ask(good, body)
      #expect(answer.status == 200)
      #expect(answer.text.contains("/review/sign-in?token=ey"))
      #expect(answer["Cache-Control"] == "no-store")
      let usual = try await ask(good, expiring("null"))
      #expect(answer.text.contains("\"expires_in\":900") && usual.text.contains("\"expires_in\":900"))
      let long = try await ask(good, expiring("7200"))
      #expect(long.status == 200 && long.text.contains("\"expires_in\":7200"))
      world.clock.advance(seconds: 7000)
      let token = try #require(long.text.split(separator: "token=").last?.prefix { $0 != "\"" })
      #expect(try await world.get("/review/sign-in?token=\(token)").status == 303)
    }
  }

  @Test(
    "Other machines reach it over TLS or by a proxy only",
    arguments: [
      ("127.0.0.1", false, true), ("::1", false, true), ("localhost", false, true), ("0.0.0.0", false, false),
      ("0.0.0.0", true, true), ("192.0.2.1", false, false), ("127.0.0.1.example.com", false, false),
    ])
  func hosts(host: String, isBehindProxy: Bool, isAllowed: Bool) {
    #expect((ServerOptions(host: host, isBehindProxy: isBehindProxy).refusal == nil) == isAllowed)
    #expect(ServerOptions(host: host, tls: .init(certificate: "c", key: "k")).refusal == nil)
  }
}
