import CSV
import FoundationEssentials
import Load
import Pipeline
import Testing
import Transform

@Suite("Samples of automatic links")
struct SampleTests {
  /// Runs the body in a folder that is removed afterwards, with a database of linked contacts.
  private static func with(
    seed: UInt64, parties: Int, _ body: @Sendable (World, _ folder: String) async throws -> Void
  ) async throws {
    let books = Books(seed: seed, parties: parties)
    try await World.with(accounts: [("one", books.lines), ("two", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let folder = FileManager.default.temporaryDirectory.path + "/contactsync-sample-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try await body(world, folder)
    }
  }

  private static func text(_ path: String) throws -> String {
    try #require(FileManager.default.contents(atPath: path).flatMap { String(data: $0, encoding: .utf8) })
  }

  /// The file with `decision` filled by what the body says of each row.
  private static func judge(_ path: String, _ decide: (_ contact: String, _ party: String) -> String) throws {
    var reader = try CSVReader(bytes: Array(text(path).utf8), name: path)
    var writer = CSVWriter(profile: .machine)
    let header = try #require(try reader.next()).cells
    writer.append(header)
    let places = ["contact_id", "party_id", "decision"].map { header.firstIndex(of: $0) ?? 0 }
    while let row = try reader.next() {
      var cells = row.cells
      cells[places[2]] = decide(cells[places[0]], cells[places[1]])
      writer.append(cells)
    }
    try Data(writer.take()).write(to: URL(filePath: path))
  }

  @Test("The same seed draws the same file; each stratum is there; nothing is changed")
  func drawn() async throws {
    try await Self.with(seed: 95, parties: 400) { world, folder in
      let before = try await world.fingerprint()
      func draw(_ name: String, seed: UInt64, count: Int) async throws -> SampleManifest {
        try await SampleDraw(
          tools: world.trustTools, policy: .standard, organization: "acme", count: count, seed: seed
        ).write(to: "\(folder)/\(name).csv", profile: .machine)
      }
      let first = try await draw("first", seed: 7, count: 60)
      let again = try await draw("again", seed: 7, count: 60)
      let other = try await draw("other", seed: 8, count: 60)
      #expect(first == again && first.strata != other.strata)
      #expect(try Self.text("\(folder)/first.csv") == Self.text("\(folder)/again.csv"))
      #expect(try SampleManifest(text: Array(Self.text("\(folder)/first.csv.manifest.json").utf8)) == first)
      let links = try await world.links()
      #expect(first.strata.reduce(0) { $0 + $1.links } == links.count)
      #expect(first.rows == 60 && first.strata.reduce(0) { $0 + $1.reviewIDs.count } == 60)
      for stratum in first.strata { #expect(stratum.reviewIDs.count >= min(stratum.links, 4)) }
      #expect(first.strata.filter { $0.links > 0 }.count >= 3, "links of several strata, or this test shows little")
      let rows = try Self.text("\(folder)/first.csv").split(separator: "\r\n")
      #expect(rows.count == 61 && rows[0] == ReviewExport.columns.joined(separator: ",")[...])
      #expect(rows.dropFirst().allSatisfy { $0.contains("prior -4.0; name") })
      let whole = try await draw("whole", seed: 7, count: 1_000_000)
      #expect(whole.rows == links.count)
      #expect(try await world.fingerprint() == before)
    }
  }

  @Test("The judged file gives the precision that the truth has; wrong words are named by line")
  func judged() async throws {
    let truth = EvaluatorTests.labels(seed: 96, parties: 400)
    try await Self.with(seed: 96, parties: 400) { world, folder in
      let path = "\(folder)/sample.csv"
      let manifest = try await SampleDraw(
        tools: world.trustTools, policy: .standard, account: "one", count: 100_000, seed: 1
      ).write(to: path, profile: .sheet)
      try Self.judge(path) { contact, party in (truth[contact]?.contains(party) ?? false) ? "match" : "NOT_A_MATCH" }
      let sample = try JudgedSample(file: path)
      let measured = try await Evaluator(tools: world.trustTools, account: "one").evaluate(
        EvaluationRequest(truth: truth))
      let precision = try #require(sample.estimate.precision)
      #expect(abs(precision - (measured.evaluation.precision.value ?? 0)) < 1e-9, "all links judged: the truth itself")
      #expect(sample.estimate.judged == manifest.rows && sample.unsure.reduce(0, +) == 0)

      let first = try #require(manifest.strata.last?.reviewIDs.first)
      func problems(_ text: String) throws -> [String] {
        let bad = "\(folder)/bad.csv"
        try Data(text.utf8).write(to: URL(filePath: bad))
        let error = #expect(throws: JudgedSample.Problems.self) {
          try JudgedSample(file: bad, manifest: path + ".manifest.json")
        }
        return try #require(error).texts.map { $0.replacing(folder + "/", with: "") }
      }
      #expect(
        try problems("review_id,decision\nr0,match\n\(first),perhaps\n") == [
          "bad.csv:2: this review_id is not of the sample",
          "bad.csv:3: decision must be match, not_a_match, unsure or empty",
        ])
      #expect(
        try problems("review_id,decision\n\(first),match\n\(first),match\n")
          == ["bad.csv:3: this review_id was judged in a line above"])
      #expect(throws: JudgedSample.Problems.self) { try JudgedSample(file: "\(folder)/bad.csv") }
      try Data("review_id,decision\n\(first),unsure\n".utf8).write(to: URL(filePath: "\(folder)/few.csv"))
      let few = try JudgedSample(file: "\(folder)/few.csv", manifest: path + ".manifest.json")
      #expect(few.estimate.precision == nil && few.unsure.reduce(0, +) == 1)
      #expect(few.empty.reduce(0, +) == manifest.rows - 1)
    }
  }
}
