import Foundation
import Load
import Pipeline
import Postgres
import Sandbox
import Secrets
import TestSupport
import Testing

@Suite("A pipeline on partitions")
struct PartitionRunTests {
  private static let accounts = ["one", "two", "three", "four"]

  private static func nightly(_ folder: String) -> String {
    "version: 1\nname: nightly\nextract: { page_size: 25 }\nload: { review_csv: \"\(folder)/{organization}.csv\" }\n"
  }

  /// What must come out the same; ids of runs and links, and times, are each database's own.
  private static let compared: [(table: String, columns: String)] = [
    (
      "contact",
      "linked_account_id, contact_id, name, email_address, tax_number, status, company, addresses, phone_numbers, "
        + "content_hash, key_hashes, issues, deleted_at is null"
    ),
    ("contact_version", "linked_account_id, contact_id, name, content_hash, deleted_at is null"),
    ("candidate", "linked_account_id, contact_id, party_id, weight, levels"),
    (
      "decision",
      "linked_account_id, contact_id, organization_id, verdict, party_id, probability, weight, match_key, reasons, "
        + "candidate_count, best_party_id, matcher_version"
    ),
    (
      "link",
      "linked_account_id, contact_id, party_id, source, probability, is_primary, match_key, unlinked_at is null, unlinked_by"
    ),
    ("link_change", "linked_account_id, contact_id, party_id, change, source"),
    ("review_item", "review_id, kind, state, row_version, candidates, reasons"),
    ("unsettled", "linked_account_id, kind, id"),
    (
      "run_account",
      "run_id, linked_account_id, outcome, rows_read, rows_inserted, rows_updated, rows_unchanged, rows_deleted, rows_absent, "
        + "pages, pairs, matched, sent_to_review, unmatched"
    ),
  ]

  private static func compare(_ plain: World, _ cut: World, _ folder: String, _ step: String) async throws {
    for (table, columns) in compared {
      let sql = "select concat_ws('|', \(columns)) collate \"C\" from contactsync.\(table) order by 1"
      let (expected, got) = (try await plain.column(sql), try await cut.column(sql))
      #expect(!expected.isEmpty || table == "unsettled" || table == "contact_version", "\(step): \(table)")
      #expect(expected.first { !got.contains($0) } == nil, "\(step): \(table), plain")
      #expect(got.first { !expected.contains($0) } == nil, "\(step): \(table), in partitions")
      #expect(expected.count == got.count, "\(step): \(table)")
    }
    let files = try ["plain", "cut"].map { try String(contentsOfFile: "\(folder)/\($0)/acme.csv", encoding: .utf8) }
    #expect(files[0] == files[1] && files[0].count > 200, "\(step): the review files")
  }

  @Test(
    "Links, rows and files are those of plain tables, whenever the tables were cut and into how many",
    arguments: [1, 2])
  func sameResult(seed: UInt64) async throws {
    let books = Books(seed: 2700 + seed, parties: 60)
    try await World.with(
      accounts: Self.accounts.map { ($0, books.lines) }, parties: books.parties
    ) { plain in
      let folder = TestFolder.path("partitions-\(seed)")
      defer { TestFolder.remove(folder) }
      let cut = World(store: plain.store, database: try await TestDatabase.fresh(), baseURL: plain.baseURL)
      try await Self.furnish(cut, parties: books.parties)
      func step(_ name: String, _ partitions: Int, sweeps: Bool = false) async throws {
        if partitions > 0 { try await TestDatabase.cut(cut.database, into: partitions) }
        for (world, kind) in [(plain, "plain"), (cut, "cut")] {
          let nightly = Self.nightly("\(folder)/\(kind)")
          let pipeline = sweeps ? nightly.replacing("page_size: 25", with: "since: beginning, sweep: true") : nightly
          let run = try await world.run(pipeline)
          #expect(run.outcome == .done, "\(name), \(kind): \(run.accounts.compactMap(\.failure?.text))")
        }
        try await Self.compare(plain, cut, folder, name)
      }
      // One of the two begins on partitions, the other is cut with rows in it.
      try await step("first read", seed == 1 ? 3 : 0)

      let changed = books.contacts.prefix(25).map { contact in
        var contact = contact
        contact.name += " Two"
        return contact.lineWithoutTimes
      }
      for account in Self.accounts.dropLast() {
        try await plain.store.putContacts(changed.joined(separator: "\n"), in: account)
      }
      try await step("changed contacts", 5)

      var renamed = GeneratedParty.header + "\n"
      BusinessGenerator(seed: 2700 + seed, parties: 15).forEachParty { party in
        var party = party
        party.name += " Two"
        renamed += party.row + "\n"
      }
      for world in [plain, cut] {
        let connection = try await Connection.open(world.database)
        try await World.importParties(renamed, connection)
        await connection.close()
      }
      try await step("changed parties", 1)

      for contact in books.contacts.suffix(3) { try await plain.store.removeContact(contact.id, in: "one") }
      try await step("a sweep", 2, sweeps: true)
      try await step("a quiet night", 0)

      var pruned: [Prune.Pruned] = []
      for world in [plain, cut] {
        let connection = try await Connection.open(world.database)
        pruned.append(try await connection.run { try Prune.run($0, versions: -1, events: -1) })
        await connection.close()
      }
      #expect(pruned[0] == pruned[1] && pruned[0].versions > 0)
      try await Self.compare(plain, cut, folder, "pruned")
      try await TestDatabase.discard(cut.database)
    }
  }

  /// The same accounts and parties as ``World`` has made.
  private static func furnish(_ world: World, parties: String) async throws {
    let connection = try await Connection.open(world.database)
    for id in accounts {
      let sealed = try World.vault().seal(SandboxAccount(id: id).token, account: id)
      try await connection.run { session in
        _ = try Accounts.add(session, id: id, organization: "acme", tokenSealed: sealed)
      }
    }
    try await World.importParties(parties, connection)
    await connection.close()
  }
}
