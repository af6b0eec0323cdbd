import FoundationEssentials
import Load
import MergeAPI
import Postgres
import Serve
import TestSupport
import Testing

@Suite("Webhooks are verified, ask for a read at most, and are answered when that is stored")
struct WebhookTests {
  @Test(
    "Every event about an account's contacts asks for a read of it",
    arguments: [
      "Contact.added", "Contact.changed", "Contact.removed", "Contact.synced", "Address.changed",
      "AccountingPhoneNumber.changed", "LinkedAccount.linked", "LinkedAccount.sync_completed", "LinkedAccount.synced",
      "LinkedAccount.fully_synced_initial", "LinkedAccount.deleted", "Issue.new", "Issue.created", "Issue.reopened",
      "Issue.resolved",
    ])
  func events(name: String) async throws {
    try await WebhookWorld.with { world async throws in
      #expect(try await world.send(WebhookWorld.event(name)) == 200)
      #expect(try await world.requests() == ["books \(name) 1"])
      #expect(try await world.counts(are: ["\(name) accepted 1"]))
    }
  }

  @Test(
    "Tests of the dashboard, events that we do not know and those about other things are answered, and nothing is done",
    arguments: [
      (#"{"response":"This is a test"}"#, "test"), ("{}", "test"),
      (WebhookWorld.event("Invoice.changed"), "other"), (WebhookWorld.event("Contact.melted"), "other"),
      (WebhookWorld.event("AsyncPost.completed"), "AsyncPost.completed"),
      (WebhookWorld.event("Contact.changed", account: nil, merge: nil), "Contact.changed"),
      (
        WebhookWorld.event("Contact.changed", account: String(repeating: "a", count: 256), merge: nil),
        "Contact.changed"
      ),
    ])
  func nothing(body: String, event: String) async throws {
    try await WebhookWorld.with { world async throws in
      #expect(try await world.send(body) == 200)
      #expect(try await world.requests() == [])
      #expect(try await world.counts(are: ["\(event) ignored 1"]))
    }
  }

  @Test(
    "The account is found by our id, else by Merge's; one that nobody here knows, or that was removed, is answered and counted",
    arguments: [
      ("books", "of-an-older-linking", "accepted"), (nil, "merge-books", "accepted"),
      ("nobody", "merge-books", "accepted"), ("nobody", "nobody", "unknown_account"),
      ("gone", nil, "unknown_account"), ("books\u{0}", nil, "unknown_account"),
      ("books' or '1'='1", nil, "unknown_account"), ("books\r\nX-Injected: 1", nil, "unknown_account"),
    ] as [(String?, String?, String)])
  func account(id: String?, merge: String?, outcome: String) async throws {
    try await WebhookWorld.with { world async throws in
      let escaped = id?.replacing("\u{0}", with: "\\u0000").replacing("\r\n", with: "\\r\\n")
      #expect(try await world.send(WebhookWorld.event("Contact.changed", account: escaped, merge: merge)) == 200)
      #expect(try await world.requests() == (outcome == "accepted" ? ["books Contact.changed 1"] : []))
      #expect(try await world.counts(are: ["Contact.changed \(outcome) 1"]))
    }
  }

  @Test("A signature counts with and without its padding, by any of the keys, and over a body in pieces")
  func signatures() async throws {
    try await WebhookWorld.with { world async throws in
      let body = WebhookWorld.event("Contact.changed")
      for (key, isPadded) in [(WebhookWorld.key, true), (WebhookWorld.key, false), ("older-key", true)] {
        let signature = WebhookWorld.signature(of: body, key: key, isPadded: isPadded)
        #expect(try await world.send(body, signatures: [signature]).status == 200)
      }
      let signature = WebhookWorld.signature(of: body)
      #expect(try await world.send(body, signatures: [signature], chunked: true).status == 200)
      #expect(try await world.requests() == ["books Contact.changed 4"])
    }
  }

  @Test("Nothing that is not signed by a key of ours has an effect")
  func forged() async throws {
    try await WebhookWorld.with { world async throws in
      let body = WebhookWorld.event("Contact.changed")
      let good = WebhookWorld.signature(of: body)
      let standard = good.replacing("-", with: "+").replacing("_", with: "/")
      var wrong: [[String]] = [
        [], [""], [good, good], ["wrong", good], [good + "="], [String(good.dropLast(2))], ["=" + good], [good + " x"],
        [WebhookWorld.signature(of: body, key: "another key")], [WebhookWorld.signature(of: body + " ")],
        [WebhookWorld.signature(of: "")], [String(repeating: "A", count: 43)], [String(repeating: "A", count: 5000)],
      ]
      if standard != good { wrong.append([standard]) }
      for (place, byte) in good.dropLast().utf8.enumerated() {
        var bytes = Array(good.utf8)
        bytes[place] = byte == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        wrong.append([String(decoding: bytes, as: UTF8.self)])
      }
      for signatures in wrong {
        #expect(try await world.send(body, signatures: signatures).status == 401, "\(signatures)")
      }
      for altered in [String(body.dropLast()), body + "\n", body.replacing("books", with: "bookz"), ""] {
        #expect(try await world.send(altered, signatures: [good]).status == 401)
      }
      #expect(try await world.requests() == [] && world.linked.all.isEmpty)
      let counts = try await world.column("select distinct event || ' ' || outcome from contactsync.webhook_count")
      #expect(counts.isEmpty || counts == ["unverified forged"])
    }
  }

  @Test("The last character of a signature counts with all its bits")
  func lastCharacter() throws {
    let keys = try #require(WebhookKeys("k"))
    let body = Array("body".utf8)
    let good = WebhookWorld.signature(of: "body", key: "k", isPadded: false)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    let taken = alphabet.filter { keys.isSignature(good.dropLast() + String($0), of: body) }
    #expect(taken == String(good.suffix(1)))
  }

  @Test("Keys are taken as they are shown; their words are told nowhere")
  func keys() throws {
    #expect(WebhookKeys("") == nil && WebhookKeys(" , ,") == nil)
    #expect("\(try #require(WebhookKeys("one, two,")))" == "(2 webhook keys)")
  }

  @Test("What is signed and no object is refused; a bomb of brackets, too")
  func malformed() async throws {
    try await WebhookWorld.with { world async throws in
      let bombs = [
        "", "null", "[]", "{", #"{"hook":"#, String(repeating: "[", count: 900_000),
        String(repeating: #"{"a":"#, count: 150_000) + "1" + String(repeating: "}", count: 150_000),
        #"{"hook":{"event":"Contact.changed"},"linked_account":"# + String(repeating: "[", count: 500) + "}",
      ]
      for body in bombs { #expect(try await world.send(body) == 400, "\(body.prefix(40))") }
      #expect(try await world.requests() == [])
      #expect(try await world.counts(are: ["other malformed \(bombs.count)"]))
    }
  }

  @Test("A body of 1 MiB is taken; one byte more is refused, with its length told and in pieces")
  func size() async throws {
    try await WebhookWorld.with { world async throws in
      let start = WebhookWorld.event("Contact.changed")
      let full = start + String(repeating: " ", count: (1 << 20) - start.utf8.count)
      #expect(try await world.send(full) == 200)
      let head = "POST /webhooks/merge HTTP/1.1\r\nHost: localhost\r\n"
      let told = await RawExchange.send(
        port: world.port, head + "Content-Length: 1048577\r\n\r\n", repeating: Array(repeating: 32, count: 1000),
        upTo: 2000)
      #expect(told.answer.hasPrefix("HTTP/1.1 413"), "answered before the body has come")
      let endless = 200 << 20
      for head in [head + "Content-Length: \(endless)\r\n\r\n", head + "Transfer-Encoding: chunked\r\n\r\n"] {
        let isChunked = head.contains("chunked")
        let part =
          isChunked
          ? Array("10000\r\n\(String(repeating: " ", count: 65_536))\r\n".utf8) : Array(repeating: 32, count: 65_536)
        let answered = await RawExchange.send(port: world.port, head, repeating: part, upTo: endless)
        #expect(answered.answer.isEmpty || answered.answer.hasPrefix("HTTP/1.1 413"))
        #expect(answered.sent < 50 << 20, "the rest is not read")
      }
      #expect(try await world.requests() == ["books Contact.changed 1"])
      #expect(try await world.counts(are: ["Contact.changed accepted 1", "unverified too_large 3"]))
    }
  }

  @Test("What is no HTTP, or no webhook, does not disturb the server")
  func bare() async throws {
    try await WebhookWorld.with { world async throws in
      let head = "POST /webhooks/merge HTTP/1.1\r\nHost: localhost\r\n"
      for (request, status) in [
        (head + "X-Merge-Webhook-Signature: \(String(repeating: "A", count: 200_000))\r\n\r\n", ["", "400", "431"]),
        ("GET /webhooks/merge HTTP/1.1\r\nHost: localhost\r\n\r\n", ["404", "405"]),
        ("\u{16}\u{3}\u{1}\r\n\r\n", ["", "400"]),
        (head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", ["", "400"]),
        (head + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", ["", "400", "401"]),
        ("POST /webhooks/../webhooks/merge HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", ["401", "404"]),
      ] {
        let answer = await RawExchange.send(port: world.port, request).answer
        #expect(status.contains(String(answer.dropFirst(9).prefix(3))), "\(request.prefix(90)) → \(answer.prefix(30))")
      }
      #expect(try await world.send(WebhookWorld.event("Contact.changed")) == 200)
      #expect(try await world.requests() == ["books Contact.changed 1"])
    }
  }

  @Test("Without keys every webhook is answered 503, so that Merge sends it again, and the answer says what to do")
  func switchedOff() async throws {
    try await WebhookWorld.with(keys: nil) { world async throws in
      let body = WebhookWorld.event("Contact.changed")
      let answer = try await world.send(body, signatures: [WebhookWorld.signature(of: body)])
      #expect(answer.status == 503 && answer.text.contains("MERGE_WEBHOOK_KEYS"))
    }
  }

  @Test("A new linking hands over the account's token, which is logged nowhere, and asks for a read")
  func linked() async throws {
    let data = #"{"account_token":"secret-token","is_relink":true,"integration_id":"xero"}"#
    let body = WebhookWorld.event("LinkedAccount.linked", merge: "merge-new", data: data)
    try await WebhookWorld.with { world async throws in
      #expect(try await world.send(body) == 200)
      let linked = try #require(world.linked.all.first)
      #expect(linked.account == "books" && linked.mergeAccount == "merge-new" && linked.token.value == "secret-token")
      #expect(linked.isRelink && linked.integration == "xero" && !"\(linked)".contains("secret"))
      #expect(try await world.requests() == ["books LinkedAccount.linked 1"])
      let log = world.log.all.joined(separator: "\n")
      #expect(log.contains("path=/webhooks/merge") && log.contains("status=200"))
      #expect(!log.contains("secret") && !log.contains("merge-new"))
      // Another event cannot bring a token.
      let other = WebhookWorld.event("Contact.changed", data: data)
      #expect(try await world.send(other) == 200)
      #expect(world.linked.all.count == 1)
    }
    try await WebhookWorld.with(failsLinking: true) { world async throws in
      #expect(try await world.send(body) == 503)
      #expect(try await world.requests() == [])
      #expect(try await world.counts(are: ["LinkedAccount.linked failed 1"]))
      #expect(!world.log.all.joined().contains("secret"))
    }
  }

  @Test("A thousand, many at once, are all stored, in one open request, and so is a replay")
  func storm() async throws {
    try await WebhookWorld.with { world async throws in
      let body = WebhookWorld.event("Contact.changed")
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        // As many as the client has connections for are on their way.
        for _ in 0..<8 { group.addTask { try await world.send(body) } }
        var statuses: [Int] = []
        while let status = try await group.next() {
          statuses.append(status)
          if statuses.count <= 992 { group.addTask { try await world.send(body) } }
        }
        return statuses
      }
      #expect(statuses.allSatisfy { $0 == 200 })
      #expect(try await world.requests() == ["books Contact.changed 1000"])
      #expect(try await world.counts(are: ["Contact.changed accepted 1000"]))
      let transactions = try await world.column("select xmin::text from contactsync.sync_request")
      #expect(transactions.count == 1)
    }
  }

  @Test("While the database is away Merge is asked to send again, and once it is back all goes on")
  func away() async throws {
    try await WebhookWorld.with { world async throws in
      let body = WebhookWorld.event("Contact.changed")
      #expect(try await world.send(body) == 200)
      let name = try #require(try await world.column("select current_database()").first)
      let other = try await TestDatabase.empty()
      try await TestDatabase.administer(other, "alter database \(name) allow_connections false")
      try await TestDatabase.administer(
        other, "select pg_terminate_backend(pid) from pg_stat_activity where datname = '\(name)'")
      #expect(try await world.send(body) == 503)
      try await TestDatabase.administer(other, "alter database \(name) allow_connections true")
      #expect(try await world.send(body) == 200)
      #expect(try await world.requests() == ["books Contact.changed 2"])
    }
  }
}
