import TestSupport
import Testing

@Suite("Sessions and links that end, in a browser", .serialized) struct SignInBrowserTests {
  private static let written = """
    select (select count(*) from contactsync.verdict) + (select count(*) from contactsync.judgement)
      + (select count(*) from contactsync.link where source = 'human')
      + (select count(*) from contactsync.review_item where row_version > 1)
    """

  @Test("A decision in a session that has ended is refused in plain words, and writes nothing; a new link goes on")
  func session() async throws {
    try await BrowserWorld.with(parties: 200, serving: ["--session-lifetime", "5s"]) { world in
      try await Browser.with { browser in
        // The machine may be slower than the session is long: once more then.
        try await Browser.waitUntil("a record is shown") {
          try await browser.open(try await world.link("harbor"))
          try await browser.open(world.url + "/review/next")
          return try await browser.has("button[value=match]")
        }
        let item = try await browser.url
        try await Browser.waitUntil("the session has ended") {
          try await browser.status("/review") == 401
        }
        #expect(try await browser.has("button[value=match]"))
        try await browser.press("x")
        try await browser.wait(for: "the refusal", "document.querySelector('section.notice h1')")
        let refusal = try await browser.text
        #expect(refusal.contains("You were signed out"), "\(refusal)")
        #expect(refusal.contains("Nothing of what you sent just now was saved"), "\(refusal)")
        #expect(refusal.contains("ask for a new link where you got the last one"), "\(refusal)")
        #expect(!(try await browser.has("header.bar")))
        #expect(try await world.count(Self.written) == 0)
        try await Looks.take("session-ended", browser)

        try await browser.open(item)
        let page = try await browser.text
        #expect(page.contains("You were signed out") && !page.contains("Nothing of what you sent"), "\(page)")

        try await Browser.waitUntil("it is decided by a new link") {
          try await browser.open(try await world.link("harbor"))
          try await browser.open(item)
          guard try await browser.has("button[value=match]") else { return false }
          try await browser.press("x")
          try await browser.wait(
            for: "an answer",
            "document.querySelector('section.notice') || document.querySelector('#live').textContent.includes('Saved')")
          return try await world.count("select count(*) from contactsync.verdict") > 0
        }
      }
    }
  }

  @Test("A reviewer whom somebody signs out is out within seconds, and the others go on")
  func signOut() async throws {
    try await BrowserWorld.with(parties: 60) { world in
      try await Browser.with { browser in
        try await Browser.with { other in
          try await other.open(try await world.link("harbor", "bob@example.com"))
          try await browser.open(try await world.link("harbor"))
          #expect(try await browser.status("/review") == 200)
          let said = try await world.succeed("review", "sign-out", "--reviewer", "ada@example.com")
          #expect(said == "signed out of harbor\nsigned out of meadow\n")
          try await Browser.waitUntil("the session has ended") { try await browser.status("/review") == 401 }
          #expect(try await other.status("/review") == 200)
          try await browser.open(try await world.link("harbor"))
          #expect(try await browser.status("/review") == 200)
          let unknown = try await world.run([
            "review", "sign-out", "--reviewer", "ada@example.com", "--organization", "nobody",
          ])
          #expect(unknown.code == 64 && unknown.errors.contains("'nobody'"), "\(unknown.errors)")
        }
      }
    }
  }

  @Test("A link that has expired signs nobody in, and says what to do")
  func link() async throws {
    try await BrowserWorld.with(parties: 60) { world in
      try await Browser.with { browser in
        let address = try await world.link("harbor", expires: "1s")
        try await Browser.waitUntil("the link has expired") {
          try await browser.cdp("Network.clearBrowserCookies", [:])
          try await browser.open(address)
          return try await browser.text.contains("The link has expired")
        }
        #expect(try await browser.text.contains("Ask for a new link where you got this one"))
        try await Looks.take("link-expired", browser)
        #expect(try await browser.status("/review") == 401)
      }
    }
  }
}

extension Browser {
  /// The status of what the page would be answered for a path, with its cookies.
  func status(_ path: String) async throws -> Int {
    let answer = try await runAsync(
      """
      const done = arguments[arguments.length - 1];
      fetch(arguments[0], { credentials: "same-origin" }).then(answer => done(answer.status), () => done(0));
      """, [.string(path)])
    return Int(answer.number ?? 0)
  }
}
