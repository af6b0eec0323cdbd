import FoundationEssentials
import Glibc
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("The program")
struct ProgramTests {
  /// A mistake, the exit code it must have, and words that its one line must hold.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var code: Int32
    var words: String
    var environment: [String: String?] = [:]
    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let mistakes: [Mistake] = [
    Mistake(arguments: ["walk"], code: 64, words: "there is no command 'walk'"),
    Mistake(arguments: ["run"], code: 64, words: "--help"),
    Mistake(arguments: ["run", "--fast", "p.yaml"], code: 64, words: "--fast"),
    Mistake(arguments: ["run", "missing.yaml"], code: 65, words: "missing.yaml: no such file"),
    Mistake(arguments: ["run", "broken.yaml"], code: 65, words: "broken.yaml:3: not valid YAML"),
    Mistake(arguments: ["run", "unknown-key.yaml"], code: 65, words: "unknown-key.yaml:3: unknown key `extracts`"),
    Mistake(arguments: ["run", "wrong-policy.yaml"], code: 65, words: "bad-policy.yaml"),
    Mistake(arguments: ["run", "fine.yaml", "--account", "nobody"], code: 64, words: "nobody"),
    Mistake(arguments: ["run", "fine.yaml", "--shard", "4/4"], code: 64, words: "--shard"),
    Mistake(arguments: ["run", "fine.yaml", "--since", "yesterday"], code: 64, words: "--since"),
    Mistake(arguments: ["run", "fine.yaml", "--until", "watermark"], code: 64, words: "--until"),
    Mistake(
      arguments: ["run", "fine.yaml", "--since", "2026-02-01T00:00:00Z", "--until", "2026-02-01T00:00:00Z"], code: 64,
      words: "--since must be earlier than --until"),
    Mistake(arguments: ["run", "fine.yaml", "--output", "out"], code: 64, words: "--output"),
    Mistake(arguments: ["run", "fine.yaml", "--keep-files", "--dry-run"], code: 64, words: "--keep-files"),
    Mistake(arguments: ["run", "fine.yaml", "--wait", "soon"], code: 64, words: "--wait"),
    Mistake(arguments: ["run", "fine.yaml", "--fail-on", "never"], code: 64, words: "--fail-on"),
    Mistake(
      arguments: ["run", "fine.yaml"], code: 64, words: "text or json", environment: ["CONTACTSYNC_LOG": "xml"]),
    Mistake(
      arguments: ["run", "fine.yaml"], code: 64, words: "debug, info", environment: ["CONTACTSYNC_LOG_LEVEL": "loud"]),
    Mistake(arguments: ["accounts", "pause", "nobody"], code: 64, words: "nobody"),
    Mistake(arguments: ["accounts", "resume", "one", "nobody"], code: 64, words: "nobody"),
    Mistake(arguments: ["run", "fine.yaml"], code: 1, words: "MERGE_API_KEY", environment: ["MERGE_API_KEY": nil]),
    Mistake(arguments: ["run", "fine.yaml"], code: 1, words: "401", environment: ["MERGE_API_KEY": "wrong"]),
    Mistake(
      arguments: ["run", "fine.yaml"], code: 1, words: "MERGE_BASE_URL", environment: ["MERGE_BASE_URL": "merge.test"]),
    Mistake(
      arguments: ["accounts", "list"], code: 75, words: "PostgreSQL",
      environment: ["DATABASE_URL": "postgresql:///x?host=/nowhere"]),
    Mistake(
      arguments: ["accounts", "add", "--id", "a", "--organization", "o", "--token-env", "NONE"], code: 64, words: "NONE"
    ),
    Mistake(arguments: ["accounts", "status", "nobody"], code: 64, words: "nobody"),
    Mistake(arguments: ["parties", "import", "missing.csv", "--organization", "o"], code: 65, words: "missing.csv"),
    Mistake(
      arguments: ["parties", "import", "headless.csv", "--organization", "o"], code: 65, words: "headless.csv:1"),
    Mistake(arguments: ["parties", "import", "parties.csv"], code: 65, words: "--organization"),
    Mistake(arguments: ["report", "no_view"], code: 64, words: "no_view"),
    Mistake(arguments: ["report", "fct_links", "--format", "xml"], code: 64, words: "--format"),
    Mistake(arguments: ["explain", "nobody"], code: 64, words: "nobody"),
    Mistake(arguments: ["review", "export", "--out", "x.csv", "--profile", "x"], code: 64, words: "--profile"),
    Mistake(arguments: ["pipeline", "lint", "broken.yaml"], code: 65, words: "broken.yaml:3: not valid YAML"),
    Mistake(arguments: ["pipeline", "show", "unknown-key.yaml"], code: 65, words: "unknown-key.yaml:3"),
    Mistake(arguments: ["pipeline", "show", "missing.yaml"], code: 65, words: "missing.yaml: no such file"),
    Mistake(arguments: ["db", "start"], code: 64, words: "configured"),
    Mistake(
      arguments: ["db", "start"], code: 1, words: "PostgreSQL",
      environment: ["DATABASE_URL": nil, "CONTACTSYNC_PG_BINDIR": "/nonexistent"]),
    Mistake(arguments: ["sandbox", "serve", "--data", "nowhere"], code: 65, words: "nowhere"),
    Mistake(arguments: ["sandbox", "serve", "--data", "x", "--accounts", "2"], code: 64, words: "--accounts"),
    Mistake(arguments: ["sandbox", "serve", "--accounts", "2", "--revoked", "3"], code: 64, words: "--revoked"),
    Mistake(arguments: ["sandbox", "serve", "--accounts", "0"], code: 64, words: "--accounts"),
  ]

