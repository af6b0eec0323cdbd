import CSV
import FoundationEssentials
import Load
import TestSupport
import Testing

@Suite("Permalinks in review files that commands write")
struct PermalinkProgramTests {
  /// The review id and the permalink of each row; a file is there.
  private static func permalinks(_ path: String, _ program: Program) throws -> [(id: String, link: String)] {
    var reader = try CSVReader(path: program.folder + "/" + path)
    let header = try #require(try reader.next()).cells
    let (id, link) = (
      try #require(header.firstIndex(of: "review_id")), try #require(header.firstIndex(of: "permalink"))
    )
    var found: [(id: String, link: String)] = []
    while let row = try reader.next() { found.append((row.cells[id], row.cells[link])) }
    return found
  }

  /// A way to have a file written to `review.csv`, without an address and with one.
  static let ways: [(name: String, without: String, with: String)] = [
    (
      "review export", "contactsync review export --organization acme --out review.csv",
      "contactsync review export --organization acme --out review.csv --public-url https://example.com/sync/"
    ),
    (
      "run", "contactsync run without.yaml", "contactsync run with.yaml"
    ),
    (
      "load", "\(decide) | contactsync load --account books --review-csv review.csv",
      "\(decide) | contactsync load --account books --review-csv review.csv --public-url https://example.com/sync"
    ),
  ]

  private static let decide = """
    contactsync extract parties --organization acme > parties.ndjson
    contactsync extract standing --account books > standing.ndjson
    contactsync extract contacts --account books --since beginning |
      contactsync transform --parties parties.ndjson --standing standing.ndjson
    """

  @Test("Each row names its item's page where the screen's address is told; else the column is empty", arguments: ways)
  func permalinks(way: (name: String, without: String, with: String)) async throws {
    try await World.with(accounts: [("books", LinksProgramTests.contacts(1...5))], parties: VerdictRunTests.parties) {
      world in
      _ = try await world.run(LinksProgramTests.pipeline)
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let file = "version: 1\nname: some\nload:\n  review_csv: review.csv\n"
      _ = try program.write(file, to: "without.yaml")
      _ = try program.write(file + "  public_url: https://example.com/sync/\n", to: "with.yaml")
      let without = try await program.shell(way.without)
      #expect(without.code == 0, "\(without.errors)")
      #expect(Set(try Self.permalinks("review.csv", program).map(\.link)) == [""])
      let with = try await program.shell(way.with)
      #expect(with.code == 0, "\(with.errors)")
      let rows = try Self.permalinks("review.csv", program)
      #expect(Set(rows.map(\.id)).count == 5)
      #expect(rows.allSatisfy { $0.link == "https://example.com/sync/review/\($0.id)" }, "\(rows)")
    }
  }
}
