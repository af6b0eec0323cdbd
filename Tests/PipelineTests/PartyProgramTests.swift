import FoundationEssentials
import Postgres
import Testing

/// The commands of a platform team by the real program: parties in.
@Suite("Parties by the program")
struct PartyProgramTests {
  static let many = "id,name\n" + (0..<20).map { "p\($0),Party \($0)\n" }.joined()

  @Test("a snapshot shows whom it retires, refuses to lose too many, and needs whole rows")
  func snapshot() async throws {
    try await World.with(accounts: [], parties: Self.many) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let living = "select count(*)::text from reporting.dim_parties where not is_retired"
      func take(_ text: String, _ options: String...) async throws -> Program.Ended {
        _ = try program.write(text, to: "all.csv")
        return await program.wait(
          try program.start(["parties", "import", "all.csv", "--organization", "acme", "--snapshot"] + options))
      }
      func rows(_ range: Range<Int>) -> String { "id,name\n" + range.map { "p\($0),Party \($0)\n" }.joined() }

      let one = try await take(rows(0..<19))
      #expect(one.code == 0, "\(one.errors)")
      let cells = one.output.split(separator: "\n").last?.split(separator: " ")
      #expect(cells == ["acme", "0", "0", "19", "1"])
      #expect(one.output.contains("retired"))
      let half = try await take(rows(0..<10))
      #expect(half.code == 65 && half.complaints.count == 1)
      #expect(half.errors.contains("all.csv: the snapshot would retire 9 of 19 parties, more than 10 %"))
      #expect(try await world.scalar(living) == "19")
      let empty = try await take("id,name\n")
      #expect(empty.code == 65 && empty.complaints.count == 1 && empty.errors.contains("without a single party"))
      let broken = try await take(rows(0..<18) + ",no id\n")
      #expect(broken.code == 65 && broken.errors.contains("all.csv:20"))
      #expect(broken.errors.contains("nobody is retired"))
      #expect(try await world.scalar(living) == "19")
      let allowed = try await take(rows(0..<10), "--retire-limit", "50")
      #expect(allowed.code == 0, "\(allowed.errors)")
      #expect(try await world.scalar(living) == "10")
    }
  }

  @Test(
    "a limit that is none is wrong usage",
    arguments: [
      ["--snapshot", "--retire-limit", "101"], ["--snapshot", "--retire-limit", "x"], ["--retire-limit", "5"],
    ])
  func limits(options: [String]) async throws {
    try await World.with(accounts: [], parties: Self.many) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("id\np1\n", to: "all.csv")
      let ended = await program.wait(
        try program.start(["parties", "import", "all.csv", "--organization", "acme"] + options))
      #expect(ended.code == 64)
      #expect(ended.complaints.count == 1 && ended.errors.contains("retire-limit"), "\(ended.errors)")
    }
  }
}
