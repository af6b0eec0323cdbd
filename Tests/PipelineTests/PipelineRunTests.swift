import ContactModel
import FoundationEssentials
import Load
import Pipeline
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("A run from the API to the views")
struct PipelineRunTests {
  static let backfill = "version: 1\nname: backfill\nconcurrency: 2\nextract: { since: beginning }\n"
  static let nightly = "version: 1\nname: nightly\nextract: { since: watermark, overlap: 15m }\n"

  @Test("A backfill stores what the source has, and a second one writes nothing")
  func backfillTwice() async throws {
    let books = Books(seed: 5, parties: 300)
    let half = books.contacts.count / 2
    let lines = [books.contacts[..<half], books.contacts[half...]].map { $0.map(\.line).joined(separator: "\n") }
    try await World.with(accounts: [("one", lines[0]), ("two", lines[1])], parties: books.parties) { world in
      let first = try await world.run(Self.backfill)
      #expect(first.outcome == .done)
      #expect(first.accounts.map(\.rows.read) == [half, books.contacts.count - half])
      for account in first.accounts {
        let rows = account.rows
        #expect(
          rows.read
            == rows.inserted + rows.updated + rows.unchanged + rows.deleted + rows.rejected + rows.repeated)
        #expect(account.settled.matched > 0)
      }
      #expect(try await world.differences(account: "one", lines: lines[0]) == [])
      #expect(try await world.differences(account: "two", lines: lines[1]) == [])
      let before = try await world.fingerprint()
      let second = try await world.run(Self.backfill)
      #expect(second.outcome == .done)
      #expect(second.accounts.map(\.rows.unchanged) == first.accounts.map(\.rows.read))
      #expect(try await world.fingerprint() == before)
    }
  }

  @Test("A night reads what changed and equals the source again")
  func night() async throws {
    let books = Books(seed: 6, parties: 200)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(Self.backfill)
      var changed = books.contacts
      changed[3].name = "Entirely Other Name GmbH"
      changed[4].status = "ARCHIVED"
      changed[5].isDeleted = true
      changed[6].addresses = []
      var added = changed[7]
      added.id = "00000000-0000-4000-8000-000000000001"
      added.name = "Newly Added Ltd"
      changed.append(added)
      var edits: [String] = []
      for contact in [changed[3], changed[4], changed[5], changed[6], added] { edits.append(contact.lineWithoutTimes) }
      try await world.store.putContacts(edits.joined(separator: "\n"), in: "one")
      let night = try await world.run(Self.nightly)
      let rows = try #require(night.accounts.first).rows
      #expect(rows.read == 5)
      #expect(rows.inserted == 1)
      #expect(rows.deleted == 1)
      #expect(rows.updated == 3)
      let differing = try await world.differences(
        account: "one", lines: changed.map(\.line).joined(separator: "\n"))
      #expect(differing.filter { $0 != added.id } == [])
      #expect(try await world.scalar("select count(*)::text from contactsync.contact_version") == "4")
      let quiet = try await world.run(Self.nightly)
      #expect(quiet.accounts.first?.rows.read == quiet.accounts.first?.rows.unchanged)
    }
  }

  @Test(
    "Trouble on the way changes nothing of the result",
    arguments: [
      [Fault(.status(500), path: "/contacts", skip: 1, times: 2)],
      [Fault(.status(429, retryAfter: 1), path: "/contacts", skip: 1, times: 1)],
      [Fault(.status(502), path: "/contacts", times: 1)],
      [Fault(.truncate(bytes: 900), path: "/contacts", skip: 1, times: 1)],
      [Fault(.close(afterBytes: 500), path: "/contacts", skip: 2, times: 1)],
      [Fault(.reset(afterBytes: 500), path: "/contacts", skip: 1, times: 1)],
      [Fault(.dropRequest, path: "/contacts", skip: 1, times: 1)],
      [Fault(.duplicate(records: 3), path: "/contacts", skip: 0, times: 1)],
      [Fault(.emptyPage, path: "/contacts", skip: 1, times: 1)],
      [Fault(.refuseCursor, path: "/contacts", times: 1)],
    ])
  func faults(faults: [Fault]) async throws {
    let books = Books(seed: 7, parties: 250)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      for fault in faults { await world.store.add(fault) }
      let summary = try await world.run(Self.backfill)
      #expect(summary.outcome == .done, "\(summary.accounts.first?.failure?.text ?? "")")
      #expect(try await world.differences(account: "one", lines: books.lines) == [])
      let rows = try #require(summary.accounts.first).rows
      #expect(rows.inserted == books.contacts.count)
    }
  }

  @Test("One account's failure leaves the others settled")
  func oneFails() async throws {
    let books = Books(seed: 8, parties: 100)
    try await World.with(accounts: [("bad", books.lines), ("good", books.lines)], parties: books.parties) { world in
      await world.store.add(Fault(.status(401), account: "bad", times: nil))
      let summary = try await world.run(Self.backfill)
      #expect(summary.outcome == .partial)
      #expect(summary.accounts.map { $0.failure?.code } == ["unauthorized", nil])
      #expect(try await world.differences(account: "good", lines: books.lines) == [])
      #expect(
        try await world.scalar("select outcome from contactsync.run_account where linked_account_id = 'bad'")
          == "failed")
    }
  }

  @Test("A repeating cursor ends the account's run with an error instead of never")
  func repeatingCursor() async throws {
    let books = Books(seed: 9, parties: 250)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      await world.store.add(Fault(.repeatCursor, path: "/contacts", times: nil))
      let summary = try await world.run(Self.backfill)
      #expect(summary.accounts.first?.failure?.code == "cursor_repeated")
    }
  }

  @Test("A refused API key changes nothing")
  func apiKey() async throws {
    let books = Books(seed: 10, parties: 50)
    try await World.with(
      accounts: [("one", books.lines)], parties: books.parties, options: SandboxOptions(apiKey: "another")
    ) { world in
      await #expect(throws: PipelineRun.Refusal.self) { try await world.run(Self.backfill) }
      let runs = try await world.scalar("select count(*)::text from contactsync.run")
      #expect(runs == "0")
    }
  }

  @Test("Changed parties are matched again without reading contacts anew")
  func changedParties() async throws {
    let books = Books(seed: 12, parties: 200)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(Self.backfill)
      let contact = books.contacts[0]
      let connection = try await Connection.open(world.database)
      try await World.importParties(
        "id,name,email_address,tax_number\np999999,\"Quite Unheard Of \(contact.id)\",\(contact.email ?? ""),\n",
        connection)
      await connection.close()
      let before = try await world.scalar("select settled_party_revision::text from contactsync.linked_account")
      let night = try await world.run(Self.nightly)
      #expect(night.outcome == .done)
      #expect(night.accounts.first?.rows.inserted == 0)
      #expect(try await world.scalar("select settled_party_revision::text from contactsync.linked_account") != before)
    }
  }

  @Test("Another policy scores every stored contact again and moves no standing link")
  func anotherPolicy() async throws {
    let books = Books(seed: 14, parties: 200)
    let standard = try #require(
      FileManager.default.contents(atPath: repositoryRoot + "/policies/standard.yaml")
        .flatMap { String(data: $0, encoding: .utf8) })
    let path = FileManager.default.temporaryDirectory.path + "/contactsync-policy-\(UUID().uuidString).yaml"
    try Data(standard.replacing("match_at: 0.88", with: "match_at: 0.999").utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(Self.backfill)
      let links = try await world.column("select contact_id || party_id from contactsync.link order by 1")
      let before = try await world.column("select distinct matcher_version from contactsync.decision")
      let night = try await world.run(Self.nightly + "transform: { policy: \(path) }\n")
      #expect(night.outcome == .done)
      #expect(night.accounts.first?.settled.review ?? 0 > 0)
      let after = try await world.column("select distinct matcher_version from contactsync.decision")
      #expect(before.count == 1 && after.count == 1 && before != after)
      let standing = try await world.column(
        "select contact_id || party_id from contactsync.link where unlinked_at is null order by 1")
      #expect(standing == links)
    }
  }

  @Test("With an expected rate exceeded nothing is settled")
  func expectation() async throws {
    let books = Books(seed: 13, parties: 200)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      let summary = try await world.run(Self.backfill + "expect: { review_rate: { max: 0 } }\n")
      #expect(summary.accounts.first?.failure?.code == "unexpected")
      #expect(try await world.scalar("select count(*)::text from contactsync.link") == "0")
      #expect(try await world.scalar("select watermark::text from contactsync.linked_account") == nil)
      let again = try await world.run(Self.backfill)
      #expect(again.outcome == .done)
      #expect(again.accounts.first?.pages == 0)
    }
  }
}

extension GeneratedContact {
  /// The contact's line without timestamps, as an edit in the accounting system: the sandbox's clock fills them.
  var lineWithoutTimes: String {
    line.replacing(#/"(created_at|modified_at)":"[^"]*",/#, with: "")
  }
}
