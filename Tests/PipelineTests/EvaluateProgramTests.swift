import FoundationEssentials
import NDJSON
import Sandbox
import Testing

@Suite("The program: evaluate")
struct EvaluateProgramTests {
  /// The generator's truth and labels as files.
  static func write(_ program: Program, seed: UInt64, parties: Int) throws {
    var truth = "platform_id,accounting_id\n"
    var patterns = "contact_id,pattern\n"
    BusinessGenerator(seed: seed, parties: parties, style: .mixed).forEachContact { labelled in
      for party in labelled.parties { truth += "\(party),\(labelled.contact.id)\n" }
      for pattern in labelled.patterns { patterns += "\(labelled.contact.id),\(pattern.rawValue)\n" }
    }
    _ = try program.write(truth, to: "truth.csv")
    _ = try program.write(patterns, to: "patterns.csv")
  }

  @Test("A file of decisions measures as the database that it was loaded into, without needing one")
  func fileEqualsDatabase() async throws {
    try await StageProgramTests.with(seed: 84, parties: 250) { world, program, books in
      try Self.write(program, seed: 84, parties: 250)
      let made = try await program.shell(
        """
        contactsync extract contacts --account books --since beginning > contacts.ndjson &&
        contactsync extract parties --organization acme > parties.ndjson &&
        contactsync extract standing --account books > standing.ndjson &&
        contactsync transform --parties parties.ndjson --standing standing.ndjson < contacts.ndjson > decisions.ndjson
        """)
      #expect(made.code == 0, "\(made.errors)")
      var alone = program
      alone.environment["DATABASE_URL"] = "postgres://nobody@localhost:1/none"
      let options = ["--truth", "truth.csv", "--patterns", "patterns.csv", "--json"]
      let file = await alone.wait(try alone.start(["evaluate", "--decisions", "decisions.ndjson"] + options))
      #expect(file.code == 0, "\(file.errors)")
      let shuffled = try await alone.shell(
        "shuf --random-source=parties.ndjson decisions.ndjson | contactsync evaluate --decisions - \(options.joined(separator: " "))"
      )
      #expect(shuffled.output == file.output, "the order of lines changes nothing")

      _ = try await world.run(PipelineRunTests.backfill)
      let stored = await program.wait(try program.start(["evaluate"] + options))
      #expect(stored.code == 0, "\(stored.errors)")
      #expect(stored.output == file.output)

      let object = try LineObject(Array(file.output.utf8))
      for member in [
        "by_country", "by_match_key", "by_pattern", "calibration", "missed", "mistakes", "not_compared",
        "recall_at_precision", "review_for_recall",
      ] { #expect(object.has(member), "\(member)") }
      #expect(try object.object("calibration")?.objects("bins").count == 10)
      #expect(try object.objects("by_pattern").count > 3)
      #expect(!file.output.contains("\"pairs\":"), "ids only, unless asked")
    }
  }

  @Test("Mistakes with both records' values where somebody asks, from the database and from files")
  func evidence() async throws {
    try await StageProgramTests.with(seed: 85, parties: 60) { world, program, books in
      _ = try await world.run(PipelineRunTests.backfill)
      let links = try await world.links().map { $0.split(separator: " ").map(String.init) }
      let wrong = try #require(links.first)
      let other = try #require(links.last)
      // A truth that swaps two parties: two links are wrong.
      _ = try program.write(
        "party_id,contact_id\n\(other[2]),\(wrong[1])\n\(wrong[2]),\(other[1])\n", to: "truth.csv")
      let made = try await program.shell(
        """
        contactsync extract contacts --account books --since beginning > contacts.ndjson &&
        contactsync extract parties --organization acme > parties.ndjson &&
        contactsync transform --parties parties.ndjson < contacts.ndjson > decisions.ndjson
        """)
      #expect(made.code == 0, "\(made.errors)")
      let options = ["--truth", "truth.csv", "--partial", "--mistakes", "2"]
      let stored = await program.wait(try program.start(["evaluate"] + options))
      #expect(stored.code == 0, "\(stored.errors)")
      #expect(stored.output.contains("1. wrong link: contact "))
      #expect(stored.output.contains("\(wrong[2]) (linked, wrongly)"))
      #expect(stored.output.contains("\(other[2]) (its party)"))
      #expect(stored.output.contains("prior") && stored.output.contains("total"))

      let file = ["evaluate", "--decisions", "decisions.ndjson"] + options
      let both = await program.wait(try program.start(file + ["--parties", "parties.ndjson"]))
      #expect(both.code == 0, "\(both.errors)")
      #expect(both.output.contains("\(wrong[2]) (linked, wrongly)") && !both.output.contains("nothing is known"))
      let bare = await program.wait(try program.start(file))
      #expect(bare.code == 0 && bare.output.contains("nothing is known of this pair"), "\(bare.errors)")
      let json = await program.wait(try program.start(file + ["--parties", "parties.ndjson", "--json"]))
      let mistake = try #require(try LineObject(Array(json.output.utf8)).objects("mistakes").first)
      let pairs = try mistake.objects("pairs")
      #expect(try pairs.map { try $0.flag("is_true") } == [false, true])
      #expect(try pairs.allSatisfy { try $0.objects("evidence").count > 6 })
    }
  }

  static let wrongUses: [(arguments: [String], code: Int32, words: String)] = [
    (["--truth", "truth.csv", "--mistakes", "0"], 64, "--mistakes"),
    (["--truth", "truth.csv", "--parties", "p.ndjson"], 64, "--parties"),
    (["--truth", "truth.csv", "--decisions", "d.ndjson", "--organization", "acme"], 64, "--organization"),
    (["--truth", "truth.csv", "--decisions", "none.ndjson"], 65, "none.ndjson"),
    (["--truth", "truth.csv", "--decisions", "d.ndjson", "--parties", "none.ndjson"], 65, "none.ndjson"),
    (["--truth", "truth.csv", "--decisions", "d.ndjson", "--patterns", "none.csv"], 65, "none.csv"),
    (["--truth", "truth.csv", "--decisions", "d.ndjson", "--policy", "none.yaml"], 65, "none.yaml"),
    (["--truth", "truth.csv", "--decisions", "d.ndjson", "--patterns", "truth.csv"], 65, "truth.csv:1"),
  ]

  @Test("A wrong use gets one line and its code", arguments: wrongUses)
  func wrongUse(use: (arguments: [String], code: Int32, words: String)) async throws {
    let program = try Program(database: "postgres://nobody@localhost:1/none", baseURL: "http://localhost:1")
    defer { program.remove() }
    _ = try program.write("party_id,contact_id\np1,c1\n", to: "truth.csv")
    _ = try program.write("", to: "d.ndjson")
    let ended = await program.wait(try program.start(["evaluate"] + use.arguments))
    #expect(ended.code == use.code && ended.complaints.count == 1, "\(ended.errors)")
    #expect(ended.errors.contains(use.words), "\(ended.errors)")
  }

  @Test("A broken line, and a contact that comes twice, are named; the others are measured")
  func brokenLines() async throws {
    let program = try Program(database: "postgres://nobody@localhost:1/none", baseURL: "http://localhost:1")
    defer { program.remove() }
    func line(_ contact: String, _ party: String) -> String {
      #"{"account":"a","candidates":[{"levels":"0000000000000000","party":"\#(party)","probability":0.99,"weight":6.6}],"#
        + #""contact":"\#(contact)","match_key":"+NAME","party":"\#(party)","probability":0.99,"reasons":[],"#
        + #""verdict":"matched","weight":6.6}"#
    }
    let lines = [
      line("c1", "p1"), "{", line("c1", "p1"), line("c2", "p1"), #"{"type":"end","account":"a","rows":2,"schema":1}"#,
    ]
    _ = try program.write(lines.joined(separator: "\n") + "\n", to: "d.ndjson")
    _ = try program.write("party_id,contact_id\np1,c1\np2,c2\n", to: "truth.csv")
    let ended = try await program.run("evaluate", "--truth", "truth.csv", "--decisions", "d.ndjson", "--json")
    #expect(ended.code == 65)
    #expect(ended.errors.contains("d.ndjson:2: byte 1") && ended.errors.contains("d.ndjson:3: the contact comes a"))
    #expect(ended.errors.contains("d.ndjson: 2 lines were left out"))
    #expect(try LineObject(Array(ended.output.utf8)).integer("contacts") == 2)
    #expect(try LineObject(Array(ended.output.utf8)).integer("wrong_link_count") == 1)
  }
}
