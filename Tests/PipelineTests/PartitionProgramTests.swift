import TestSupport
import Testing

@Suite("db migrate --partitions")
struct PartitionProgramTests {
  private static let tables = "contact, contact_version, candidate, decision"

  @Test("says what it did; the same again does nothing, and every command works as before")
  func cutting() async throws {
    let books = Books(seed: 44, parties: 30)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let pipeline = try program.write("version: 1\nname: nightly\n", to: "nightly.yaml")
      #expect(try await program.run("run", pipeline).code == 0)
      let links = try await world.column("select contact_id || party_id from reporting.fct_links order by 1")
      let cut = try await program.run("db", "migrate", "--partitions", "4")
      #expect(cut.code == 0 && cut.output == "up to date\npartitions: 4 each of \(Self.tables)\n", "\(cut.errors)")
      #expect(
        try await program.run("db", "migrate", "--partitions", "4").output == "up to date\npartitions: 4 already\n")
      #expect(try await program.run("db", "migrate").output == "up to date\n")
      #expect(try await program.run("db", "status").output.hasSuffix("up to date\n" + Self.counts(4)))
      #expect(try await program.run("db", "roles").output == "in force\n")
      let doctor = try await program.run("doctor")
      #expect(doctor.code == 0 && doctor.output.contains("in force: each"), "\(doctor.output)\(doctor.errors)")
      #expect(try await program.run("run", pipeline).code == 0)
      #expect(try await world.column("select contact_id || party_id from reporting.fct_links order by 1") == links)
      #expect(try await program.run("db", "prune").code == 0)
    }
  }

  @Test("an empty database is migrated first, without isolation too; a number that cannot be is wrong usage")
  func numbers() async throws {
    let program = try Program(database: await TestDatabase.empty(), baseURL: "http://localhost:1")
    defer { program.remove() }
    for number in ["0", "-1", "1025"] {
      let refused = try await program.run("db", "migrate", "--partitions=\(number)")
      #expect(
        refused.code == 64 && refused.errors.contains("--partitions \(number): take a number from 1 to 1024"),
        "\(refused.errors)")
    }
    #expect(try await program.run("db", "migrate", "--partitions", "many").code == 64)
    #expect(try await program.run("db", "status").output.hasSuffix("none yet; run `contactsync db migrate`\n"))
    let migrated = try await program.run("db", "migrate", "--partitions", "2")
    #expect(migrated.output.hasSuffix(", reporting\npartitions: 2 each of \(Self.tables)\n"), "\(migrated.errors)")
    #expect(try await program.run("db", "status").output.hasSuffix("up to date\n" + Self.counts(2)))
  }

  private static func counts(_ count: Int) -> String {
    tables.split(separator: ", ").map { "partitions of \($0): \(count)\n" }.joined()
  }
}
