import Foundation
import Serve
import Testing

@Suite("The matching screen") struct ReviewScreenTests {
  static let verdicts = "select count(*) from contactsync.verdict where undone_at is null"

  /// The form of an item, ready to be sent.
  static func form(_ page: ScreenWorld.Answer, _ verdict: String, party: String?) -> [(String, String)] {
    [("form", page.form ?? ""), ("version", page.field("version") ?? ""), ("verdict", verdict)]
      + (party.map { [("party", $0)] } ?? [])
  }

  @Test(
    "Each button does what it says, and goes on to the next item",
    arguments: [
      ("match", "same", true, true), ("not_a_match", "different", false, true),
      ("none_of_them", "different", false, true),
      ("new_party", "new_party", false, true), ("unsure", "unsure", false, false), ("skip", "", false, false),
    ])
  func verdict(button: String, answer: String, links: Bool, closes: Bool) async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      let item = try await world.item(1)
      let page = try await world.get("/review/\(item)", cookie: cookie)
      #expect(page.status == 200)
      let sent = try await world.post(
        "/review/\(item)/verdict", Self.form(page, button, party: "p1") + [("note", "asked by phone")], cookie: cookie)
      #expect(sent.status == 303)
      let next = try #require(sent["Location"])
      #expect(next.hasPrefix("/review/r") && !next.contains(item))
      let said = try await world.rows("select answer || coalesce(note, '') || reviewer from contactsync.judgement")
      #expect(said == (answer.isEmpty ? [] : ["\(answer)asked by phoneada@example.com"]))
      #expect(
        try await world.count("select count(*) from contactsync.link where unlinked_at is null") == (links ? 1 : 0))
      #expect(
        try await world.rows("select state from contactsync.review_item where review_id = '\(item)'")
          == [closes ? "closed" : "open"])
      let after = try await world.get(next, cookie: cookie)
      #expect(after.text.contains("Saved.") == (button != "skip"))
    }
  }

  @Test("The script of the page gets the next item at once, and its address")
  func partial() async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      let item = try await world.item(1)
      let page = try await world.get("/review/\(item)", cookie: cookie)
      let sent = try await world.post(
        "/review/\(item)/verdict", Self.form(page, "match", party: "p1"), cookie: cookie, headers: [("X-Partial", "1")])
      #expect(sent.status == 200)
      #expect(sent.text.contains("Acme 1 is Acme 1"))
      #expect(sent["X-Location"]?.hasPrefix("/review/r") == true)
    }
  }

  @Test("Of two reviewers at once the second sees that it is decided, and by whom")
  func two() async throws {
    try await ScreenWorld.with { world in
      let (ada, bob) = (try await world.signIn(), try await world.signIn("acme", "bob@example.com"))
      let item = try await world.item(1)
      let (adas, bobs) = (
        try await world.get("/review/\(item)", cookie: ada), try await world.get("/review/\(item)", cookie: bob)
      )
      _ = try await world.post("/review/\(item)/verdict", Self.form(adas, "match", party: "p1"), cookie: ada)
      let second = try await world.post(
        "/review/\(item)/verdict", Self.form(bobs, "new_party", party: nil), cookie: bob)
      #expect(second.status == 200)
      #expect(second.text.contains("ada@example.com decided “match” meanwhile"))
      #expect(try await world.count(Self.verdicts) == 1)
      // The first of the queue is not shown to both.
      #expect(
        try await world.get("/review/next", cookie: ada)["Location"]
          != world.get("/review/next", cookie: bob)["Location"])
    }
  }

  @Test("Undo takes back the last verdict, or the one that is named; a second time there is nothing")
  func undo() async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      for number in 1...2 {
        let page = try await world.get("/review/\(try await world.item(number))", cookie: cookie)
        _ = try await world.post(
          "/review/\(try await world.item(number))/verdict", Self.form(page, "match", party: "p\(number)"),
          cookie: cookie)
      }
      let form = try #require(try await world.get("/review/history", cookie: cookie).form)
      let undone = try await world.post("/review/undo", [("form", form)], cookie: cookie)
      #expect(undone["Location"]?.contains(try await world.item(2)) == true)
      let first = try await world.rows("select verdict_id::text from contactsync.verdict order by verdict_id")[0]
      let other = try await world.post("/review/undo", [("form", form), ("verdict", first)], cookie: cookie)
      #expect(other["Location"]?.contains(try await world.item(1)) == true)
      #expect(try await world.count(Self.verdicts) == 0)
      #expect(try await world.count("select count(*) from contactsync.link where unlinked_at is null") == 0)
      let none = try await world.post("/review/undo", [("form", form)], cookie: cookie)
      #expect(none.text.contains("There is nothing to take back"))
      #expect(try await world.post("/review/undo", [("form", form), ("verdict", "x")], cookie: cookie).status == 404)
    }
  }

  @Test("A class is accepted as a whole, and taken back as a whole")
  func bulk() async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      let list = try await world.get("/review/bulk", cookie: cookie)
      #expect(list.text.contains("name agrees"))
      let page = try await world.get("/review/bulk?class=%2BNAME&least=0.6", cookie: cookie)
      #expect(page.text.contains("Accept 6"))
      let done = try await world.post(
        "/review/bulk", [("form", page.form ?? ""), ("class", "+NAME"), ("least", "0.6")], cookie: cookie)
      #expect(done.text.contains("6 accepted"))
      #expect(try await world.count("select count(*) from contactsync.link where unlinked_at is null") == 6)
      let batch = try #require(done.field("batch"))
      let back = try await world.post("/review/undo", [("form", done.form ?? ""), ("batch", batch)], cookie: cookie)
      #expect(back.text.contains("6 taken back"))
      #expect(try await world.count("select count(*) from contactsync.link where unlinked_at is null") == 0)
      #expect(try await world.count("select count(*) from contactsync.review_item where state = 'open'") == 12)
    }
  }

  @Test("Parties are found by all the words, and wildcards are letters like others")
  func search() async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      let item = try await world.item(1)
      func found(_ text: String) async throws -> Int {
        let page = try await world.get("/review/\(item)?q=\(PercentText.encoded(text))", cookie: cookie)
        return try #require(page.text.firstMatch(of: /(\d+) found/).flatMap { Int($0.1) })
      }
      #expect(try await found("acme") == 6)
      #expect(try await found("3 ACME") == 1)
      #expect(try await found("acme3@example.com") == 1)
      #expect(try await found("nobody") == 0)
      #expect(try await found("%") == 0)
      #expect(try await found("_") == 0)
      #expect(try await found("\\") == 0)
      #expect(try await found("'; drop table contactsync.party; --") == 0)
    }
  }

  @Test("A contact without a candidate gets a party by hand, or is new")
  func unmatched() async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      let list = try await world.get("/review/unmatched", cookie: cookie)
      #expect(list.text.contains("Acme lonely") && list.text.contains("id=lonely"))
      let address = "/review/contact?account=acme-books&id=lonely"
      #expect(try await world.get(address + "&q=acme", cookie: cookie).text.contains("q=acme&amp;party=p4"))
      let page = try await world.get(address + "&q=acme&party=p4", cookie: cookie)
      #expect(page.text.contains("found by hand"))
      let sent = try await world.post(
        "/review/contact/verdict?account=acme-books&id=lonely", Self.form(page, "match", party: "p4"), cookie: cookie)
      #expect(sent.status == 303 || sent.status == 200)
      #expect(
        try await world.rows(
          "select party_id from contactsync.link where contact_id = 'lonely' and unlinked_at is null")
          == ["p4"])
      #expect(!(try await world.get("/review/unmatched", cookie: cookie)).text.contains("id=lonely"))
    }
  }
}

