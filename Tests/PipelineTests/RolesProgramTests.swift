import Postgres
import TestSupport
import Testing

/// `db roles` by logins of each kind, and that everything works before, between and after.
@Suite("Setting up the isolation")
struct RolesProgramTests {
  private static let pipeline = "version: 1\nname: nightly\n"

  @Test("a login that may make no roles works without isolation and says so; an administrator runs what it prints")
  func managed() async throws {
    let books = Books(seed: 43, parties: 30)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      try await withLogin("nocreaterole") { database, program in
        var program = program
        program.environment["MERGE_BASE_URL"] = world.baseURL
        #expect(try await program.run("db", "migrate").code == 0)
        try await Self.nights(program, books, accounts: "one")
        let ill = try await program.run("doctor")
        #expect(ill.code == 0 && ill.output.contains("not in force: who may read"), "\(ill.output)\(ill.errors)")
        let refused = try await program.run("db", "roles")
        #expect(refused.code == 1 && refused.errors.contains("not in force"), "\(refused.errors)")
        #expect(refused.errors.contains("`contactsync db roles --sql` prints"), "\(refused.errors)")

        let script = try await program.run("db", "roles", "--sql")
        #expect(script.code == 0 && script.output.contains("create policy"), "\(script.errors)")
        try await TestDatabase.administer(database, script.output)
        #expect(try await program.run("db", "roles").output == "in force\n")
        #expect(try await program.run("db", "roles", "--sql").output.hasPrefix("-- "))
        let well = try await program.run("doctor")
        #expect(
          well.code == 0 && well.output.contains("in force: each") && well.output.contains("as contactsync_pipeline"),
          "\(well.output)\(well.errors)")
        #expect(try await program.run("db", "migrate").output == "up to date\n")
        try await Self.nights(program, books, accounts: "one")
      }
    }
  }

  @Test(
    "a login that may make roles needs no administrator, before the schema is made as well as after",
    arguments: [false, true])
  func createRole(isMigratedBefore: Bool) async throws {
    let books = Books(seed: 44, parties: 30)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      try await withLogin("createrole") { database, program in
        var program = program
        program.environment["MERGE_BASE_URL"] = world.baseURL
        if isMigratedBefore { #expect(try await program.run("db", "migrate").code == 0) }
        let made = try await program.run("db", "roles")
        #expect(made.code == 0 && made.output.hasPrefix("in force now: "), "\(made.errors)")
        #expect(made.errors.contains("db migrate") == !isMigratedBefore, "\(made.errors)")
        #expect(try await program.run("db", "migrate").code == 0)
        #expect(try await program.run("db", "roles").output == "in force\n")
        try await Self.nights(program, books, accounts: "one")
        let owner = try await Connection.open(TestDatabase.asAdministrator(database))
        let found = try await owner.run { session in
          try session.execute("select tableowner from pg_tables where schemaname = 'contactsync' group by 1").map {
            $0.text(0)
          }
        }
        await owner.close()
        #expect(found == ["contactsync_owner"])
      }
    }
  }

  @Test("who may read reports and is listed for nothing is named")
  func unlisted() async throws {
    let database = try await TestDatabase.fresh()
    let reader = "reader_\(UInt32.random(in: 0...UInt32.max))"
    try await TestDatabase.administer(database, "create role \(reader) login in role contactsync_report")
    let program = try Program(database: database, baseURL: "http://localhost:1")
    defer { program.remove() }
    let roles = try await program.run("db", "roles")
    #expect(roles.code == 0 && roles.errors.contains(reader), "\(roles.errors)")
    try await TestDatabase.administer(
      database,
      """
      insert into contactsync.organization values ('acme');
      insert into contactsync.role_organization values ('\(reader)', 'acme')
      """)
    #expect(try await program.run("db", "roles").errors.contains(reader) == false)
    try await TestDatabase.administer(database, "drop role \(reader)")
  }

  /// A database of its own for a login of its own, which owns it, and the program as that login.
  private func withLogin(_ right: String, _ body: (_ database: String, Program) async throws -> Void) async throws {
    _ = try await TestDatabase.fresh()
    let database = try await TestDatabase.empty()
    let login = "login_\(UInt32.random(in: 0...UInt32.max))"
    try await TestDatabase.administer(
      database,
      """
      create role \(login) login \(right);
      do $$ begin execute format('alter database %I owner to \(login)', current_database()); end $$
      """)
    let program = try Program(database: database.replacing("user=postgres", with: "user=\(login)"), baseURL: "")
    let result: Result<Void, any Error>
    do { result = .success(try await body(database, program)) } catch { result = .failure(error) }
    program.remove()
    try await TestDatabase.administer(
      database,
      """
      do $$ begin execute format('alter database %I owner to postgres', current_database()); end $$;
      drop owned by \(login) cascade; drop role \(login)
      """)
    try result.get()
  }

  /// What runs, imports and reports do, with everything that it reads and writes.
  private static func nights(_ program: Program, _ books: Books, accounts: String) async throws {
    var program = program
    program.environment["TOKEN"] = "token-one"
    let parties = try program.write(books.parties, to: "parties.csv")
    let pipeline = try program.write(pipeline, to: "nightly.yaml")
    for arguments in [
      ["accounts", "add", "--id", "one", "--organization", "acme", "--token-env", "TOKEN"],
      ["parties", "import", parties, "--organization", "acme"], ["run", pipeline],
      ["report", "fct_links", "--format", "csv"],
      ["review", "export", "--organization", "acme", "--out", "review.csv"],
      ["create", "status"], ["links", "changes"], ["accounts", "status"],
    ] {
      let ended = await program.wait(try program.start(arguments, name: "night"), name: "night")
      #expect(ended.code == 0, "\(arguments): \(ended.output)\(ended.errors)")
      if arguments.first == "report" { #expect(ended.output.split(whereSeparator: \.isNewline).count > 10) }
    }
  }
}
