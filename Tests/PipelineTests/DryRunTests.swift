import ContactModel
import FoundationEssentials
import Load
import Pipeline
import Postgres
import Sandbox
import Secrets
import Testing

@Suite("A dry run", .serialized)
struct DryRunTests {
  /// What a run says of an account, without times.
  private struct Said: Equatable {
    var rows: PageCounts
    var settled: SettledCounts
    var failure: String?
    var relinked: RelinkStore.Relinked?

    init(_ summary: RunSummary) throws {
      let account = try #require(summary.accounts.first)
      rows = account.rows
      settled = account.settled
      failure = account.failure?.code
      relinked = account.relinked
    }
  }

  /// Runs dry and then for real: the first must leave every table as it was, and both must say the same.
  @discardableResult
  private static func compare(_ world: World, _ pipeline: String) async throws -> RunSummary {
    let before = try await world.everything()
    var options = RunOptions()
    options.isDryRun = true
    let dry = try await world.run(pipeline, options)
    #expect(dry.runID == nil && dry.reviewFiles.isEmpty)
    #expect(try await world.everything() == before)
    let real = try await world.run(pipeline)
    #expect(try Said(dry) == Said(real))
    return real
  }

  @Test(
    "It says what the run after it says, step by step of a history, and keeps nothing",
    arguments: 1...12 as ClosedRange<UInt64>)
  func history(seed: UInt64) async throws {
    try await World.with(accounts: [("books", "")], parties: "id\n") { world in
      var history = History(seed: seed)
      for step in 0..<5 {
        let change = step == 0 ? history.beginning() : history.next()
        try await world.store.putContacts(change.contacts, in: "books")
        let connection = try await Connection.open(world.database)
        try await World.importParties(change.parties, connection)
        await connection.close()
        if step == 2 { try await world.judge(history.pick(history.contactIDs), history.pick(history.partyIDs), "same") }
        let pipeline = history.pick([PipelineRunTests.nightly, PipelineRunTests.backfill, Self.proposing])
        #expect(try await Self.compare(world, pipeline).outcome == .done)
      }
    }
  }

  private static let proposing = "version: 1\nname: nightly\nload: { links: propose }\n"

  @Test("Another policy scores everything again, without a trace")
  func otherPolicy() async throws {
    let books = Books(seed: 111, parties: 120)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      try await Self.compare(world, PipelineRunTests.backfill)
      try await TestPolicy.strict { path, _ in
        let run = try await Self.compare(world, PipelineRunTests.nightly + "transform: { policy: \(path) }\n")
        #expect(run.accounts.first.map { $0.settled.matched + $0.settled.review + $0.settled.unmatched } ?? 0 > 100)
      }
    }
  }

  @Test("An account linked anew is followed in rehearsal as it will be")
  func relinked() async throws {
    let books = Books(seed: 112, parties: 120, style: .netSuite)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      try await Self.compare(world, PipelineRunTests.backfill)
      let token = try await world.store.relinkAnew(account: "one")
      #expect(try await Self.compare(world, PipelineRunTests.nightly).outcome == .failed)
      try await world.replaceToken(of: "one", token)
      #expect(try await Self.compare(world, PipelineRunTests.nightly).accounts.first?.relinked != nil)
    }
  }

  @Test("A run that comes for the same account ends the rehearsal and goes on")
  func realRunsComeFirst() async throws {
    let books = Books(seed: 113, parties: 20)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      let rehearsing = try await Connection.open(world.database)
      try await rehearsing.rehearse()
      #expect(try await rehearsing.run { try AccountLease.acquire($0, account: "one") } != nil)
      #expect(try await world.run(PipelineRunTests.nightly).outcome == .done)
      let error = await #expect(throws: PostgresError.self) { try await rehearsing.run { try $0.script("select 1") } }
      #expect(error?.remedy == .retry)
    }
  }

  @Test("As its user sees it: the summary, a line that says so, no file; and what cannot be asked for together")
  func program() async throws {
    let books = Books(seed: 114, parties: 40)
    try await World.with(accounts: [("good", books.lines), ("bad", "")], parties: books.parties) { world in
      await world.store.add(Fault(.status(401), account: "bad", times: nil))
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(
        "version: 1\nname: some\nparties: { query: platform.sql, database_url_env: PLATFORM }\nload: { review_csv: review.csv }\n",
        to: "some.yaml")
      _ = try program.write("select 1", to: "platform.sql")
      let before = try await world.everything()
      let dry = try await program.run("run", "some.yaml", "--dry-run", "--fail-on", "any")
      #expect(dry.code == 2, "\(dry.errors)")
      #expect(dry.output.hasSuffix("\nDry run: nothing was stored\n"))
      #expect(dry.errors.contains("parties.query is not asked"))
      let line = try await program.run("run", "some.yaml", "--dry-run", "--json", "--account", "good")
      #expect(line.code == 0, "\(line.errors)")
      #expect(line.output.contains("\"dry_run\":true") && line.output.contains("\"run_id\":null"))
      #expect(line.output.contains("\"inserted\":\(books.contacts.count)"))
      #expect(!FileManager.default.fileExists(atPath: program.folder + "/review.csv"))
      let both = try await program.run("run", "some.yaml", "--dry-run", "--metrics-file", "figures.prom")
      #expect(both.code == 64 && both.errors.contains("--metrics-file"))
      #expect(try await world.everything() == before)
    }
  }
}

extension World {
  /// A fingerprint of every row version of every table.
  fileprivate func everything() async throws -> [String] {
    let tables = try await column(
      """
      select tablename from pg_tables where schemaname = 'contactsync' and tablename <> 'call_failure' order by 1
      """)
    var prints: [String] = []
    for table in tables {
      let print = try await scalar(
        "select md5(string_agg(concat(t.ctid, t.xmin, t), ',' order by t.ctid)) from contactsync.\(table) as t")
      prints.append("\(table) \(print ?? "")")
    }
    return prints
  }
}
