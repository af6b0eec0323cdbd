import Serve
import Testing

@Suite("Attacks on the matching screen (OWASP)") struct ReviewAttackTests {
  private static func pages(_ world: ScreenWorld) async throws -> [String] {
    let item = try await world.item(1)
    return [
      "/review", "/review/next", "/review/unmatched", "/review/history", "/review/bulk",
      "/review/bulk?class=%2BNAME&least=0.6",
      "/review/\(item)", "/review/\(item)?q=a", "/review/contact?account=acme-books&id=lonely",
    ]
  }

  private static func forms(_ world: ScreenWorld) async throws -> [(path: String, fields: [(String, String)])] {
    let item = try await world.item(1)
    return [
      ("/review/\(item)/verdict", [("verdict", "match"), ("party", "p1"), ("version", "1")]),
      ("/review/contact/verdict?account=acme-books&id=lonely", [("verdict", "new_party"), ("version", "0")]),
      ("/review/bulk", [("class", "+NAME"), ("least", "0.1")]), ("/review/undo", [("verdict", "1")]),
      ("/review/undo", []),
      ("/review/sign-out", []),
    ]
  }

  private static let state = """
    select md5(string_agg(rows, '|' order by rows)) from (
      select i::text as rows from contactsync.review_item as i union all select l::text from contactsync.link as l
      union all select j::text from contactsync.judgement as j union all select v::text from contactsync.verdict as v
    ) as everything
    """

  @Test("Without a session every page and every form is refused, and nothing changes")
  func unsigned() async throws {
    try await ScreenWorld.with { world in
      let before = try await world.rows(Self.state)
      for path in try await Self.pages(world) {
        #expect(try await world.get(path).status == 401, "\(path)")
        #expect(try await world.get(path, cookie: "contactsync=eyJhbGciOiJub25lIn0.e30.").status == 401, "\(path)")
      }
      for form in try await Self.forms(world) {
        #expect(try await world.post(form.path, form.fields).status == 401, "\(form.path)")
      }
      #expect(try await world.rows(Self.state) == before)
    }
  }

  @Test("A form of another site, without the token or with somebody else's, is refused, and nothing changes")
  func forgedRequests() async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      let eve = try await world.get("/review", cookie: world.signIn("acme", "eve@example.com")).form ?? ""
      let mine = try await world.get("/review", cookie: cookie).form ?? ""
      let before = try await world.rows(Self.state)
      for form in try await Self.forms(world) {
        for token in [nil, "", "0", eve, String(mine.dropLast()), mine.uppercased()] {
          let fields = form.fields + (token.map { [("form", $0)] } ?? [])
          #expect(try await world.post(form.path, fields, cookie: cookie).status == 403, "\(form.path)")
        }
        #expect(
          try await world.post(
            form.path, form.fields + [("form", mine)], cookie: cookie, headers: [("Sec-Fetch-Site", "cross-site")]
          ).status == 403, "\(form.path)")
        for type in ["text/plain", "application/json", "multipart/form-data; boundary=x"] {
          #expect(
            try await world.post(form.path, body: "form=\(mine)", type: type, cookie: cookie).status == 403,
            "\(form.path)")
        }
      }
      // What changes something is never reached by following an address.
      for form in try await Self.forms(world) {
        #expect(try await world.get(form.path, cookie: cookie).status != 303, "\(form.path)")
      }
      #expect(try await world.rows(Self.state) == before)
    }
  }

  @Test("A reviewer of one organization reaches nothing of another, on any route")
  func otherOrganization() async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn("rival", "eve@example.com")
      let form = try await world.get("/review", cookie: cookie).form ?? ""
      let adas = try await world.signIn()
      let page = try await world.get("/review/\(try await world.item(2))", cookie: adas)
      _ = try await world.post(
        "/review/\(try await world.item(2))/verdict", ReviewScreenTests.form(page, "match", party: "p2"), cookie: adas)
      let verdict = try await world.rows("select verdict_id::text from contactsync.verdict")[0]
      let before = try await world.rows(Self.state)
      for path in [
        "/review/\(try await world.item(1))", "/review/contact?account=acme-books&id=lonely",
        "/review/contact?account=acme-books&id=c1",
      ] {
        let answer = try await world.get(path, cookie: cookie)
        #expect(answer.status == 404, "\(path)")
        #expect(!answer.text.contains("acme-books"))
      }
      for path in [
        "/review?account=acme-books", "/review/unmatched?account=acme-books", "/review/history",
        "/review/bulk?class=%2BNAME", "/review/\(try await world.item(1, of: "rival"))?done=\(verdict)",
      ] {
        let answer = try await world.get(path, cookie: cookie)
        #expect(answer.status == 200, "\(path)")
        #expect(!answer.text.contains("ada@example.com"), "\(path)")
      }
      for fields in [
        [("verdict", "match"), ("party", "p1"), ("version", "1")], [("verdict", "new_party"), ("version", "1")],
      ] {
        let path = "/review/\(try await world.item(1))/verdict"
        let answer = try await world.post(path, fields + [("form", form)], cookie: cookie)
        #expect(answer.status == 404, "\(path)")
      }
      #expect(
        try await world.post(
          "/review/contact/verdict?account=acme-books&id=lonely", [("verdict", "new_party"), ("form", form)],
          cookie: cookie
        ).status == 404)
      _ = try await world.post("/review/undo", [("verdict", verdict), ("form", form)], cookie: cookie)
      #expect(try await world.rows(Self.state) == before)
    }
  }

  static let payloads = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'onmouseover='alert(1)", "javascript:alert(1)//",
    "</textarea><svg/onload=alert(1)>", "{{name}}{{{form}}}", "]]><!--", "\u{202E}<b>evil\u{2028}", "&lt;script&gt;",
    "=HYPERLINK(\"http://example.com\")",
  ]

  @Test("What stands in contacts and parties is shown as text, in every field and on every page", arguments: payloads)
  func crossSiteScripting(payload: String) async throws {
    try await ScreenWorld.with(items: 2, text: payload) { world in
      let cookie = try await world.signIn("acme", payload)
      for path in try await Self.pages(world) + [
        "/review?account=\(PercentText.encoded(payload))", "/review?class=\(PercentText.encoded(payload))",
        "/review/unmatched?q=\(PercentText.encoded(payload))",
        "/review/\(try await world.item(1))?q=\(PercentText.encoded(payload))",
      ] {
        let answer = try await world.get(path, cookie: cookie)
        #expect(answer.status == 200 || answer.status == 303, "\(path)")
        guard answer.status == 200 else { continue }
        for raw in ["<script>alert", "<img src=x", "<svg/onload", "'onmouseover=", "<b>evil", "<!--"] {
          #expect(!answer.text.contains(raw), "\(path)")
        }
        #expect(!answer.text.contains("href=\"javascript:"), "\(path)")
        // Nothing inline may run, whatever a page held.
        let policy = try #require(answer["Content-Security-Policy"])
        #expect(policy.contains("script-src 'self'") && !policy.contains("unsafe"))
      }
      let page = try await world.get("/review/\(try await world.item(1))", cookie: cookie)
      let saved = try await world.post(
        "/review/\(try await world.item(1))/verdict",
        ReviewScreenTests.form(page, "match", party: "p1") + [("note", payload)], cookie: cookie,
        headers: [("X-Partial", "1")])
      #expect(saved.status == 200)
      #expect(!saved.text.contains("<script>alert") && !saved.text.contains("<img src=x"))
      // The template's own language is not read out of values.
      if payload.contains("{{") { #expect(saved.text.contains("{{{form}}}")) }
    }
  }

  @Test(
    "Nothing outside is reached by a path",
    arguments: [
      "/../../etc/passwd", "/assets/../../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd",
      "/review/..%2f..%2fetc%2fpasswd",
      "/review/%00", "//example.com/review", "/assets/style.css%00.js", "/review/r1/../../../etc/passwd", "/review/%ff",
    ])
  func traversal(path: String) async throws {
    try await ScreenWorld.with(items: 1) { world in
      let answer = try await world.get(path, cookie: world.signIn())
      #expect([303, 400, 404].contains(answer.status), "\(answer.status)")
      #expect(!answer.text.contains("root:"))
    }
  }

  @Test("No header is made out of a parameter, and no redirect leaves the site")
  func headerInjection() async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      let hostile = "%0d%0aSet-Cookie:%20planted=1"
      for path in [
        "/review/next?account=\(hostile)", "/review/next?class=\(hostile)", "/review/next?after=\(hostile)&priority=1",
      ] {
        let answer = try await world.get(path, cookie: cookie)
        #expect(answer["Set-Cookie"] == nil, "\(path)")
        #expect(answer["Location"]?.hasPrefix("/review") == true, "\(path)")
        #expect(answer["Location"]?.contains("\r") == false && answer["Location"]?.contains("\n") == false)
      }
      let page = try await world.get("/review/\(try await world.item(1))", cookie: cookie)
      let sent = try await world.post(
        "/review/\(try await world.item(1))/verdict?account=\(hostile)",
        ReviewScreenTests.form(page, "match", party: "p1"),
        cookie: cookie)
      #expect(sent["Set-Cookie"] == nil)
      #expect(sent["Location"]?.hasPrefix("/review") == true)
    }
  }

  @Test("Each answer says what browsers must know, errors too")
  func headers() async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      for path in ["/review", "/nowhere", "/review/next", "/review/r0"] {
        let answer = try await world.get(path, cookie: cookie)
        #expect(answer["X-Content-Type-Options"] == "nosniff")
        #expect(answer["Referrer-Policy"] == "no-referrer")
        #expect(answer["Content-Security-Policy"]?.contains("frame-ancestors 'none'") == true)
        #expect(answer["Cache-Control"] == "no-store")
        #expect(answer["Strict-Transport-Security"] == nil)
      }
    }
  }

  @Test("A form that is too large is refused")
  func floods() async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      let form = try await world.get("/review", cookie: cookie).form ?? ""
      let large = try await world.post(
        "/review/undo", [("form", form), ("note", String(repeating: "x", count: 300_000))], cookie: cookie)
      #expect(large.status == 413)
    }
  }

  @Test("Nonsense is refused in words", arguments: ["", "delete", "match"])
  func nonsense(verdict: String) async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      let item = try await world.item(1)
      let form = try await world.get("/review", cookie: cookie).form ?? ""
      let answer = try await world.post(
        "/review/\(item)/verdict", [("form", form), ("verdict", verdict)], cookie: cookie)
      #expect(answer.status == 400)
      let unknown = try await world.post(
        "/review/\(item)/verdict", [("form", form), ("verdict", "match"), ("party", "nobody"), ("version", "1")],
        cookie: cookie)
      #expect(unknown.text.contains("The platform does not have this party"))
      #expect(try await world.count(ReviewScreenTests.verdicts) == 0)
    }
  }
}

@Suite("How often somebody may") struct RateLimitTests {
  @Test("A burst, then a steady rate; one key does not hold up another, and who waits may again")
  func limit() {
    let limit = RateLimit(rate: 2, burst: 3, most: 4)
    let start = ContinuousClock.now
    func allowed(_ key: String, _ seconds: Double, _ times: Int) -> Int {
      (0..<times).count { _ in limit.allows(key, now: start + .seconds(seconds)) }
    }
    #expect(allowed("a", 0, 5) == 3)
    #expect(allowed("b", 0, 1) == 1)
    #expect(allowed("a", 0.4, 5) == 0)
    #expect(allowed("a", 0.5, 5) == 1)
    #expect(allowed("a", 1.5, 5) == 2)
    #expect(allowed("a", 100, 5) == 3)
    // Keys beyond those remembered push out the ones that are full again, not those that are held up.
    for key in ["c", "d", "e", "f"] { #expect(allowed(key, 100, 1) == 1) }
    #expect(allowed("a", 100, 1) == 0)
  }
}
