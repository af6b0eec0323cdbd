import Logging
import Postgres
import Serve
import Testing

@Suite("Linking: the page, and the API of the platform's backend")
struct LinkPageTests {
  @Test("the page has a policy of its own, no inline script, and its files may be kept for good")
  func page() async throws {
    try await LinkWorld.with { world in
      let session = try await world.session()
      let page = try await world.send("GET", "/link/\(session.id)?next=//evil.example&session=<script>")
      #expect(page.status == 200 && page.header("location") == nil && !page.text.contains("evil"))
      let policy = try #require(page.header("content-security-policy"))
      #expect(policy.contains("script-src 'self' \(world.sandboxURL) https://cdn.merge.dev https://*.merge.dev;"))
      #expect(policy.contains("frame-src https://cdn.merge.dev https://*.merge.dev;"))
      #expect(policy.contains("frame-ancestors 'none'") && policy.hasPrefix("default-src 'none';"))
      let scripts = policy.split(separator: ";").first { $0.contains("script-src") }
      #expect(scripts?.contains("unsafe") == false)
      #expect(page.header("cache-control") == "no-store" && page.header("referrer-policy") == "no-referrer")
      #expect(page.header("cross-origin-opener-policy") == "same-origin-allow-popups")
      #expect(page.header("set-cookie") == nil)
      for part in page.text.split(separator: "<script").dropFirst() {
        #expect(part.hasPrefix(" src=\"") && part.contains("></script>"), "\(part.prefix(80))")
      }
      for attribute in [" onclick", " onload", " style=", "javascript:"] { #expect(!page.text.contains(attribute)) }
      for id in ["id=\"status\"", "id=\"connect\"", "data-state=\"loading\""] { #expect(page.text.contains(id)) }
      for name in ["link-", "style-"] {
        let start = try #require(page.text.firstRange(of: "/assets/\(name)")).lowerBound
        let file = try await world.send("GET", String(page.text[start...].prefix { $0 != "\"" }))
        #expect(file.status == 200 && file.header("cache-control")?.contains("immutable") == true)
      }
      for path in ["/link", "/link/", "/link/abc", "/link/\(session.id)x", "/link/\(session.id.uppercased())"] {
        #expect(try await world.send("GET", path).status == 404, "\(path)")
      }
    }
  }

  @Test("names of an organization are never part of a page, and a system's name must be one")
  func hostileNames() async throws {
    try await LinkWorld.with { world in
      let name = "<script>alert(1)</script>"
      let session = try await world.session(
        #"{"organization":"\#(name)","id":"\#(name)","end_user_organization":"\#(name)"}"#)
      for path in ["/link/\(session.id)"] {
        #expect(try await !world.send("GET", path).text.contains("alert(1)"))
      }
      #expect(try await !world.open(session).text.contains("alert"))
      let told = try await world.send("GET", "/api/link-sessions/\(session.id)", token: LinkWorld.serviceToken)
      #expect(told["organization"] == name && !told.text.contains("<"))
      #expect(told.header("content-type")?.hasPrefix("application/json") == true)
    }
  }

  static let refusedBodies = [
    "", "[]", "{}", #"{"organization":""}"#, #"{"organization":7}"#, #"{"organization":"a\u0000b"}"#,
    #"{"organization":"acme","id":"a\nb"}"#, #"{"organization":"acme","integration":"\"><script>"}"#,
    #"{"organization":"acme","integration":"Xero"}"#, #"{"organization":"acme","minutes":29}"#,
    #"{"organization":"acme","minutes":721}"#, #"{"organization":"acme","minutes":10081,"magic_link":true}"#,
    #"{"organization":"acme","email":"a@example.com\r\nX: y"}"#,
    #"{"organization":"globex","id":"acme-books"}"#, #"{"organization":"acme","id":"elsewhere"}"#,
    #"{"organization":"\#(String(repeating: "x", count: 256))"}"#,
  ]

  @Test("the API: only with the service token, and wrong bodies are told what is wrong")
  func service() async throws {
    try await LinkWorld.with { world in
      let session = try await world.session()
      for token in [nil, "", "service-token-canarx", "service-token-canary x"] {
        for (method, path) in [("POST", "/api/link-sessions"), ("GET", "/api/link-sessions/\(session.id)")] {
          let answer = try await world.send(
            method, path, method == "POST" ? #"{"organization":"acme"}"# : nil, token: token)
          #expect(answer.status == 401 && answer["error"] != nil, "\(token ?? "none")")
        }
      }
      try await world.script(
        """
        insert into contactsync.linked_account (linked_account_id, organization_id, connection)
          values ('elsewhere', 'acme', 'europe')
        """)
      for body in Self.refusedBodies {
        let answer = try await world.send("POST", "/api/link-sessions", body, token: LinkWorld.serviceToken)
        #expect(answer.status == 400 && answer["advice"] != nil, "\(body) \(answer.text)")
      }
      let unknown = try await world.send(
        "POST", "/api/link-sessions", #"{"organization":"acme","integration":"unheard-of"}"#,
        token: LinkWorld.serviceToken)
      #expect(unknown.status == 502 && unknown.text.contains("Merge"))
      let sessions = try await world.pool.run {
        try $0.execute("select count(*) from contactsync.link_session").text(0, 0)
      }
      #expect(sessions == "1")
    }
    try await LinkWorld.with(serviceToken: nil) { world in
      let answer = try await world.send("POST", "/api/link-sessions", #"{"organization":"acme"}"#, token: "")
      #expect(answer.status == 503)
    }
  }

  @Test("addresses begin with the public address, whatever host a request names; a made id is taken again for a retry")
  func addresses() async throws {
    try await LinkWorld.with(publicURL: "https://sync.example.com/cs/") { world in
      let answer = try await world.send(
        "POST", "/api/link-sessions", #"{"organization":"acme"}"#, token: LinkWorld.serviceToken,
        headers: ["Host": "evil.example", "X-Forwarded-Host": "evil.example"])
      #expect(answer["url"]?.hasPrefix("https://sync.example.com/cs/link/\(answer["id"] ?? "?")#") == true)
      let page = try await world.send("GET", "/link/\(answer["id"] ?? "")", headers: ["Host": "evil.example"])
      #expect(page.text.contains("data-base=\"/cs\"") && !page.text.contains("evil"))
      let other = try await world.session(#"{"organization":"acme"}"#)
      #expect(other.account != answer["linked_account_id"])
      try await world.script("update contactsync.link_session set state = 'failed'")
      #expect(try await world.session(#"{"organization":"acme"}"#).account == other.account)
    }
  }

  @Test("who tries too often from one address waits")
  func rate() async throws {
    try await LinkWorld.with(limit: RateLimit(rate: 0, burst: 3)) { world in
      let session = try await world.session()
      var statuses: [Int] = []
      for _ in 0..<4 { statuses.append(try await world.open(session).status) }
      #expect(statuses == [200, 200, 200, 429])
      #expect(try await world.complete(session, "guess").status == 429)
      #expect(await world.exchanges() == 0)
    }
  }

  @Test("without an API key of Merge's linking is switched off, and says so")
  func switchedOff() async throws {
    let linking = Linking(
      tools: nil, page: try LinkPageOptions(), serviceToken: ServiceToken(LinkWorld.serviceToken),
      options: ServerOptions(port: 0))
    try await Server(
      options: ServerOptions(port: 0), areas: [linking], logger: .init(label: "test") { _ in LogLines() }
    )
    .withRunning { url in
      try await LinkWorld.with { world in
        let page = try await world.send("GET", "/link/\(String(repeating: "0", count: 32))", to: url)
        #expect(page.status == 503 && page.text.contains("MERGE_API_KEY"))
      }
    }
  }

  @Test(
    "script and hosts that would end the policy are refused",
    arguments: [
      ("https://x.example/a.js;script-src *", nil), ("javascript:alert(1)", nil), ("", nil), ("ftp://x.example", nil),
      (nil, "https://x.example;"), (nil, "'unsafe-inline'"), (nil, "https://x.example\nX: y"),
    ] as [(String?, String?)])
  func refusedOptions(script: String?, hosts: String?) {
    #expect(throws: LinkPageOptions.Refusal.self) { try LinkPageOptions(scriptURL: script, hosts: hosts) }
  }

  @Test("the browser's address of a region follows the base URL")
  func regions() throws {
    #expect(try LinkPageOptions(mergeBaseURL: "https://api.merge.dev/api").apiBaseURL == nil)
    #expect(try LinkPageOptions(mergeBaseURL: "https://api-eu.merge.dev/api").apiBaseURL == "https://api-eu.merge.dev")
    #expect(
      try LinkPageOptions(hosts: "https://a.example, https://*.b.example").hosts == [
        "https://a.example", "https://*.b.example",
      ])
  }
}