  @Test("A wrong use gets one clear line and the right exit code, and changes nothing", arguments: mistakes)
  func wrongUse(mistake: Mistake) async throws {
    let books = Books(seed: 21, parties: 20)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      for (name, value) in mistake.environment { program.environment[name] = value }
      _ = try program.write("version: 1\nname: [\n", to: "broken.yaml")
      _ = try program.write("version: 1\nname: x\nextracts: {}\n", to: "unknown-key.yaml")
      _ = try program.write("version: 1\nname: x\ntransform: { policy: bad-policy.yaml }\n", to: "wrong-policy.yaml")
      _ = try program.write("version: 1\nmodel: rules-1\n", to: "bad-policy.yaml")
      _ = try program.write("version: 1\nname: x\n", to: "fine.yaml")
      _ = try program.write("name,email\nA,b\n", to: "headless.csv")
      _ = try program.write("id,name\np1,A\n", to: "parties.csv")
      let before = try await world.contents()
      let name = "mistake"
      let ended = await program.wait(try program.start(mistake.arguments, name: name), name: name)
      #expect(ended.code == mistake.code, "\(ended.errors)")
      #expect(ended.complaints.count == 1, "\(ended.errors)")
      #expect(ended.errors.contains(mistake.words), "\(ended.errors)")
      #expect(try await world.contents() == before)
    }
  }

  @Test("A port in use is said to be in use")
  func portInUse() async throws {
    try await World.with(accounts: [], parties: "id\n") { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let port = world.baseURL.split(separator: ":").last?.prefix { $0.isNumber } ?? ""
      let ended = try await program.run("sandbox", "serve", "--port", String(port), "--generate", "5")
      #expect(ended.code == 1)
      #expect(ended.complaints.count == 1)
      #expect(ended.errors.contains(port))
    }
  }

  @Test("From accounts and parties to links, reports and the review file by the program alone")
  func wholeWay() async throws {
    let books = Books(seed: 22, parties: 150)
    try await World.with(accounts: [], parties: "id\n") { world in
      let account = SandboxAccount(id: "acme-books")
      try await world.store.add(account)
      try await world.store.putContacts(books.lines, in: account.id)
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      program.environment["ACME_TOKEN"] = account.token
      let added = try await program.run(
        "accounts", "add", "--id", account.id, "--organization", "acme", "--token-env", "ACME_TOKEN")
      #expect(added.code == 0, "\(added.errors)")
      _ = try program.write(books.parties, to: "parties.csv")
      #expect(try await program.run("parties", "import", "parties.csv", "--organization", "acme").code == 0)
      _ = try program.write(
        "version: 1\nname: all\nload: { review_csv: \"out/{organization}.csv\" }\n", to: "all.yaml")
      let run = try await program.run("run", "all.yaml", "--json")
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.hasPrefix("{\"accounts\":[{"))
      #expect(FileManager.default.fileExists(atPath: program.folder + "/out/acme.csv"))
      #expect(FileManager.default.fileExists(atPath: program.folder + "/out/acme.csv.manifest.json"))
      let links = try await program.run("report", "fct_links", "--format", "csv")
      #expect(links.output.split(separator: "\r\n").count > 20)
      let contact = try #require(try await world.scalar("select contact_id from contactsync.link limit 1"))
      let explained = try await program.run("explain", contact)
      #expect(explained.output.contains("matched to"))
      #expect(explained.output.contains("prior"))
      for command in [
        ["report"], ["accounts", "list"], ["accounts", "status"], ["db", "status"], ["pipeline", "lint", "all.yaml"],
        ["pipeline", "show", "all.yaml"], ["pipeline", "keys"],
      ] {
        let ended = await program.wait(try program.start(command))
        #expect(ended.code == 0, "\(command): \(ended.errors)")
        #expect(!ended.output.isEmpty)
      }
    }
  }

  @Test("Killed in the middle of a backfill, the next run completes it", arguments: [1, 4, 9])
  func killed(afterPages pages: Int) async throws {
    let books = Books(seed: 23, parties: 1200)
    let gate = Gate()
    let clock = SandboxClock(now: SandboxClock.system.now, sleep: { _ in await gate.arrive() })
    try await World.with(accounts: [], parties: "id\n", clock: clock) { world in
      let account = SandboxAccount(id: "acme-books")
      try await world.store.add(account)
      try await world.store.putContacts(books.lines, in: account.id)
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      program.environment["ACME_TOKEN"] = account.token
      _ = try await program.run(
        "accounts", "add", "--id", account.id, "--organization", "acme", "--token-env", "ACME_TOKEN")
      _ = try program.write(books.parties, to: "parties.csv")
      _ = try await program.run("parties", "import", "parties.csv", "--organization", "acme")
      _ = try program.write("version: 1\nname: backfill\nextract: { since: beginning }\n", to: "backfill.yaml")
      await world.store.add(Fault(.delay(.seconds(1)), path: "/contacts", skip: pages))
      let process = try program.start(["run", "backfill.yaml"])
      await gate.arrival()
      kill(process, SIGKILL)
      _ = await program.wait(process)
      await gate.open()
      let first = await world.cursorsServed()
      await world.store.clearLog()
      let again = try await program.run("run", "backfill.yaml")
      #expect(again.code == 0, "\(again.errors)")
      #expect(try await world.differences(account: account.id, lines: books.lines) == [])
      let refetched = Set(first).intersection(await world.cursorsServed())
      #expect(refetched.count <= 3)
      #expect(
        try await world.scalar(
          """
          select bool_and(rows_read = rows_inserted + rows_updated + rows_unchanged + rows_deleted + rows_rejected
            + rows_repeated)::text from contactsync.run_account
          """) == "true")
      #expect(
        try await world.scalar("select count(*)::text from contactsync.run_account where finished_at is null") == "0")
    }
  }
}

/// Holds whoever arrives until it is opened, and tells when somebody has arrived.
actor Gate {
  private var isOpen = false
  private var hasArrival = false
  private var held: [CheckedContinuation<Void, Never>] = []
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func arrive() async {
    if isOpen { return }
    hasArrival = true
    for continuation in waiting { continuation.resume() }
    waiting = []
    await withCheckedContinuation { held.append($0) }
  }

  func arrival() async {
    if !hasArrival { await withCheckedContinuation { waiting.append($0) } }
  }

  func open() {
    isOpen = true
    for continuation in held { continuation.resume() }
    held = []
  }
}

extension World {
  /// Row counts of every table: what a wrong use must leave alone.
  func contents() async throws -> String? {
    let tables = ["organization", "linked_account", "party", "contact", "decision", "link", "run", "window_checkpoint"]
    return try await scalar(
      "select " + tables.map { "(select count(*)::text from contactsync.\($0))" }.joined(separator: " || ',' || "))
  }

  /// Of each page of contacts that was asked for: its cursor, empty for the first page.
  func cursorsServed() async -> [String] {
    await store.log.requests.filter { $0.path.hasSuffix("/contacts") }.map { $0.cursor ?? "" }
  }
}
