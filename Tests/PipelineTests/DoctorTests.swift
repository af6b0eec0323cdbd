import ContactModel
import FoundationEssentials
import Pipeline
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

  @Test("A clock that is minutes off is said, and what depends on it", arguments: [-180, -20, 20, 180])
  func clocks(ahead: Int64) async throws {
    let system = SandboxClock.system
    let clock = SandboxClock(now: { system.now().advanced(bySeconds: ahead) }, sleep: system.sleep)
    try await World.with(accounts: [("one", "")], parties: "id\n", clock: clock) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let ended = try await program.run("doctor")
      #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
      let line = try #require(ended.output.split(separator: "\n").first { $0.contains("clocks") })
      #expect(line.contains("warning") == (abs(ahead) > 60), "\(line)")
      if abs(ahead) > 60 { #expect(line.contains(ahead > 0 ? "s behind Merge's" : "s ahead of Merge's"), "\(line)") }
    }
  }

  static let apart: [(database: Int64, merge: Int64?, words: String)] = [
    (0, nil, "this machine and PostgreSQL agree"), (-60, nil, "agree"), (61, nil, "is 61 s ahead of this machine's"),
    (-300, nil, "is 300 s behind this machine's"), (0, 0, "PostgreSQL and Merge agree"), (60, 60, "agree"),
    (0, 120, "this machine's clock is 120 s behind Merge's, PostgreSQL's is 120 s behind Merge's"),
    (120, 0, "this machine's clock is like Merge's, PostgreSQL's is 120 s ahead of Merge's"),
    (-40, 40, "this machine's clock is 40 s behind Merge's, PostgreSQL's is 80 s behind Merge's"),
  ]

  @Test("Of three clocks each pair counts, and Merge's is the measure", arguments: apart)
  func pairs(database: Int64, merge: Int64?, words: String) {
    let finding = Clocks(database: .seconds(database), merge: merge.map { .seconds($0) }).finding
    #expect(finding.text.contains(words), "\(finding.text)")
    #expect((finding.level == .ok) == words.contains("agree") && (finding.advice == nil) == words.contains("agree"))
  }

  @Test("Tokens sealed with an older key are named, those of paused accounts too")
  func olderKey() async throws {
    try await World.with(accounts: [("one", ""), ("paused", "")], parties: "id\n") { world in
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      #expect(try await program.run("accounts", "pause", "paused").code == 0)
      #expect(try await program.run("doctor").output.contains("older key") == false)
      let newest = Data(repeating: 9, count: 32).base64EncodedString()
      program.environment["CONTACTSYNC_TOKEN_KEYS"] = "\(newest),\(World.tokenKeys)"
      #expect(
        try await program.run("doctor").output.contains("2 account tokens are sealed with an older key: one, paused"))
      program.environment["TOKEN"] = SandboxAccount(id: "one").token
      let added = try await program.run(
        "accounts", "add", "--id", "one", "--organization", "acme", "--token-env", "TOKEN")
      #expect(added.code == 0, "\(added.errors)")
      #expect(try await program.run("doctor").output.contains("1 account tokens are sealed with an older key: paused"))
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
