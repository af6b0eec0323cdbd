import FoundationEssentials
import LocalPostgres
import Postgres
import TestSupport
import Testing

@Suite("What PostgreSQL itself logs")
struct ServerLogTests {
  /// The settings that docs/operations.md names for a server of one's own.
  private static let advice = ["log_error_verbosity = 'terse'", "log_min_error_statement = 'panic'"]

  /// What PostgreSQL does when nobody says otherwise.
  private static let standard = [
    "log_min_messages = 'warning'", "log_error_verbosity = 'default'", "log_min_error_statement = 'error'",
  ]

  /// Has statements fail over rows that hold a word, in a database with these settings.
  private static func fail(over word: String, settings: [String]) async throws {
    let database = try await TestDatabase.empty()
    let owner = try await Connection.open(database)
    let name = try await owner.run { try $0.execute("select current_database()").text(0, 0) ?? "" }
    try await owner.run { session in
      for setting in settings { try session.script("alter database \(name) set \(setting)") }
    }
    await owner.close()
    let connection = try await Connection.open(database)
    try await connection.run { session in
      try session.script("create table person (name text primary key check (length(name) < 40), born date)")
      _ = try session.execute("insert into person values ($1)", [.text(word)])
      #expect(throws: PostgresError.self) { try session.execute("insert into person values ($1)", [.text(word)]) }
      let long = word + String(repeating: "x", count: 40)
      #expect(throws: PostgresError.self) { try session.execute("insert into person values ($1)", [.text(long)]) }
      #expect(throws: PostgresError.self) { try session.script("insert into person values ('\(long)')") }
      for name in [word, long] {
        #expect(throws: PostgresError.self) {
          try session.copyIn("copy person (name) from stdin (format binary)") { copy in
            try copy.beginRow(columns: 1)
            copy.text(name)
          }
        }
      }
    }
    let process = await connection.serverProcess ?? 0
    let other = try await Connection.open(database)
    _ = try await other.run { try $0.execute("select pg_terminate_backend($1::int, 5000)", [.int(Int64(process))]) }
    await other.close()
    await connection.close()
  }

  private static func log() throws -> String {
    let path = try TestDatabase.server().home + "/pg/server.log"
    return String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
  }

  @Test("The private server, and one's own as the docs advise, log nothing of the rows that statements fail over")
  func nothingOfRows() async throws {
    try await Self.fail(over: "Qwxprivate", settings: [])
    try await Self.fail(over: "Qwxadvised", settings: Self.standard + Self.advice)
    try await Self.fail(over: "Qwxstandard", settings: Self.standard)
    let log = try Self.log()
    #expect(log.contains("terminating connection"), "it is logged what ends a connection")
    #expect(log.contains("Qwxstandard"), "PostgreSQL's own settings quote rows")
    #expect(!log.contains("Qwxprivate"))
    #expect(!log.contains("Qwxadvised"))
    let docs = try #require(FileManager.default.contents(atPath: repositoryRoot + "/docs/operations.md"))
    for setting in Self.advice { #expect(String(decoding: docs, as: UTF8.self).contains(setting)) }
  }
}
