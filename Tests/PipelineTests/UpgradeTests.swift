import Postgres
import SQLFiles
import TestSupport
import Testing

@Suite("Upgrading and restoring")
struct UpgradeTests {
  private static let pipeline = "version: 1\nname: nightly\n"

  @Test("an older schema is exit 75 with what to do; migrating brings it up to date")
  func older() async throws {
    let database = try await TestDatabase.empty()
    let connection = try await Connection.open(database)
    try await connection.run { session in
      let before = Migrator(migrations: Array(SQLFiles.migrations.dropLast()), reporting: [])
      try before.migrate(session)
    }
    await connection.close()
    let program = try Program(database: database, baseURL: "http://localhost:1")
    defer { program.remove() }
    let pipeline = try program.write(Self.pipeline, to: "nightly.yaml")
    for arguments in [["accounts", "list"], ["report"], ["run", pipeline]] {
      let refused = await program.wait(try program.start(arguments, name: "older"), name: "older")
      #expect(refused.code == 75 && refused.errors.contains("db migrate"), "\(refused.errors)")
    }
    let migrated = try await program.run("db", "migrate")
    #expect(migrated.code == 0 && migrated.output.hasSuffix(", reporting\n"), "\(migrated.output)\(migrated.errors)")
    #expect(try await program.run("db", "migrate").output == "up to date\n")
    #expect(try await program.run("accounts", "list").code == 0)
  }

  @Test("the release before works on the schema of the next one, and leaves it alone")
  func newer() async throws {
    let books = Books(seed: 41, parties: 30)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      let next = SQLFiles.migrations.count + 1
      try await TestDatabase.administer(
        world.database,
        """
        set role contactsync_owner;
        insert into contactsync.schema_migration (version, name, checksum) values (\(next), 'of_tomorrow', 'x');
        update contactsync.schema_migration set checksum = 'of tomorrow' where version = 0;
        alter table contactsync.contact add column of_tomorrow text;
        create view reporting.of_tomorrow with (security_barrier) as
        select organization_id, updated_at from contactsync.contact
        """)
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let ran = try await program.run("run", program.write(Self.pipeline, to: "nightly.yaml"))
      #expect(ran.code == 0, "\(ran.errors)")
      #expect(try await world.scalar("select count(*) > 0 from reporting.fct_links") == "t")
      #expect(try await program.run("db", "migrate").output == "up to date\n")
      #expect(try await program.run("db", "status").output.contains("schema: \(next), of a later release"))
      #expect(try await world.scalar("select to_regclass('reporting.of_tomorrow') is not null") == "t")
    }
  }

  @Test("views of another release hinder nothing; migrating makes them anew and keeps who may read them")
  func otherViews() async throws {
    let database = try await TestDatabase.fresh()
    let reader = "reader_\(UInt32.random(in: 0...UInt32.max))"
    try await TestDatabase.administer(
      database,
      """
      create role \(reader);
      set role contactsync_owner;
      grant usage on schema reporting to \(reader);
      grant select on all tables in schema reporting to \(reader);
      alter default privileges in schema reporting grant select on tables to \(reader);
      drop view reporting.rpt_creations;
      update contactsync.schema_migration set checksum = 'another' where version = 0
      """)
    let program = try Program(database: database, baseURL: "http://localhost:1")
    defer { program.remove() }
    #expect(try await program.run("report", "fct_links").code == 0)
    #expect(try await program.run("db", "status").output.contains("views are of another release"))
    #expect(try await program.run("db", "migrate").output == "applied: reporting\n")
    let connection = try await Connection.open(TestDatabase.asAdministrator(database))
    try await connection.run { session in
      try session.script("set role \(reader)")
      for view in SQLFiles.reporting { _ = try session.execute("select * from reporting.\(view.name)") }
      let refused = #expect(throws: PostgresError.self) { try session.execute("select * from contactsync.contact") }
      #expect(refused?.sqlState == "42501")
      try session.script("reset role; drop owned by \(reader); drop role \(reader)")
    }
    await connection.close()
  }

  @Test("a restored backup goes on where it was taken; without the keys of its tokens it cannot", arguments: [0, 3])
  func backup(partitions: Int) async throws {
    let books = Books(seed: 42, parties: 40)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      if partitions > 0 { try await TestDatabase.cut(world.database, into: partitions) }
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let pipeline = try program.write(Self.pipeline, to: "nightly.yaml")
      #expect(try await program.run("run", pipeline).code == 0)
      let links = try await world.column("select contact_id || party_id from reporting.fct_links order by 1")
      let restored = try await TestDatabase.empty()
      let file = program.folder + "/contactsync.dump"
      let tools = [
        [
          "pg_dump", "--role=contactsync_owner", "--enable-row-security", "--format=custom", "--schema=contactsync",
          "--schema=reporting", "--file=\(file)", TestDatabase.asLogin(world.database),
        ],
        ["pg_restore", "--exit-on-error", "--no-owner", "--dbname=\(restored)", file],
      ]
      for arguments in tools {
        let ended = await program.wait(
          try program.start(arguments, name: "tool", program: "/usr/bin/env"), name: "tool")
        try #require(ended.code == 0, "\(ended.errors)")
      }
      program.environment["DATABASE_URL"] = restored
      #expect(try await program.run("db", "status").output.contains("schema: up to date\n"))
      let went = try await program.run("run", pipeline, "--json")
      #expect(went.code == 0, "\(went.errors)")
      let copy = World(store: world.store, database: restored, baseURL: world.baseURL)
      #expect(
        try await copy.scalar("select rows_read = rows_unchanged from reporting.fct_runs order by run_id desc limit 1")
          == "t")
      #expect(try await copy.column("select contact_id || party_id from reporting.fct_links order by 1") == links)
      program.environment["CONTACTSYNC_TOKEN_KEYS"] = "AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
      let lost = try await program.run("run", pipeline)
      #expect(lost.code == 1 && lost.errors.contains("CONTACTSYNC_TOKEN_KEYS"), "\(lost.code) \(lost.errors)")
      #expect(
        try await copy.scalar("select last_error_code from reporting.rpt_freshness")
          == "token_sealed")
      program.environment["CONTACTSYNC_TOKEN_KEYS"]! += "," + World.tokenKeys
      #expect(try await program.run("run", pipeline).code == 0, "the old key behind the new one opens them")
    }
  }
}
