import ContactModel
import Extract
import FoundationEssentials
import Load
import Pipeline
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("Parties by a query of the platform's database")
struct PartyQueryTests {
  /// A platform's database with a table of businesses of two organizations.
  static func platform(_ setUp: String = "") async throws -> String {
    let url = try await TestDatabase.empty()
    let connection = try await Connection.open(url)
    try await connection.run { session in
      try session.script(
        """
        create table business (
          id uuid, tenant text, label text, mails text[], created timestamptz, removed timestamptz, phones jsonb,
          places jsonb);
        insert into business values
          ('00000000-0000-0000-0000-000000000001', 'acme', 'Quill and Vine Bookbinding',
            '{shop@quillvine.example}', now(), null, '[{"number":"+1 415 555 0161"},{"number":"+1 415 555 0162"}]',
            '[{"street_1":"12 Wharf Street","city":"Oakland","zip_code":"94607","country":"US","type":"BILLING"}]'),
          ('00000000-0000-0000-0000-000000000002', 'acme', 'Old Mill Café', null, now(), '2026-01-31 10:00+01', null, null),
          ('00000000-0000-0000-0000-000000000003', 'zenith', 'Harbour Lane Bakery', '{a@example.com,b@example.com}', now(),
            null, null, null);
        """ + setUp)
    }
    await connection.close()
    return url
  }

  static let query = """
    select label as name, tenant as organization, id, 'x' as favourite_colour, mails[1] as email_address,
    mails[2] as email_address_2, phones as phone_numbers, places as addresses, removed as deleted_at, true as is_customer
    from business order by id
    """

  static func pipeline(_ query: String, _ more: String = "") -> String {
    """
    version: 1
    name: nightly
    parties:
      database_url_env: PLATFORM_DATABASE_URL
      query: |
        \(query.replacing("\n", with: "\n    "))
      \(more)

    """
  }

  /// Runs with the platform's database at this address.
  static func run(_ world: World, _ url: String, _ query: String = query, _ more: String = "") async throws
    -> RunSummary
  {
    try await world.run(pipeline(query, more), environment: ["PLATFORM_DATABASE_URL": url])
  }

