import TestSupport
import Testing

@Suite("The matching screen in a browser", .serialized) struct ReviewBrowserTests {
  private static let decided = "select count(*) from contactsync.verdict where undone_at is null"

  @Test("Twenty decisions take twenty keys; one is undone; each is in the database")
  func keys() async throws {
    try await BrowserWorld.with { world in
      try await Browser.with { browser in
        try await browser.open(try await world.link("harbor"))
        #expect(try await browser.title.contains("To decide"))
        #expect(try await world.count("select count(*) from contactsync.review_item where state = 'open'") > 40)
        try await Looks.take("queue", browser)
        try await browser.click("#start")
        try await Looks.take("item", browser)
        for number in 1...20 {
          let before = try await browser.url
          try await browser.press(number % 3 == 0 ? "c" : number % 7 == 0 ? "u" : "x")
          try await browser.wait(
            for: "the next item", "location.href !== '\(before)' && !document.querySelector('.busy')")
          #expect(try await browser.text(of: "#live")?.hasPrefix("Saved.") == true)
        }
        #expect(try await world.count(Self.decided) == 20)
        try await Looks.take("item-saved", browser)
        try await browser.press("z")
        try await browser.wait(for: "the undo", "document.querySelector('#live').textContent.includes('Taken back')")
        #expect(try await world.count(Self.decided) == 19)
        #expect(
          try await world.count("select count(*) from contactsync.link where source = 'human' and unlinked_at is null")
            > 5)
        try await browser.open(world.url + "/review/history")
        try await Looks.take("history", browser)
      }
      // What was decided stands, and is not asked again.
      let open = try await world.count("select count(*) from contactsync.review_item where state = 'open'")
      let links = "select count(*) from contactsync.link where source = 'human' and unlinked_at is null"
      let linked = try await world.count(links)
      try await world.succeed("run", repositoryRoot + "/pipelines/nightly.yaml", "--output", world.folder)
      #expect(try await world.count("select count(*) from contactsync.review_item where state = 'open'") == open)
      #expect(try await world.count(links) == linked)
    }
  }

  @Test("A class is accepted at once and taken back; search by hand; unmatched contacts")
  func bulkAndSearch() async throws {
    try await BrowserWorld.with { world in
      try await Browser.with { browser in
        try await browser.open(try await world.link("harbor"))
        try await browser.open(world.url + "/review/bulk")
        try await browser.run(
          "[...document.querySelectorAll('table.list tbody a')].find(a => !a.textContent.includes('contradicts')).click()"
        )
        try await browser.wait(for: "the class", "document.querySelector('#accept')")
        try await Looks.take("bulk", browser)
        let before = try await world.count(Self.decided)
        try await browser.click("#accept")
        try await browser.wait(for: "accepting", "document.querySelector('#live').textContent.includes('accepted')")
        let accepted = try await world.count(Self.decided)
        #expect(accepted > before)
        try await browser.click("[data-notice] button")
        try await browser.wait(for: "undoing", "document.querySelector('#live').textContent.includes('taken back')")
        #expect(try await world.count(Self.decided) == before)

        try await browser.open(world.url + "/review/unmatched")
        try await Looks.take("unmatched", browser)
        try await browser.click("table.list tbody a")
        try await browser.press("/")
        try await browser.type("a", into: "#q")
        try await browser.press("\u{E007}")
        try await browser.wait(for: "parties", "document.querySelectorAll('.found a').length > 5")
        try await browser.press("\u{E007}")
        try await browser.wait(for: "the party", "document.querySelectorAll('input[type=radio]').length === 1")
        try await Looks.take("search", browser)
        try await browser.press("x")
        try await browser.wait(for: "it is saved", "document.querySelector('#live').textContent.includes('Saved')")
        #expect(
          try await world.count("select count(*) from contactsync.link where source = 'human' and unlinked_at is null")
            == 1)
      }
    }
  }

  @Test("Without JavaScript the main path works: decide, undo")
  func withoutScript() async throws {
    try await BrowserWorld.with { world in
      try await Browser.with(isScripted: false) { browser in
        try await browser.open(try await world.link("harbor"))
        try await browser.click("#start")
        try await browser.click("button[value=match]")
        try await Browser.waitUntil("the next page is there") { try await browser.has("[data-notice] button") }
        #expect(try await world.count(Self.decided) == 1)
        try await browser.click("[data-notice] button")
        try await Browser.waitUntil("it is taken back") { try await world.count(Self.decided) == 0 }
      }
    }
  }

  @Test("Who is not signed in, or came for another organization, sees nothing")
  func refused() async throws {
    try await BrowserWorld.with { world in
      for path in ["/review", "/review/next", "/review/history", "/review/bulk", "/review/unmatched", "/review/r0"] {
        #expect(try await world.status(path) == 401, "\(path)")
      }
      try await Browser.with { browser in
        try await browser.open(try await world.link("harbor"))
        try await browser.click("#start")
        let item = try await browser.url
        try await browser.open(try await world.link("meadow", "bob@example.com"))
        try await browser.open(item)
        #expect(try await browser.text.contains("There is no such record"))
        try await browser.run("document.cookie = 'contactsync=; Max-Age=0'")
        try await browser.cdp("Network.clearBrowserCookies", [:])
        try await browser.open(item)
        #expect(try await browser.text.contains("You are not signed in"))
        try await Looks.take("signed-out", browser)
      }
    }
  }
}