@Suite("Second opinions") struct SecondOpinionTests {
  @Test(
    "One verdict in twenty is asked of a second reviewer, who is not told the first; it changes nothing, and is counted"
  )
  func second() async throws {
    try await ScreenWorld.with { world in
      let (ada, bob) = (try await world.signIn(), try await world.signIn("acme", "bob@example.com"))
      let chosen = try await world.rows(
        "select n::text from generate_series(1, 1000) as n where hashtextextended(n::text, 0) % 20 = 0 and n % 10 <> 0 limit 1"
      )[0]
      func decide(_ number: Int, _ cookie: String, id: String) async throws -> ScreenWorld.Answer {
        _ = try await world.rows(
          "select setval(pg_get_serial_sequence('contactsync.verdict', 'verdict_id'), \(id), false)::text")
        let item = try await world.item(number)
        let page = try await world.get("/review/\(item)", cookie: cookie)
        return try await world.post(
          "/review/\(item)/verdict", ReviewScreenTests.form(page, "match", party: "p\(number)"), cookie: cookie)
      }
      _ = try await decide(1, ada, id: chosen)
      // Not after each verdict, and never one's own.
      #expect(try await decide(2, bob, id: "5001")["Location"]?.contains("second") == false)
      #expect(try await decide(3, ada, id: "5010")["Location"]?.contains("second") == false)
      let asked = try #require(try await decide(4, bob, id: "5020")["Location"])
      #expect(asked == "/review/second/\(chosen)")
      let page = try await world.get(asked, cookie: bob)
      #expect(page.status == 200)
      #expect(page.text.contains("Acme 1") && page.text.contains("p1"))
      for told in ["ada@example.com", "linked now", "has been decided", "person said", "History of this record"] {
        #expect(!page.text.contains(told), "\(told)")
      }
      #expect(try await world.get(asked, cookie: ada).status == 404)
      #expect(try await world.get(asked, cookie: world.signIn("rival", "eve@example.com")).status == 404)
      let links = "select string_agg(l::text, '|' order by link_id) from contactsync.link as l"
      let before = try await world.rows(links)
      let sent = try await world.post(
        asked + "/verdict", ReviewScreenTests.form(page, "match", party: "p1"), cookie: bob)
      #expect(sent.status == 303)
      #expect(try await world.rows("select agrees::text from contactsync.second_opinion") == ["true"])
      #expect(try await world.rows(links) == before)
      #expect(
        try await world.get("/review/history", cookie: ada).text.contains("Of 1 verdicts that a second reviewer gave"))
      // Once is enough.
      #expect(try await decide(5, bob, id: "5030")["Location"]?.contains("second") == false)
    }
  }

  @Test(
    "Who says otherwise disagrees",
    arguments: [
      ("match", "p2", "false"), ("match", "p1", "true"), ("not_a_match", "p1", "false"), ("unsure", "p1", "false"),
    ])
  func agreement(verdict: String, party: String, agrees: String) async throws {
    try await ScreenWorld.with { world in
      let (ada, bob) = (try await world.signIn(), try await world.signIn("acme", "bob@example.com"))
      let item = try await world.item(1)
      let page = try await world.get("/review/\(item)", cookie: ada)
      _ = try await world.post(
        "/review/\(item)/verdict", ReviewScreenTests.form(page, "match", party: "p1"), cookie: ada)
      let id = try await world.rows("select verdict_id::text from contactsync.verdict")[0]
      let second = try await world.get("/review/second/\(id)", cookie: bob)
      _ = try await world.post(
        "/review/second/\(id)/verdict", ReviewScreenTests.form(second, verdict, party: party), cookie: bob)
      #expect(try await world.rows("select agrees::text from contactsync.second_opinion") == [agrees])
    }
  }
}