  @Test("all organizations in one, every kind of column; the second run finds nothing changed")
  func columns() async throws {
    let url = try await Self.platform()
    try await World.with(accounts: [], parties: "id\n") { world throws in
      let summary = try await Self.run(world, url)
      #expect(summary.parties?.inserted == 3 && summary.parties?.problemCount == 0)
      #expect(
        try await world.column(
          """
          select concat_ws('|', right(party_id, 1), organization_id, name, email_address, is_customer, phone_numbers,
            addresses, deleted_at at time zone 'UTC')
          from reporting.dim_parties order by party_id
          """) == [
            "1|acme|Quill and Vine Bookbinding|shop@quillvine.example|t|+1 415 555 0161; +1 415 555 0162|"
              + "12 Wharf Street, 94607 Oakland, US",
            "2|acme|Old Mill Café|t|2026-01-31 09:00:00",
            "3|zenith|Harbour Lane Bakery|a@example.com; b@example.com|t",
          ])
      let again = try await Self.run(world, url)
      #expect(again.parties?.unchanged == 3 && again.parties?.updated == 0)
    }
  }

  @Test("times as PostgreSQL writes them", arguments: ["timestamptz", "timestamp", "date", "text"])
  func times(type: String) async throws {
    let url = try await Self.platform()
    try await World.with(accounts: [], parties: "id\n") { world throws in
      let value = type == "text" ? "2026-02-03T00:00:00Z" : "2026-02-03"
      let query = "select 'p' as id, 'acme' as organization, '\(value)'::\(type) as deleted_at"
      #expect(try await Self.run(world, url, query).parties?.inserted == 1)
      #expect(
        try await world.scalar("select (deleted_at at time zone 'UTC')::text from contactsync.party")
          == "2026-02-03 00:00:00")
    }
  }

  @Test("rows that cannot be taken are told by their number, the others are stored, and nobody is retired")
  func problems() async throws {
    let url = try await Self.platform()
    try await World.with(accounts: [], parties: "id,name\nkept,Kept\n") { world throws in
      let query = """
        values ('1', 'acme', null, null::jsonb), (null, 'acme', null, null), ('3', null, null, null),
        ('4', 'acme', 'yesterday', null), ('5', ' ', null, null), ('6', 'acme', null, '{"number":"x"}'),
        ('7', 'acme', null, '[{"number":"+1 415 555 0161"}]')
        """
      let named = "select column1 as id, column2 as organization, column3 as deleted_at, column4 as phone_numbers"
      let summary = try await Self.run(
        world, url, "\(named) from (\(query)) as rows", "snapshot: true\n  retire_limit: 1")
      #expect(
        summary.parties?.problems == [
          "parties.query: row 2: the id is empty", "parties.query: row 3: the organization is empty",
          "parties.query: row 4: deleted_at: expected a time such as 2026-11-22T09:30:00Z",
          "parties.query: row 5: the organization is empty",
          "parties.query: row 6: phone_numbers: expected an array, found an object",
        ])
      #expect(summary.parties?.inserted == 2 && summary.parties?.retired == 0)
      #expect(summary.outcome == .done)
    }
  }

  @Test("more rows than one page; a snapshot retires the absent, one that loses too many ends the run")
  func snapshot() async throws {
    let url = try await Self.platform()
    try await World.with(accounts: [], parties: "id\n") { world throws in
      func query(_ count: Int) -> String {
        "select 'acme' as organization, 'p' || n as id from generate_series(1, \(count)) as n;"
      }
      let first = try await Self.run(world, url, query(2500), "snapshot: true")
      #expect(first.parties?.inserted == 2500)
      let second = try await Self.run(world, url, query(2400), "snapshot: true")
      #expect(second.parties?.retired == 100 && second.parties?.unchanged == 2400)
      let refusal = await #expect(throws: PipelineRun.Refusal.self) {
        try await Self.run(world, url, query(100), "snapshot: true")
      }
      #expect("\(try #require(refusal))".contains("would retire 2300 of 2400 parties of acme, more than 10 %"))
      let raised = try await Self.run(world, url, query(2000), "snapshot: true\n  retire_limit: 0.5")
      #expect(raised.parties?.retired == 400)
      let kept = try await Self.run(world, url, query(10))
      #expect(kept.parties?.retired == 0)
    }
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    var query: String
    var words: String
    var kind: String
    var url: String?
    var testDescription: String { words }
  }

  static let mistakes = [
    Mistake(query: "selec 1", words: "syntax error at or near \"selec\" (SQLSTATE 42601)", kind: "refused"),
    Mistake(query: "select nme as id from business", words: "column \"nme\" does not exist", kind: "refused"),
    Mistake(query: "select 1 / 0 as id, 'o' as organization", words: "division by zero", kind: "refused"),
    Mistake(query: "select 'p' as id", words: "no column 'organization'", kind: "refused"),
    Mistake(query: "select 'o' as organization", words: "no column 'id'", kind: "refused"),
    Mistake(
      query: "select 'p' as id, 'p' as id, 'o' as organization", words: "'id' stands twice", kind: "refused"),
    Mistake(query: "select 1; drop table business", words: "multiple commands", kind: "refused"),
    Mistake(query: "delete from business returning id, tenant as organization", words: "syntax", kind: "refused"),
    Mistake(
      query: "select nextval('counted')::text as id, 'o' as organization", words: "read-only", kind: "refused"),
    Mistake(
      query: "select 1 as id", words: "cannot be reached", kind: "away", url: "postgresql:///x?host=/nowhere"),
    Mistake(query: "select 1 as id", words: "not well-formed", kind: "unset", url: "postgresql://["),
  ]

  @Test("what goes wrong ends the run with nothing touched", arguments: mistakes)
  func refused(mistake: Mistake) async throws {
    let url = try await Self.platform("create sequence counted;")
    try await World.with(accounts: [("one", Books(seed: 3, parties: 20).lines)], parties: "id\np1\n") { world throws in
      let before = try await world.contents()
      let refusal = await #expect(throws: PipelineRun.Refusal.self) {
        try await Self.run(world, mistake.url ?? url, mistake.query)
      }
      switch refusal {
      case .partiesRefused(let text)?: #expect(mistake.kind == "refused" && text.contains(mistake.words), "\(text)")
      case .partiesAway(let text)?: #expect(mistake.kind == "away" && text.contains(mistake.words), "\(text)")
      case .partiesUnset(let text)?: #expect(mistake.kind == "unset" && text.contains(mistake.words), "\(text)")
      default: Issue.record("\(String(describing: refusal))")
      }
      #expect(try await world.contents() == before)
    }
  }

  @Test("parties by query and contacts from the API in one run make links")
  func wholeRun() async throws {
    let url = try await Self.platform()
    let contact =
      #"{"id":"c1","name":"Quill and Vine Bookbinding","is_customer":true,"email_address":"shop@quillvine.example","#
      + #""phone_numbers":[{"number":"415 555 0162"}],"created_at":"2026-01-01T00:00:00Z","#
      + #""modified_at":"2026-01-01T00:00:00Z","remote_was_deleted":false}"#
    try await World.with(accounts: [("one", contact)], parties: "id\n") { world throws in
      #expect(try await Self.run(world, url).outcome == .done)
      #expect(
        try await world.scalar("select right(party_id, 1) from reporting.fct_links where contact_id = 'c1'") == "1")
    }
  }

  @Test("by the program: the query in a file, the address in a variable or a file; each mistake has its exit code")
  func program() async throws {
    let url = try await Self.platform()
    try await World.with(accounts: [], parties: "id\n") { world throws in
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      try FileManager.default.createDirectory(atPath: program.folder + "/sub", withIntermediateDirectories: true)
      _ = try program.write(Self.query, to: "sub/parties.sql")
      let yaml = "version: 1\nname: x\nparties:\n  query: file:parties.sql\n  database_url_env: PLATFORM_URL\n"
      _ = try program.write(yaml, to: "sub/p.yaml")
      func run(_ code: Int32, _ words: String) async throws {
        let ended = try await program.run("run", "sub/p.yaml")
        #expect(ended.code == code, "\(ended.errors)")
        #expect((ended.errors + ended.output).contains(words), "\(ended.errors)\(ended.output)")
        #expect(!ended.errors.contains("5eCr3t"))
      }
      try await run(1, "PLATFORM_URL, which is not set")
      program.environment["PLATFORM_URL"] = "postgresql://u:5eCr3t@/x?host=/nowhere"
      try await run(75, "cannot be reached")
      program.environment["PLATFORM_URL"] = nil
      program.environment["PLATFORM_URL_FILE"] = try program.write(url + "\n", to: "url")
      try await run(0, "parties: 3 new, 0 changed, 0 unchanged, 0 retired")
      _ = try program.write("select 1 as idd", to: "sub/parties.sql")
      try await run(65, "no column 'id'")
      try FileManager.default.removeItem(atPath: program.folder + "/sub/parties.sql")
      try await run(65, "sub/p.yaml:4: `parties.query` names 'sub/parties.sql'")
      let lint = try await program.run("pipeline", "lint", "sub/p.yaml")
      #expect(lint.code == 65 && lint.errors.contains("sub/p.yaml:4"))
    }
  }

  @Test(
    "half of it is a mistake",
    arguments: [
      ("query: select 1", "p.yaml:4: `parties.query` needs `parties.database_url_env` beside it"),
      ("database_url_env: X", "p.yaml:4: `parties.database_url_env` needs `parties.query` beside it"),
    ])
  func half(line: String, problem: String) throws {
    let error = #expect(throws: ConfigurationError.self) {
      try PipelineFile(path: "p.yaml", text: "version: 1\nname: x\nparties:\n  \(line)\n")
    }
    #expect(error?.description == problem)
  }
}
