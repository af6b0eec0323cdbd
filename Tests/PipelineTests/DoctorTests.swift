import FoundationEssentials
import Sandbox
import Testing

@Suite("The doctor")
struct DoctorTests {
  @Test("All is well, then each thing that is wrong is named with what to do")
  func findings() async throws {
    let books = Books(seed: 41, parties: 10)
    try await World.with(
      accounts: [("good", books.lines), ("paused", books.lines), ("revoked", books.lines)], parties: books.parties
    ) { world in
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let pipeline = try program.write(
        "version: 1\nname: nightly\nload: { review_csv: \"out/{organization}.csv\" }\n", to: "nightly.yaml")
      let well = try await program.run("doctor", pipeline)
      #expect(well.code == 0, "\(well.output)\(well.errors)")
      for words in ["configuration", "database", "schema", "account good", "review files"] {
        #expect(well.output.contains(words), "\(words)")
      }

      #expect(try await program.run("accounts", "pause", "paused").code == 0)
      await world.store.add(Fault(.status(401), account: "revoked", times: nil))
      let before = try await world.contents()
      let ill = try await program.run("doctor", "--json")
      #expect(ill.code == 1)
      #expect(ill.complaints.count == 1, "\(ill.errors)")
      let levels = try findings(ill.output)
      #expect(levels["account good"] == "ok")
      #expect(levels["account paused"] == "warning")
      #expect(levels["account revoked"] == "error")
      #expect(try await world.contents() == before)

      program.environment["MERGE_API_KEY"] = "wrong"
      #expect(try findings(await program.run("doctor", "--json").output)["Merge"] == "error")
      program.environment["MERGE_API_KEY"] = World.apiKey
      program.environment["CONTACTSYNC_TOKEN_KEYS"] = Data(repeating: 9, count: 32).base64EncodedString()
      #expect(try findings(await program.run("doctor", "--json").output)["account good"] == "error")
      program.environment["DATABASE_URL"] = "postgresql:///x?host=/nowhere"
      let away = try await program.run("doctor")
      #expect(away.code == 75, "\(away.output)")
      #expect(!away.output.contains(World.apiKey) && !ill.output.contains("token-"))
    }
  }

  private func findings(_ output: String) throws -> [String: String] {
    struct Line: Decodable {
      var level: String
      var subject: String
    }
    return Dictionary(
      try output.split(separator: "\n").map { line in
        let finding = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
        return (finding.subject, finding.level)
      }, uniquingKeysWith: { first, _ in first })
  }
}
