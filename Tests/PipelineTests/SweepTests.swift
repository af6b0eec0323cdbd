import ContactModel
import Load
import Pipeline
import Postgres
import Sandbox
import Testing

@Suite("A sweep: everything is read, and what is not met is gone")
struct SweepTests {
  static let sweep = "version: 1\nname: sweep\nextract: { since: beginning, sweep: true }\n"
  /// With a limit on what may be gone.
  static let careful = sweep + "expect: { deleted_rate: { max: 0.05 } }\n"

  /// Which contacts live, in words of the database and of the source.
  private func living(_ world: World) async throws -> (stored: [String], source: [String]) {
    let stored = try await world.column(
      "select contact_id from contactsync.contact where deleted_at is null order by contact_id collate \"C\"")
    return (stored, await world.store.contactIDs(of: "one").sorted())
  }

  private func checksum(_ world: World) async throws -> String? {
    try await world.scalar("select contacts_checksum from reporting.fct_runs order by run_id desc limit 1")
  }

  @Test("Contacts that are gone without a word are marked as deleted and leave the queue, and nothing else changes")
  func gone() async throws {
    let books = Books(seed: 301, parties: 220)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let linked = try await world.column("select contact_id from reporting.fct_links order by contact_id limit 3")
      let open = try await world.column("select contact_id from contactsync.review_item order by contact_id limit 2")
      let links = try await world.links()
      for id in linked + open { try await world.store.removeContact(id, in: "one") }
      #expect(try await world.run(PipelineRunTests.nightly).accounts.first?.rows.read == 0, "no night hears of it")

      let run = try await world.run(Self.sweep)
      #expect(run.outcome == .done, "\(run.accounts.first?.failure?.text ?? "")")
      #expect(run.accounts.first?.swept?.absent == 5 && run.accounts.first?.rows.missed == 0)
      #expect(run.accounts.first?.swept?.checksum == (try await checksum(world)))
      let (stored, source) = try await living(world)
      #expect(stored == source)
      let queue = try await world.column("select contact_id from contactsync.review_item where state = 'open'")
      #expect(Set(queue).isDisjoint(with: open) && !queue.isEmpty)
      #expect(try await world.links() == links, "a link outlives its contact, so that the party is not created anew")
      #expect(try await world.scalar("select count(*)::text from contactsync.contact_version") == "5")
      #expect(
        try await world.scalar("select rows_absent::text from reporting.fct_runs order by run_id desc limit 1") == "5")
      #expect(try await world.scalar("select count(*)::text from contactsync.sweep_seen") == "0")
      #expect(try await world.replayedLinks() == world.links())

