import ContactModel
import Load
import Pipeline
import Postgres
import Sandbox
import Testing

@Suite("Creating contacts")
struct CreationTests {
  @Test("Every party is created once and linked; what comes back is its contact, and no run creates again")
  func creates() async throws {
    try await World.creating(parties: Newcomers.csv(8)) { world in
      let first = try #require(try await world.run(World.creating).accounts.first)
      #expect(first.failure == nil && first.creations?.created == 8 && first.creations?.planned == 8)
      #expect(try await world.booked().values.allSatisfy { $0 == 1 })
      #expect(try await world.booked().keys.sorted() == Newcomers.names.prefix(8).sorted())
      #expect(try await world.links().count == 8)
      #expect(try await world.column("select distinct source from reporting.fct_links") == ["created"])
      #expect(try await world.replayedLinks() == world.links())
      #expect(try await world.scalar("select sum(created)::text from reporting.fct_runs") == "8")
      #expect(
        try await world.column("select distinct state || attempts || is_open from reporting.rpt_creations")
          == ["created1false"])
      let links = try await world.links()
      for _ in 0..<2 {
        let night = try #require(try await world.run(World.creating).accounts.first)
        #expect(night.failure == nil && night.creations?.created == 0 && night.creations?.sent == 0)
      }
      #expect(await world.posts() == 8)
      #expect(try await world.links() == links)
      #expect(
        try await world.column("select distinct verdict || ' ' || reasons[1] from contactsync.decision")
          == ["matched standing_link"])
    }
  }

  /// What may become of a POST, and whether the books have the contact afterwards.
  struct Loss: Sendable, CustomTestStringConvertible {
    var effect: Fault.Effect
    var isCarriedOut: Bool
    var testDescription: String { effect.name + (isCarriedOut ? ", created" : ", not created") }
  }

  static let losses: [Loss] = [
    Loss(effect: .dropAnswer, isCarriedOut: true), Loss(effect: .resetAnswer, isCarriedOut: true),
    Loss(effect: .statusAfter(500), isCarriedOut: true), Loss(effect: .statusAfter(502), isCarriedOut: true),
    Loss(effect: .truncate(bytes: 20), isCarriedOut: true), Loss(effect: .close(afterBytes: 20), isCarriedOut: true),
    Loss(effect: .reset(afterBytes: 20), isCarriedOut: true), Loss(effect: .dropRequest, isCarriedOut: false),
    Loss(effect: .status(500), isCarriedOut: false), Loss(effect: .status(503), isCarriedOut: false),
    Loss(effect: .status(409), isCarriedOut: false),
  ]

  @Test(
    "A lost answer is looked for before anything is sent again: at most one contact at any time, exactly one in the end",
    arguments: losses, [0.0, 1800])
  func lostAnswers(loss: Loss, secondsUntilListed: Double) async throws {
    for heedsKeys in [false, true] {
      let options = SandboxOptions(
        apiKey: World.apiKey, heedsIdempotencyKeys: heedsKeys, secondsUntilListed: secondsUntilListed)
      try await World.creating(parties: Newcomers.csv(4), options: options) { world in
        await world.store.add(Fault(loss.effect, path: "/contacts", method: "POST", skip: 1))
        let first = try #require(try await world.run(World.creating).accounts.first?.creations)
        #expect(first.created == 3 && first.lost == 1 && first.sent == 4)
        #expect(try await world.outbox().filter { $0.contains("unknown") }.count == 1)
        // At once: found where it is shown already, else left alone.
        let second = try #require(try await world.run(World.creating).accounts.first?.creations)
        let isShown = loss.isCarriedOut && secondsUntilListed == 0
        #expect(second.sent == 0 && second.adopted == (isShown ? 1 : 0))
        #expect(try await world.booked().values.allSatisfy { $0 == 1 })
        // A sync that began after the call: now what is not there was not created.
        try await world.syncAgain(hours: 1)
        let third = try #require(try await world.run(World.creating).accounts.first?.creations)
        #expect(
          third.created == (loss.isCarriedOut ? 0 : 1) && third.adopted == (loss.isCarriedOut && !isShown ? 1 : 0))
        #expect(try await world.booked().count == 4)
        #expect(try await world.booked().values.allSatisfy { $0 == 1 })
        #expect(try await world.links().count == 4)
        _ = try await world.run(World.creating)
        #expect(await world.posts() == (loss.isCarriedOut ? 4 : 5))
        #expect(try await world.links().count == 4)
        #expect(try await world.replayedLinks() == world.links())
      }
    }
  }

  @Test("Without a sync that began after the call and ended well nothing is concluded")
  func waitsForSync() async throws {
    try await World.creating(parties: Newcomers.csv(1)) { world in
      await world.store.add(Fault(.dropRequest, path: "/contacts", method: "POST"))
      _ = try await world.run(World.creating)
      for (hours, result) in [(0.0, "DONE"), (1.0, "FAILED"), (2.0, "PARTIALLY_SYNCED"), (3.0, "DONE")] {
        await world.store.setClockOffset(seconds: hours * 3600)
        try await world.store.finishSync(of: "books", result: result)
        let yaml = hours < 3 ? World.creating : World.creating.replacing("grace: 0s", with: "grace: 4h")
        #expect(try await world.run(yaml).accounts.first?.creations?.sent == 0)
        #expect(try await world.outbox() == ["p10 unknown network"])
      }
      try await world.syncAgain(hours: 3)
      #expect(try await world.run(World.creating).accounts.first?.creations?.created == 1)
    }
  }

  @Test("A party that is never answered is given up, and begins anew when it changes")
  func givesUp() async throws {
    try await World.creating(parties: Newcomers.csv(1)) { world in
      await world.store.add(Fault(.status(500), path: "/contacts", method: "POST", times: 5))
      for hour in 1...7 {
        _ = try await world.run(World.creating)
        try await world.syncAgain(hours: Double(hour))
      }
      #expect(await world.posts() == 5)
      #expect(try await world.outbox() == ["p10 rejected server_trouble"])
      let connection = try await Connection.open(world.database)
      try await World.importParties(Newcomers.header + Newcomers.row("p10", "Alder Bakery and Cafe"), connection)
      await connection.close()
      #expect(try await world.run(World.creating).accounts.first?.creations?.created == 1)
      #expect(try await world.booked() == ["Alder Bakery and Cafe": 1])
    }
  }

  @Test("What the books refuse is kept with its class and not tried again before the party changes")
  func refused() async throws {
    let parties =
      Newcomers.header + Newcomers.row("p1", "Jane Example") + Newcomers.row("p2", "Alder: Bakery")
      + Newcomers.row("p3", "Both Ways", role: "true,true") + Newcomers.row("p4", "Cedar Freight")
    try await World.creating(parties: parties, integration: .quickBooks, employees: ["Jane Example"]) { world in
      let first = try #require(try await world.run(World.creating).accounts.first?.creations)
      #expect(first.created == 1 && first.refused == 3)
      let refused = ["p1 rejected name_taken", "p2 rejected provider", "p3 rejected provider", "p4 created"]
      #expect(try await world.outbox() == refused)
      #expect(
        try await world.column("select problems from reporting.rpt_creations order by party_id").prefix(2)
          == ["duplicate_model_exists name", "provider_error name"])
      let again = try #require(try await world.run(World.creating).accounts.first?.creations)
      #expect(again.sent == 0 && again.held[.refused] == 3)
      let connection = try await Connection.open(world.database)
      try await World.importParties(Newcomers.header + Newcomers.row("p1", "Jane Example Consulting"), connection)
      await connection.close()
      #expect(try await world.run(World.creating).accounts.first?.creations?.created == 1)
      #expect(try await world.outbox() == ["p1 created"] + refused.dropFirst())
      #expect(try await world.booked().values.allSatisfy { $0 == 1 })
    }
  }

  static let namesakes: [(String, String)] = [
    (#""is_supplier":true,"is_customer":false"#, "another role"), (#""status":"ARCHIVED""#, "archived"),
    (#""remote_was_deleted":true"#, "deleted"), (#""email_address":"other@example.org""#, "active"),
  ]

  @Test(
    "A namesake of any role and state is a person's question; nothing is sent until it is answered",
    arguments: namesakes)
  func namesakesAreAskedAbout(state: String, _: String) async throws {
    let parties =
      "id,name,is_customer,street_1,city,zip_code,country,phone_number\n"
      + "p10,Alder Bakery,true,1 Main St,Springfield,01101,US,+1 413 555 0100\n"
    let contact =
      #"{"id":"c1","name":"ALDER  BAKERY","addresses":[{"street_1":"Hauptstr. 9","city":"Berlin","zip_code":"10115","#
      + #""country":"DE"}],"phone_numbers":[{"number":"+49 30 5550155"}],\#(state)}"#
    for answer in ["same", "different"] {
      try await World.creating(parties: parties, contacts: contact) { world in
        for _ in 0..<3 {
          let account = try #require(try await world.run(World.creating).accounts.first)
          let lines = account.creations?.lines
          #expect(account.failure == nil && account.creations?.sent == 0, "\(String(describing: lines))")
          let items = try await world.column(
            "select concat_ws(' ', state, contact_id, candidates -> 0 ->> 'party') from contactsync.review_item")
          #expect(items == ["open c1 p10"], "\(String(describing: lines))")
        }
        #expect(try await world.outbox() == ["p10 review"])
        try await world.judge("c1", "p10", answer)
        _ = try await world.run(World.creating)
        let lines = try await world.run(World.creating).accounts.first?.creations?.lines
        let items = try await world.column("select state from contactsync.review_item")
        #expect(items == ["closed"], "\(String(describing: lines))")
        let posts = await world.posts()
        #expect(posts == (answer == "same" ? 0 : 1), "\(String(describing: lines))")
        let booked = try await world.booked()
        #expect(booked.values.reduce(0, +) == (answer == "same" ? 1 : 2))
      }
    }
  }

  @Test("A namesake that came to the books after they were read is met right before sending")
  func newNamesake() async throws {
    try await World.creating(parties: Newcomers.csv(2)) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let planned = try await program.run("create", "plan", "--account", "books")
      #expect(planned.code == 0, "\(planned.errors)")
      try await world.change("update contactsync.party set created_at = created_at - interval '20 days'")
      try await world.change("update contactsync.run_account set finished_at = finished_at - interval '20 days'")
      #expect(try await program.run("create", "plan", "--account", "books").output.contains("2 to create"))
      try await world.store.putContacts(#"{"id":"c9","name":"alder bakery","is_supplier":true}"#, in: "books")
      let sent = try await program.run("create", "send", "--account", "books", "--json")
      #expect(sent.code == 0, "\(sent.errors)")
      #expect(sent.output.contains(#""created":1"#))
      #expect(try await world.outbox() == ["p10 review", "p11 created"])
      #expect(try await world.booked() == ["alder bakery": 1, "Birchwood Plumbing": 1])
    }
  }

  @Test("A contact that resembles a party holds it, far below what people are asked about")
  func resembling() async throws {
    let contact =
      #"{"id":"c1","name":"Alder Bread","email_address":"p10@example.com","is_customer":true,"created_at":"2026-01-01T00:00:00Z"}"#
    try await World.creating(parties: Newcomers.csv(2), contacts: contact) { world in
      let result = try #require(try await world.run(World.creating).accounts.first?.creations)
      #expect(result.created == 1)
      let held = try #require(result.lines.first { $0.party == "p10" })
      #expect(held.verdict == .hold(.resembles) && held.contact == "c1" || held.verdict == .hold(.inReview))
    }
  }

  @Test("Refused credentials end the account's creations; the next run in good order goes on")
  func credentials() async throws {
    try await World.creating(parties: Newcomers.csv(3)) { world in
      await world.store.add(Fault(.status(401), path: "/contacts", method: "POST"))
      let first = try #require(try await world.run(World.creating).accounts.first?.creations)
      #expect(first.sent == 1 && first.refused == 1 && first.created == 0)
      #expect(try await world.outbox() == ["p10 rejected credentials", "p11 planned", "p12 planned"])
      #expect(try await world.run(World.creating).accounts.first?.creations?.created == 3)
      #expect(try await world.booked().values.allSatisfy { $0 == 1 })
    }
  }

  @Test("A call that the rate limit refuses was not made, and is made again")
  func rateLimit() async throws {
    try await World.creating(parties: Newcomers.csv(2)) { world in
      await world.store.add(Fault(.status(429, retryAfter: 1), path: "/contacts", method: "POST", times: 2))
      let run = try #require(try await world.run(World.creating).accounts.first?.creations)
      #expect(run.created == 2 && run.lost == 0)
      #expect(try await world.booked().values.allSatisfy { $0 == 1 })
    }
  }

  @Test("After three lost answers in a row nothing more is sent in the run")
  func sickServer() async throws {
    try await World.creating(parties: Newcomers.csv(6)) { world in
      await world.store.add(Fault(.status(500), path: "/contacts", method: "POST", times: nil))
      let run = try await world.run(World.creating)
      #expect(run.accounts.first?.creations?.sent == 3)
      #expect(await world.posts() == 3)
    }
  }
}
