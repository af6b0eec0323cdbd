import ContactModel
import FoundationEssentials
import Load
import Pipeline
import Postgres
import Sandbox
import Synchronization
import TestSupport
import Testing

@Suite("Options of a run")
struct RunOptionsTests {
  static let pipeline = "version: 1\nname: some\n"

  /// Holds an account's lease on a connection of its own, as another run does.
  private static func hold(_ world: World, _ account: String) async throws -> Connection {
    let connection = try await Connection.open(world.database)
    let lease = try await connection.run { try AccountLease.acquire($0, account: account, seconds: 36_000) }
    #expect(lease != nil)
    return connection
  }

  @Test("A held account is waited for, and settled when the other run gives it back")
  func wait() async throws {
    let books = Books(seed: 51, parties: 20)
    try await World.with(accounts: [("held", books.lines), ("free", books.lines)], parties: books.parties) { world in
      let holder = try await Self.hold(world, "held")
      let naps = Mutex(0)
      var options = RunOptions()
      options.wait = .seconds(3600)
      let nap: @Sendable (Duration) async throws -> Void = { _ in
        let count = naps.withLock {
          $0 += 1
          return $0
        }
        if count == 3 { await holder.close() }
      }
      let summary = try await world.run(Self.pipeline, options, sleep: nap)
      #expect(summary.outcome == .done)
      #expect(naps.withLock { $0 } >= 3)
      #expect(try await world.differences(account: "held", lines: books.lines) == [])
      #expect(summary.accounts.map(\.account) == ["free", "held"])
    }
  }

  @Test("What is held for longer than one waits is said to be held, for now")
  func waitInVain() async throws {
    try await World.with(accounts: [("held", "")], parties: "id\np1\n") { world in
      let holder = try await Self.hold(world, "held")
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(Self.pipeline, to: "some.yaml")
      for arguments in [["run", "some.yaml"], ["run", "some.yaml", "--wait", "1s"]] {
        let name = UUID().uuidString
        let ended = await program.wait(try program.start(arguments, name: name), name: name)
        #expect(ended.code == 75 && ended.errors.contains("another run holds this account"), "\(ended.errors)")
      }
      await holder.close()
    }
  }

  @Test("An interval is read and no more; what follows it is read by the next run")
  func interval() async throws {
    let books = Books(seed: 52, parties: 40)
    try await World.with(accounts: [("one", "")], parties: books.parties) { world in
      let begin = try #require(Timestamp(rfc3339: "2026-03-01T00:00:00Z"))
      // Ten contacts an hour, from the first of March on.
      let contacts = books.contacts.prefix(30).enumerated().map { index, contact in
        var contact = contact
        contact.createdAt = begin.advanced(bySeconds: Int64(index / 10) * 3600 + 60)
        contact.modifiedAt = contact.createdAt
        return contact
      }
      try await world.store.putContacts(contacts.map(\.line).joined(separator: "\n"), in: "one")
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(Self.pipeline + "extract: { overlap: 0s }\n", to: "some.yaml")
      func run(_ more: String...) async throws -> (read: String?, watermark: String?) {
        let name = UUID().uuidString
        let ended = await program.wait(
          try program.start(["run", "some.yaml", "--json"] + more, name: name), name: name)
        #expect(ended.code == 0, "\(ended.errors)")
        return (
          ended.output.firstMatch(of: #/"read":(\d+)/#).map { String($0.1) },
          try await world.scalar("select to_char(watermark, 'YYYY-MM-DD HH24:MI') from contactsync.linked_account")
        )
      }
      let first = try await run("--since", "beginning", "--until", "2026-03-01T01:00:00Z")
      #expect(first.read == "10" && first.watermark == "2026-03-01 01:00")
      let second = try await run("--since", "2026-03-01T01:00:00Z", "--until", "2026-03-01T02:00:00Z")
      #expect(second.read == "10" && second.watermark == "2026-03-01 02:00")
      let again = try await run("--since", "2026-03-01T01:00:00Z", "--until", "2026-03-01T02:00:00Z")
      #expect(again.read == "10" && again.watermark == "2026-03-01 02:00")
      let nothing = try await run("--until", "2026-03-01T02:00:00Z")
      #expect(nothing.read == "0" && nothing.watermark == "2026-03-01 02:00")
      let rest = try await run("--until", "2099-01-01T00:00:00Z")
      #expect(rest.read == "10", "an end in the future is none")
      #expect(rest.watermark.map { $0 > "2026-03-01 03:00" && $0 < "2099" } == true)
      let queries = await world.store.log.requests.filter { $0.path.hasSuffix("/contacts") }.map {
        $0.query.replacing("%3A", with: ":")
      }
      let bounds = ["modified_after=2026-03-01T01:00:00Z", "modified_before=2026-03-01T02:00:00Z"]
      #expect(queries.contains { query in bounds.allSatisfy { query.contains($0) } }, "\(queries)")
    }
  }

  @Test("Review files go into the folder that the command line names")
  func output() async throws {
    let books = Books(seed: 53, parties: 20)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(Self.pipeline + "load: { review_csv: \"out/{organization}.csv\" }\n", to: "some.yaml")
      let ended = try await program.run("run", "some.yaml", "--output", "there")
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(FileManager.default.fileExists(atPath: program.folder + "/there/out/acme.csv"))
      #expect(!FileManager.default.fileExists(atPath: program.folder + "/out/acme.csv"))
      let last = try await program.run("run", "some.yaml", "--json")
      #expect(
        last.output.hasSuffix("}\n") && last.output.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
    }
  }

  @Test("One review file for several organizations is refused before anything is done")
  func sharedReviewFile() async throws {
    try await World.with(accounts: [("one", "")], parties: "id\np1\n") { world in
      try await world.addAccount("two", organization: "beta")
      let error = await #expect(throws: ConfigurationError.self) {
        try await world.run(Self.pipeline + "load:\n  review_csv: out/review.csv\n")
      }
      #expect(error?.problems.first?.line == 4 && error?.description.contains("{organization}") == true)
      #expect(try await world.scalar("select count(*)::text from contactsync.run") == "0")
    }
  }
}

extension RunOptionsTests {
  @Test("Every key of the JSON summary is explained in docs/running.md")
  func documentedKeys() async throws {
    let books = Books(seed: 54, parties: 20)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(Self.pipeline + "load: { review_csv: \"out/{organization}.csv\" }\n", to: "some.yaml")
      let ended = try await program.run("run", "some.yaml", "--json")
      let keys = Set(ended.output.matches(of: #/"([a-z_]+)":/#).map { String($0.1) })
      #expect(keys.count > 20)
      let docs = FileManager.default.contents(atPath: repositoryRoot + "/docs/running.md") ?? Data()
      let text = String(decoding: docs, as: UTF8.self)
      #expect(keys.filter { !text.contains("`\($0)`") } == [])
    }
  }
}
