import Load
import Postgres
import SQLFiles
import TestSupport
import Testing

@Suite("Partitions: what survives")
struct PartitionTests {
  private static func administered<R: Sendable>(
    _ database: String, _ body: @escaping @Sendable (borrowing Session) throws -> R
  ) async throws -> R {
    let connection = try await Connection.open(TestDatabase.asAdministrator(database))
    let result = try await connection.run { try body($0) }
    await connection.close()
    return result
  }

  private static func counts(_ database: String) async throws -> [Int] {
    try await administered(database) { try Partitions.read($0).map(\.count) }
  }

  @Test(
    "Rows and all that hangs on the tables are the same after each cut, and isolation is in force",
    arguments: [true, false])
  func survival(isFresh: Bool) async throws {
    let body = { @Sendable (database: String) async throws in
      try await TestDatabase.administer(database, PartitionCatalog.extras)
      let catalog = try await Self.administered(database) { try PartitionCatalog.lines($0) }
      let rows = try await Self.administered(database) { try PartitionCatalog.rows($0) }
      #expect(isFresh || rows.allSatisfy { !$0.contains(" 0 ") })
      for count in [4, 7, 1, 2] {
        #expect(try await TestDatabase.cut(database, into: count) == Partitions.tables)
        #expect(try await Self.counts(database) == [count, count, count, count])
        let after = try await Self.administered(database) { try PartitionCatalog.lines($0) }
        for line in catalog where !after.contains(line) { Issue.record("\(count): lost: \(line)") }
        for line in after where !catalog.contains(line) { Issue.record("\(count): new: \(line)") }
        #expect(try await Self.administered(database) { try PartitionCatalog.rows($0) } == rows)
        let missing = try await Self.administered(database) { try Isolation.missing($0) }
        #expect(missing == [])
        let left = try await Self.administered(database) { session in
          try session.value(
            """
            select count(*) from pg_class
            where relnamespace = 'contactsync'::regnamespace and relname ~ '_(anew|of_[0-9]+)$'
            """)
        }
        #expect(left == "\(4 * count)", "nothing of the tables before is left")
      }
    }
    if isFresh {
      try await body(TestDatabase.fresh())
    } else {
      try await TwoOrganizations.with { try await body($0.database) }
    }
  }

  @Test("The same number again does nothing, and migrating without one leaves the partitions alone")
  func again() async throws {
    let database = try await TestDatabase.partitioned(into: 3)
    let files = """
      select string_agg(concat(oid, ' ', relfilenode), ',' order by oid) from pg_class where relname like 'contact%'
      """
    let before = try await Self.administered(database) { try $0.value(files) }
    #expect(try await TestDatabase.cut(database, into: 3) == [])
    let connection = try await Connection.open(TestDatabase.asLogin(database))
    try await connection.run { session in
      try SessionRole.owner.take(session)
      #expect(try TestDatabase.migrator.migrate(session) == [])
      #expect(try TestDatabase.migrator.status(session) == .upToDate)
    }
    await connection.close()
    #expect(try await Self.administered(database) { try $0.value(files) } == before)
  }

  @Test("Without isolation it works as the login; the isolation that comes later holds the partitions, too")
  func isolatedLater() async throws {
    // The server has the roles then: two tests must not make them at once.
    _ = try await TestDatabase.fresh()
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session in
      try TestDatabase.migrator.migrate(session)
      let cut = try Partitions.cut(session, into: 3, migrator: TestDatabase.migrator, isIsolated: false)
      #expect(cut == Partitions.tables)
      try Isolation.complete(session)
      #expect(try Isolation.missing(session) == [])
      let open = "select count(*) from pg_class where relispartition and relkind = 'r' and not relforcerowsecurity"
      #expect(try session.value(open) == "0")
    }
    await connection.close()
  }

  @Test("A number that cannot be is said, and nothing is changed")
  func numbers() async throws {
    #expect(PartitionError.count(0).description == "--partitions 0: take a number from 1 to 1024")
    let database = try await TestDatabase.fresh()
    for count in [-3, 0, 1025] {
      await #expect(throws: PartitionError.count(count)) { try await TestDatabase.cut(database, into: count) }
    }
    #expect(try await Self.counts(database) == [0, 0, 0, 0])
  }

  @Test("What others need or hold, and a schema that is not ours, stop it with nothing changed")
  func refused() async throws {
    let database = try await TestDatabase.fresh()
    let catalog = try await Self.administered(database) { try PartitionCatalog.lines($0) }
    func cut(patience: Duration = .seconds(60)) async throws {
      let connection = try await Connection.open(TestDatabase.asLogin(database))
      try await connection.run { session in
        try SessionRole.owner.take(session)
        _ = try Partitions.cut(
          session, into: 2, migrator: TestDatabase.migrator, isIsolated: true, patience: patience)
      }
      await connection.close()
    }
    for view in ["reporting.dim_contacts", "contactsync.contact"] {
      try await TestDatabase.administer(database, "create view public.theirs as select contact_id from \(view)")
      let error = await #expect(throws: PartitionError.self) { try await cut() }
      #expect(error.map { "\($0)" }?.hasPrefix("something of your own reads our tables or views") == true)
      try await TestDatabase.administer(database, "drop view public.theirs")
    }
    // A dry run holds what it has read; the second is what a snapshot of ours holds.
    for table in ["candidate", "schema_migration"] {
      let holder = try await Connection.open(database)
      try await holder.rehearse()
      try await holder.run { try $0.script("lock table contactsync.\(table) in access share mode") }
      await #expect(throws: PartitionError.busy) { try await cut(patience: .milliseconds(20)) }
      await holder.close()
    }
    let version = SQLFiles.migrations.count + 1
    try await TestDatabase.administer(
      database,
      "insert into contactsync.schema_migration (version, name, checksum) values (\(version), 'tomorrow', 'x')")
    await #expect(throws: MigrationError.otherRelease) { try await cut() }
    #expect(try await Self.administered(database) { try PartitionCatalog.lines($0) } == catalog)
    #expect(try await Self.counts(database) == [0, 0, 0, 0])
  }

  @Test("Who reads a snapshot waits for the new tables and sees their rows")
  func snapshots() async throws {
    try await TwoOrganizations.with { world in
      let database = world.database
      let (holder, reader, watcher) = (
        try await Connection.open(database), try await Connection.open(database), try await world.connection()
      )
      func waiting(_ count: Int64) async throws {
        let sql =
          "select count(*) from pg_locks where not granted and database = (select oid from pg_database "
          + "where datname = current_database())"
        while try await watcher.run({ try $0.execute(sql).int(0, 0) }) != count { await Task.yield() }
      }
      try await holder.rehearse()
      try await holder.run { try $0.script("lock table contactsync.candidate in access share mode") }
      async let cut = TestDatabase.cut(database, into: 3)
      try await waiting(1)
      async let seen = reader.run { session in
        try session.transaction(.storedSnapshot) { try $0.value("select count(*) from contactsync.contact") }
      }
      try await waiting(2)
      await holder.close()
      #expect(try await cut == Partitions.tables)
      #expect(try await seen == "8")
      for connection in [reader, watcher] { await connection.close() }
    }
  }
}
