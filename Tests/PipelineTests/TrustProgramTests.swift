import FoundationEssentials
import Pipeline
import Testing

@Suite("The program: trust before use")
struct TrustProgramTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var code: Int32
    var words: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let mistakes: [Mistake] = [
    Mistake(arguments: ["policy", "lint", "bad-policy.yaml"], code: 65, words: "bad-policy.yaml"),
    Mistake(arguments: ["policy", "lint", "missing.yaml"], code: 65, words: "missing.yaml"),
    Mistake(arguments: ["policy", "diff", "standard", "missing.yaml"], code: 65, words: "missing.yaml"),
    Mistake(arguments: ["policy", "diff", "standard", "standard", "--account", "nobody"], code: 64, words: "nobody"),
    Mistake(arguments: ["policy", "diff", "standard", "standard", "--organization", "none"], code: 64, words: "none"),
    Mistake(arguments: ["policy", "diff", "standard", "standard", "--limit", "-1"], code: 64, words: "--limit"),
    Mistake(arguments: ["rematch", "--account", "nobody"], code: 64, words: "nobody"),
    Mistake(arguments: ["rematch", "--policy", "missing.yaml"], code: 65, words: "missing.yaml"),
    Mistake(arguments: ["revert", "999"], code: 64, words: "there is no run 999"),
    Mistake(arguments: ["revert", "last"], code: 64, words: "last"),
    Mistake(arguments: ["revert", "1", "--account", "nobody"], code: 64, words: "nobody"),
  ]

  @Test("A wrong use gets one clear line and the right exit code, and changes nothing")
  func wrongUse() async throws {
    try await World.with(
      accounts: [("one", RematchTests.contact)], parties: RematchTests.header + RematchTests.bakery("p1")
    ) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nmodel: rules-1\n", to: "bad-policy.yaml")
      let before = try await world.contents()
      for mistake in Self.mistakes {
        let ended = await program.wait(try program.start(mistake.arguments))
        #expect(ended.code == mistake.code, "\(mistake): \(ended.errors)")
        #expect(ended.complaints.count == 1, "\(mistake): \(ended.errors)")
        #expect(ended.errors.contains(mistake.words), "\(mistake): \(ended.errors)")
      }
      #expect(try await world.contents() == before)
    }
  }

  @Test("From a policy's difference to a rematch, and a run taken back, without a Merge key")
  func wholeWay() async throws {
    let books = Books(seed: 81, parties: 120)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      let run = try #require(try await world.run(PipelineRunTests.backfill).runID)
      try await TestPolicy.strict { path, _ in
        var program = try Program(database: world.database, baseURL: world.baseURL)
        defer { program.remove() }
        program.environment["MERGE_API_KEY"] = nil
        #expect(try await program.run("policy", "lint", path).output == "\(path): fine\n")
        let difference = try await program.run("policy", "diff", "standard", path, "--json")
        #expect(difference.code == 0, "\(difference.errors)")
        #expect(difference.output.hasPrefix("{\"accounts\":[{\"account\":\"one\",\"contacts\":"))
        let table = try await program.run("policy", "diff", "standard", path, "--limit", "2")
        #expect(table.output.split(separator: "\n").count { $0.hasPrefix("lost") } == 2)
        let links = try await world.links()
        let dry = try await program.run("rematch", "--policy", path)
        #expect(dry.code == 0 && dry.output.contains("dry run: nothing was changed"), "\(dry.errors)")
        #expect(try await world.links() == links)
        let applied = try await program.run("rematch", "--policy", path, "--apply", "--json")
        #expect(applied.code == 0 && applied.output.contains("\"applied\":true"), "\(applied.errors)")
        #expect(try await world.links().count < links.count)
        let reverted = try await program.run("revert", String(run))
        #expect(reverted.code == 0 && reverted.output.contains("links ended"), "\(reverted.errors)")
        #expect(try await world.links() == [])
        let again = try await program.run("revert", String(run), "--json")
        #expect(again.code == 0)
        #expect(again.output == "{\"accounts\":[],\"reverted_run_id\":\(run),\"run_id\":null}\n")
      }
    }
  }
}

@Suite("The program: measuring")
struct MeasuringProgramTests {
  @Test("From a truth to measures, and from a sample that people judged to the precision")
  func wholeWay() async throws {
    let books = Books(seed: 82, parties: 150)
    let truth = EvaluatorTests.labels(seed: 82, parties: 150)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      program.environment["MERGE_API_KEY"] = nil
      var csv = "platform_id,accounting_id\n"
      for (contact, parties) in truth { for party in parties { csv += "\(party),\(contact)\n" } }
      _ = try program.write(csv, to: "truth.csv")
      let table = try await program.run("evaluate", "--truth", "truth.csv", "--organization", "acme")
      #expect(table.code == 0 && table.output.contains("precision"), "\(table.errors)")
      let names = try await world.column("select name from contactsync.contact where length(name) > 6")
      #expect(!names.contains { table.output.contains($0) }, "ids only")
      let json = try await program.run("evaluate", "--truth", "truth.csv", "--json")
      #expect(json.code == 0 && json.output.contains("\"by_match_key\":[{\"match_key\":"))
      _ = try program.write(csv + "p1,\n", to: "torn.csv")
      let torn = try await program.run("evaluate", "--truth", "torn.csv")
      #expect(torn.code == 65 && torn.errors.contains("torn.csv:"))

      let drawn = try await program.run(
        "review", "sample", "--n", "40", "--out", "s.csv", "--seed", "5", "--profile", "machine")
      #expect(drawn.code == 0 && drawn.output.hasSuffix("s.csv: 40 rows (seed 5)\n"), "\(drawn.errors)")
      let empty = try await program.run("review", "sample", "--from", "s.csv")
      #expect(empty.code == 0 && empty.output.contains("precision: unknown"))
      let rows = try #require(
        FileManager.default.contents(atPath: program.folder + "/s.csv").flatMap { String(data: $0, encoding: .utf8) }
      ).split(separator: "\r\n").dropFirst()
      let judged = "review_id,decision\n" + rows.map { $0.prefix { $0 != "," } + ",match\n" }.joined()
      _ = try program.write(judged, to: "judged.csv")
      let said = try await program.run("review", "sample", "--from", "judged.csv", "--manifest", "s.csv.manifest.json")
      #expect(said.code == 0 && said.output.contains("no link was wrong: the precision is at least"), "\(said.errors)")
      for (arguments, code, words) in [
        (["evaluate", "--truth", "none.csv"], 65, "none.csv"),
        (["evaluate", "--truth", "judged.csv"], 65, "judged.csv:1"),
        (["evaluate", "--truth", "truth.csv", "--account", "nobody"], 64, "nobody"),
        (["review", "sample", "--n", "5"], 64, "--out"),
        (["review", "sample", "--n", "0", "--out", "x.csv"], 64, "--n"),
        (["review", "sample", "--from", "judged.csv"], 65, "judged.csv.manifest.json: no such file"),
        (["review", "sample", "--from", "judged.csv", "--n", "3"], 64, "--from"),
      ] {
        let ended = await program.wait(try program.start(arguments))
        #expect(ended.code == Int32(code) && ended.complaints.count == 1, "\(arguments): \(ended.errors)")
        #expect(ended.errors.contains(words), "\(arguments): \(ended.errors)")
      }
    }
  }
}
