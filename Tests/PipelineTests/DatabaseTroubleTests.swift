import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("PostgreSQL in trouble, the real program")
struct DatabaseTroubleTests {
  /// What PostgreSQL does wherever it is asked to write a row of a table.
  enum Trouble: String, CaseIterable, Sendable {
    case diskFull = "53100"
    case serializationFailure = "40001"
    case deadlock = "40P01"
    case outOfMemory = "53200"
    /// The backend ends, as at a restart.
    case ended = "57P01"

    var statement: String {
      self == .ended
        ? "perform pg_terminate_backend(pg_backend_pid())"
        : "raise exception using errcode = '\(rawValue)', message = 'trouble that was made'"
    }
  }

  /// Where it happens: with the statement that writes the table, or at the commit after it.
  struct Place: Sendable, CustomTestStringConvertible {
    var table: String
    var isAtCommit: Bool
    var testDescription: String { isAtCommit ? "at the commit of \(table)" : "in the middle of \(table)" }
  }

  private static let places = [
    Place(table: "run_account", isAtCommit: true), Place(table: "contact", isAtCommit: false),
    Place(table: "contact", isAtCommit: true), Place(table: "window_checkpoint", isAtCommit: true),
    Place(table: "decision", isAtCommit: false), Place(table: "link", isAtCommit: true),
  ]

  @Test(
    "The run ends with 75 and says why; the next one completes, and nothing is lost or doubled",
    arguments: Trouble.allCases, places)
  func trouble(_ trouble: Trouble, _ place: Place) async throws {
    let books = Books(seed: 61, parties: 12)
    try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: nightly\nextract: { page_size: 5 }\n", to: "nightly.yaml")
      try await Self.make(trouble, at: place, world)
      let failed = try await program.run("run", "nightly.yaml")
      #expect(failed.code == 75, "\(failed.code) \(failed.errors)")
      #expect(failed.complaints.count == 1)
      #expect(
        failed.errors.contains(trouble == .ended ? "PostgreSQL" : "(SQLSTATE \(trouble.rawValue))"), "\(failed.errors)")

      try await Self.end(world)
      let next = try await program.run("run", "nightly.yaml")
      #expect(next.code == 0, "\(next.errors)")
      #expect(try await world.differencesFromSource(account: "books") == [])
      #expect(try await world.brokenPromises() == [])
      let before = try await world.fingerprint()
      #expect(try await program.run("run", "nightly.yaml").code == 0)
      #expect(try await world.fingerprint() == before, "a run without changes writes nothing")
    }
  }

  private static func make(_ trouble: Trouble, at place: Place, _ world: World) async throws {
    let trigger =
      place.isAtCommit
      ? "create constraint trigger made after insert or update on contactsync.\(place.table) initially deferred for each row"
      : "create trigger made after insert or update on contactsync.\(place.table) for each statement"
    try await run(
      [
        "create schema trouble",
        "create function trouble.make() returns trigger language plpgsql security definer as $$ begin \(trouble.statement); return null; end $$",
        "\(trigger) execute function trouble.make()",
      ], world)
  }

  private static func end(_ world: World) async throws {
    try await run(["drop schema trouble cascade"], world)
  }

  private static func run(_ statements: [String], _ world: World) async throws {
    let connection = try await Connection.open(TestDatabase.asAdministrator(world.database))
    try await connection.run { session in
      for statement in statements { _ = try session.execute(statement) }
    }
    await connection.close()
  }
}
