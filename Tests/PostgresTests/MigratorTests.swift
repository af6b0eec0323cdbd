import Postgres
import TestSupport
import Testing

@Suite struct MigratorTests {
  typealias Migration = (version: Int, name: String, sql: String)

  private static let first: Migration = (
    1, "create_a", "create schema contactsync; create table contactsync.a (id int)"
  )
  private static let second: Migration = (2, "create_b", "create table contactsync.b (id int)")
  private static let view = (name: "v", sql: "create view reporting.v as select id from contactsync.a")
  private static let viewOfView = (name: "w", sql: "create view reporting.w as select id from reporting.v")

  private func connection() async throws -> Connection { try await Connection.open(TestDatabase.empty()) }

  @Test func appliesWhatIsMissingOnceAndInOrder() async throws {
    let connection = try await connection()
    try await connection.run { session throws in
      let one = Migrator(migrations: [Self.first], reporting: [Self.view])
      #expect(try one.status(session) == .empty)
      #expect(try one.migrate(session) == ["0001_create_a", "reporting"])
      #expect(try one.status(session) == .upToDate)
      #expect(try one.migrate(session) == [])
      let two = Migrator(migrations: [Self.first, Self.second], reporting: [Self.view])
      #expect(try two.status(session) == .older(missing: [2]))
      #expect(try two.migrate(session) == ["0002_create_b"])
      let rows = try session.execute(
        "select version, name, checksum ~ '^[0-9a-f]{16}$' from contactsync.schema_migration order by version")
      #expect(rows.map { $0.int(0) } == [0, 1, 2])
      #expect(rows.map { $0.text(1) } == ["reporting", "create_a", "create_b"])
      #expect(rows.allSatisfy { $0.bool(2) == true })
    }
  }

  @Test func newerDatabaseIsLeftAlone() async throws {
    let connection = try await connection()
    try await connection.run { session throws in
      try Migrator(migrations: [Self.first, Self.second], reporting: [Self.view, Self.viewOfView]).migrate(session)
      let old = Migrator(migrations: [Self.first], reporting: [Self.view])
      #expect(try old.status(session) == .newer(version: 2))
      #expect(try old.migrate(session) == [])
      #expect(try session.execute("select to_regclass('reporting.w') is not null").bool(0, 0) == true)
    }
  }

  @Test func editedMigrationIsAnError() async throws {
    let connection = try await connection()
    try await connection.run { session throws in
      try Migrator(migrations: [Self.first], reporting: []).migrate(session)
      let edited = Migrator(migrations: [(1, "create_a", Self.first.sql + ";"), Self.second], reporting: [])
      #expect(throws: MigrationError.changed(version: 1, name: "create_a")) { try edited.migrate(session) }
      #expect(throws: MigrationError.changed(version: 1, name: "create_a")) { try edited.status(session) }
      #expect(try session.execute("select to_regclass('contactsync.b') is null").bool(0, 0) == true)
      #expect(
        try session.execute("select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
          .int(0, 0) == 0, "the lock is given back")
    }
  }

  @Test func failureLeavesTheOnesBeforeItAndSaysSo() async throws {
    let connection = try await connection()
    try await connection.run { session throws in
      let broken: Migration = (2, "break", "create table contactsync.c (id int); select 1 / 0")
      let error = #expect(throws: MigrationError.self) {
        try Migrator(migrations: [Self.first, broken], reporting: [Self.view]).migrate(session)
      }
      #expect(
        error.map { "\($0)" }
          == "0002_break failed: division by zero (SQLSTATE 22012); applied before it: 0001_create_a")
      let names = ["contactsync.a", "contactsync.c", "reporting.v"]
      #expect(
        try names.map { try session.execute("select to_regclass($1) is null", [.text($0)]).bool(0, 0) }
          == [false, true, true])
      let repaired = Migrator(migrations: [Self.first, Self.second], reporting: [Self.view])
      #expect(try repaired.migrate(session) == ["0002_create_b", "reporting"])
    }
  }

  @Test func viewsAreMadeAnewWhenOneOfThemChanged() async throws {
    let connection = try await connection()
    try await connection.run { session throws in
      let before = Migrator(migrations: [Self.first], reporting: [Self.view, Self.viewOfView])
      try before.migrate(session)
      let views = [(name: "v", sql: "create view reporting.v as select id::text as id, 1 as more from contactsync.a")]
      let after = Migrator(migrations: [Self.first], reporting: views)
      #expect(try after.status(session) == .older(missing: []))
      #expect(try after.migrate(session) == ["reporting"])
      #expect(try session.execute("select * from reporting.v").columnNames == ["id", "more"])
      #expect(try session.execute("select to_regclass('reporting.w') is null").bool(0, 0) == true)
      #expect(try after.status(session) == .upToDate)
    }
  }

  @Test func brokenViewKeepsTheOldOnes() async throws {
    let connection = try await connection()
    try await connection.run { session throws in
      try Migrator(migrations: [Self.first], reporting: [Self.view]).migrate(session)
      let broken = Migrator(
        migrations: [Self.first], reporting: [(name: "x", sql: "create view reporting.x as select absent")])
      let error = #expect(throws: MigrationError.self) { try broken.migrate(session) }
      #expect(error.map { "\($0)" }?.hasPrefix("reporting/x failed: column \"absent\" does not exist") == true)
      #expect(try session.execute("select count(*) from reporting.v").int(0, 0) == 0)
    }
  }

  @Test func viewsOfOthersAreNotDropped() async throws {
    let connection = try await connection()
    try await connection.run { session throws in
      try Migrator(migrations: [Self.first], reporting: [Self.view]).migrate(session)
      try session.script("create view public.theirs as select * from reporting.v")
      let changed = Migrator(migrations: [Self.first], reporting: [(name: "v", sql: Self.view.sql + " where id > 0")])
      let error = #expect(throws: MigrationError.self) { try changed.migrate(session) }
      #expect(error.map { "\($0)" }?.contains("2BP01") == true)
      #expect(try session.execute("select * from public.theirs").isEmpty)
    }
  }

  @Test func twoMigratorsAtOnceDoItOnce() async throws {
    let url = try await TestDatabase.empty()
    let applied = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        let connection = try await Connection.open(url)
        group.addTask { try await connection.run { try TestDatabase.migrator.migrate($0) } }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(applied.filter { !$0.isEmpty }.count == 1)
  }

  @Test func snapshotThatMayNotBeginLeavesTheConnectionUsable() async throws {
    let database = try await TestDatabase.fresh()
    let holder = try await Connection.open(TestDatabase.asAdministrator(database))
    try await holder.rehearse()
    try await holder.run { try $0.script("lock table contactsync.schema_migration in access exclusive mode") }
    let reader = try await Connection.open(database)
    try await reader.run { session throws in
      try session.script("set lock_timeout = 20")
      let error = #expect(throws: PostgresError.self) {
        try session.transaction(.storedSnapshot) { try $0.execute("select 1") }
      }
      #expect(error?.sqlState == "55P03")
      #expect(try session.transaction { try $0.execute("select 1").int(0, 0) } == 1)
    }
    await holder.close()
    await reader.close()
  }

  @Test func ourSchemaIsUpToDateInAFreshDatabase() async throws {
    let connection = try await TestDatabase.connection()
    let status = try await connection.run { try TestDatabase.migrator.status($0) }
    #expect(status == .upToDate)
  }
}