      let fingerprint = try await world.fingerprint()
      let again = try await world.run(Self.sweep)
      #expect(again.accounts.first?.swept?.absent == 0)
      #expect(again.accounts.first?.swept?.checksum == run.accounts.first?.swept?.checksum)
      #expect(try await world.fingerprint() == fingerprint, "a second sweep writes nothing")
    }
  }

  @Test("A contact that comes back lives again")
  func comesBack() async throws {
    let books = Books(seed: 302, parties: 120)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let id = try #require(try await world.scalar("select contact_id from reporting.fct_links order by 1 limit 1"))
      let links = try await world.links()
      try await world.store.removeContact(id, in: "one")
      #expect(try await world.run(Self.sweep).accounts.first?.swept?.absent == 1)
      let deleted = "select count(*)::text from contactsync.decision where 'contact_deleted' = any(reasons)"
      #expect(try await world.scalar(deleted) == "1")
      let line = try #require(books.contacts.map(\.line).first { $0.contains("\"\(id)\"") })
      try await world.store.putContacts(line, in: "one")
      let run = try await world.run(Self.sweep)
      #expect(run.accounts.first?.swept?.absent == 0 && run.accounts.first?.rows.updated == 1)
      #expect(try await world.links() == links)
      #expect(try await world.scalar(deleted) == "0")
    }
  }

  @Test(
    "Absence says nothing while Merge's own sync is not whole",
    arguments: [("DONE", "FAILED"), ("PARTIALLY_SYNCED", nil), ("SYNCING", "PARTIALLY_SYNCED")] as [(String, String?)])
  func notWhole(status: String, last: String?) async throws {
    let books = Books(seed: 303, parties: 60)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      try await world.store.removeContact(books.contacts[3].id, in: "one")
      var account = try #require(await world.store.account("one"))
      let whole = account.syncs
      account.syncs = [SyncStatus(modelName: "Contact", status: status, lastResult: last)]
      try await world.store.add(account)
      let run = try await world.run(Self.sweep)
      #expect(run.outcome == .done && run.accounts.first?.swept != nil && run.accounts.first?.swept?.absent == nil)
      #expect(try await living(world).stored.contains(books.contacts[3].id))
      account.syncs = whole
      try await world.store.add(account)
      #expect(try await world.run(Self.sweep).accounts.first?.swept?.absent == 1)
    }
  }

  @Test("A sync that fails while the pages are read is noticed")
  func failsMeanwhile() async throws {
    let books = Books(seed: 304, parties: 200)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      try await world.store.removeContact(books.contacts[3].id, in: "one")
      let store = world.store
      await store.add(Fault(.status(500), path: "/contacts", skip: 1, times: 1))
      let run = try await world.run(
        Self.sweep, RunOptions(),
        sleep: { _ in
          try await store.finishSync(of: "one", result: "FAILED")
        })
      #expect(run.outcome == .done && run.accounts.first?.swept != nil && run.accounts.first?.swept?.absent == nil)
      #expect(try await living(world).stored.contains(books.contacts[3].id))
    }
  }

  @Test(
    "Interrupted between pages nothing is marked; the next run, whichever it is, ends the sweep", arguments: [1, 2])
  func interrupted(pages: Int) async throws {
    let books = Books(seed: 305, parties: 300)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      for contact in books.contacts[5..<9] { try await world.store.removeContact(contact.id, in: "one") }
      await world.store.add(Fault(.status(500), path: "/contacts", skip: pages, times: nil))
      #expect(try await world.run(Self.sweep).accounts.first?.swept == nil)
      #expect(
        try await world.scalar("select count(*)::text from contactsync.contact where deleted_at is not null") == "0")
      await world.store.removeFaults()
      await world.store.clearLog()
      let run = try await world.run(PipelineRunTests.nightly)
      #expect(run.accounts.first?.swept?.absent == 4)
      #expect(await !world.cursorsServed().contains(""), "the pages that were read are not read again")
      let (stored, source) = try await living(world)
      #expect(stored == source)
    }
  }

  @Test("A backfill that was interrupted did not note what it met: a sweep begins anew")
  func afterBackfill() async throws {
    let books = Books(seed: 306, parties: 250)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      await world.store.add(Fault(.status(500), path: "/contacts", skip: 1, times: nil))
      _ = try await world.run(PipelineRunTests.backfill)
      await world.store.removeFaults()
      let run = try await world.run(Self.sweep)
      #expect(run.accounts.first?.rows.read == books.contacts.count && run.accounts.first?.swept?.absent == 0)
    }
  }

  @Test("More absent than expected: nothing is marked, again and again, until somebody looks")
  func tooMany() async throws {
    let books = Books(seed: 307, parties: 200)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let before = try await world.links()
      let gone = books.contacts.count / 10
      for contact in books.contacts[..<gone] { try await world.store.removeContact(contact.id, in: "one") }
      for _ in 0..<2 {
        let run = try await world.run(Self.careful)
        #expect(run.accounts.first?.failure?.code == "unexpected")
        #expect(run.accounts.first?.failure?.text.contains("deleted_rate") == true)
        #expect(try await world.links() == before)
      }
      #expect(try await world.run(Self.sweep).accounts.first?.swept?.absent == gone)
    }
  }

  @Test("Deletions that were more than expected are refused again by the next run, though it reads nothing")
  func refusedAgain() async throws {
    let books = Books(seed: 308, parties: 200)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      for contact in books.contacts[..<(books.contacts.count / 10)] {
        try await world.store.deleteContact(contact.id, in: "one")
      }
      let nightly = PipelineRunTests.nightly + "expect: { deleted_rate: { max: 0.05 } }\n"
      for _ in 0..<2 {
        #expect(try await world.run(nightly).accounts.first?.failure?.code == "unexpected")
      }
      #expect(try await world.run(PipelineRunTests.nightly).outcome == .done)
    }
  }

  @Test("Edits that moved no modified_at are found and counted as missed")
  func missed() async throws {
    let books = Books(seed: 309, parties: 150)
    let options = SandboxOptions(apiKey: World.apiKey, addressEditsMoveModifiedAt: false)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties, options: options) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let address = "{\"street_1\":\"9 Elm Row\",\"city\":\"Leeds\",\"country\":\"GB\"}"
      for contact in books.contacts[..<3] {
        try await world.store.putContacts("{\"id\":\"\(contact.id)\",\"addresses\":[\(address)]}", in: "one")
      }
      let renamed = books.contacts[4].id
      try await world.store.putContacts("{\"id\":\"\(renamed)\",\"name\":\"Elm Row Bakery\"}", in: "one")
      let run = try await world.run(Self.sweep)
      #expect(run.accounts.first?.rows.updated == 4 && run.accounts.first?.rows.missed == 3)
      #expect(
        try await world.scalar("select rows_missed::text from reporting.fct_runs order by run_id desc limit 1") == "3")
      #expect(try await world.run(Self.sweep).accounts.first?.rows.missed == 0)
    }
  }

  @Test("Two databases with the same contacts have the same checksum, others another")
  func checksums() async throws {
    let books = Books(seed: 310, parties: 60)
    var sums: [String?] = []
    for lines in [
      books.contacts.map(\.line), books.contacts.reversed().map(\.line), books.contacts.dropLast().map(\.line),
    ] {
      let text = lines.joined(separator: "\n")
      try await sums.append(
        World.with(accounts: [("one", text)], parties: books.parties) { world in
          try await world.run(Self.sweep).accounts.first?.swept?.checksum
        })
    }
    #expect(sums[0] != nil && sums[0] == sums[1] && sums[1] != sums[2])
  }

  @Test(
    "A sweep reads everything, and a file that says otherwise is refused",
    arguments: [
      ("extract: { sweep: true }", "a sweep reads everything: write `since: beginning`"),
      ("extract: { since: watermark, sweep: true }", "a sweep reads everything: write `since: beginning`"),
      ("extract: { since: beginning, until: 2026-01-01T00:00:00Z, sweep: true }", "leave out `extract.until`"),
    ])
  func refused(text: String, words: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try PipelineFile(path: "p.yaml", text: "version: 1\nname: x\n\(text)\n")
    }
    #expect(
      error?.problems.count == 1 && error?.problems.first?.message.contains(words) == true,
      "\(String(describing: error))")
    #expect(error?.problems.first?.line == 3)
  }
}
