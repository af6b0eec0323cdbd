import Load
import Pipeline
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("What a night reads does not grow with what stands")
struct NightAtSizeTests {
  /// Small pages, so that the server makes up its mind on plans for good (from the sixth execution on); with a review file.
  private static func nightly(_ folder: String) -> String {
    """
    version: 1
    name: nightly
    extract: { since: watermark, overlap: 15m, page_size: 5 }
    load: { review_csv: "\(folder)/review-{organization}.csv" }
    """
  }

  /// What one night reads of a table: far more than it needs, far less than the filler.
  static let limit = 10_000

  /// How many rows each large table has given, of its own or by its indexes, its partitions together, since the database was made. By the server's own
  /// counts, which are whole when those who read have gone.
  private func rowsRead(_ world: World) async throws -> [String: Int] {
    let url = TestDatabase.asAdministrator(world.database)
    let others = """
      select count(*) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type like '%client%'
      """
    let connection = try await Connection.open(url)
    while try await connection.run({ try $0.execute(others).int(0, 0) }) != 0 { await Task.yield() }
    await connection.close()
    let fresh = try await Connection.open(url)
    let rows = try await fresh.run { session in
      try session.execute(
        """
        select
          regexp_replace(stat.relname, '_\\d+_of_\\d+$', '') as name,
          sum(stat.seq_tup_read + coalesce(index.read, 0))::bigint
        from pg_stat_user_tables as stat
        left join (select relid, sum(idx_tup_read)::bigint as read from pg_stat_user_indexes group by relid) as index
          using (relid)
        join pg_class as class on class.oid = stat.relid
        where stat.schemaname = 'contactsync' and class.relkind = 'r'
        group by name
        having sum(class.reltuples) > \(Self.limit)
        """
      ).map { ($0.text(0) ?? "", Int($0.int(1) ?? 0)) }
    }
    await fresh.close()
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// The tables that gave more rows than a night needs, meanwhile.
  private func scanned(_ world: World, during body: () async throws -> Void) async throws -> [String: Int] {
    let before = try await rowsRead(world)
    try await body()
    let after = try await rowsRead(world)
    return after.merging(before) { $0 - $1 }.filter { $0.value > Self.limit }
  }

  private func edit(_ contact: GeneratedContact, _ word: String) -> String {
    var contact = contact
    contact.name += word
    return contact.lineWithoutTimes
  }

  @Test(
    "Changed contacts, changed parties and a quiet night: no large table is read whole, nor all of a large account",
    arguments: [0, 8])
  func nights(partitions: Int) async throws {
    let books = Books(seed: 2501, parties: 250)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      if partitions > 0 { try await TestDatabase.cut(world.database, into: partitions) }
      let folder = TestFolder.path("night-at-size-\(partitions)")
      defer { TestFolder.remove(folder) }
      let nightly = Self.nightly(folder)
      _ = try await world.run(nightly)
      try await Filler.fill(world, account: "one")
      let tables = try await rowsRead(world).keys
      #expect(tables.count >= 18 && tables.contains("contact") && tables.contains("run"), "\(tables.sorted())")

      let changed = books.contacts.prefix(150)
      try await world.store.putContacts(changed.map { edit($0, " Two") }.joined(separator: "\n"), in: "one")
      let contacts = try await scanned(world) {
        let run = try await world.run(nightly)
        #expect(run.outcome == .done && run.accounts.first?.rows.updated == changed.count)
      }
      #expect(contacts == [:], "contacts changed")

      var parties = GeneratedParty.header + "\n"
      BusinessGenerator(seed: 2501, parties: 20).forEachParty { party in
        var party = party
        party.name += " Two"
        parties += party.row + "\n"
      }
      let renamed = parties
      let imported = try await scanned(world) {
        let connection = try await Connection.open(world.database)
        try await World.importParties(renamed, connection)
        await connection.close()
      }
      #expect(imported == [:], "parties imported")
      let settled = try await scanned(world) {
        let run = try await world.run(nightly)
        #expect(run.outcome == .done && run.accounts.first?.settled.matched != 0)
      }
      #expect(settled == [:], "parties changed")
      let quiet = try await scanned(world) { _ = try await world.run(nightly) }
      #expect(quiet == [:], "a quiet night")

      let scan = try await scanned(world) {
        _ = try await world.scalar("select count(*)::text from contactsync.contact where name = 'Nobody'")
        _ = try await world.scalar("select max(decided_at)::text from contactsync.decision where run_id = 0")
      }
      #expect(Set(scan.keys) == ["contact", "decision"], "what reads a table whole is seen")
    }
  }
}
