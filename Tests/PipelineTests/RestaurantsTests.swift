import FoundationEssentials
import Pipeline
import TestSupport
import Testing

@Suite("A real matching set")
struct RestaurantsTests {
  /// Restaurants of two printed guides (Fodor's and Zagat's), a public record-linkage benchmark; not part of this repository.
  static let folder =
    ProcessInfo.processInfo.environment["CONTACTSYNC_RESTAURANTS"] ?? repositoryRoot + "/../shared/data/restaurants"

  @Test("Restaurants: nearly all linked, none wrongly, the rest for people")
  func restaurants() async throws {
    guard let truthFile = text("truth.csv"), let parties = text("platform.csv"),
      let contacts = text("accounting.ndjson")
    else {
      print(
        "RESTAURANTS NOT CHECKED: \(Self.folder) holds no truth.csv, platform.csv and accounting.ndjson; "
          + "name their folder in CONTACTSYNC_RESTAURANTS")
      return
    }
    let truth = Set(truthFile.split(whereSeparator: \.isNewline).dropFirst().map(String.init))
    try await World.with(accounts: [("guide", contacts)], parties: parties) { world in
      let summary = try await world.run(PipelineRunTests.backfill)
      #expect(summary.outcome == .done)
      let links = try await world.column("select party_id || ',' || contact_id from reporting.fct_links")
      let right = links.filter(truth.contains).count
      #expect(right >= 105)
      #expect(links.count == right)
      let review = try await world.column(
        """
        select (candidate ->> 'party') || ',' || contact_id
        from contactsync.review_item, jsonb_array_elements(candidates) as candidate
        where state = 'open'
        """)
      let missing = truth.subtracting(links).subtracting(review)
      #expect(missing.isEmpty, "\(missing.sorted())")
      print("restaurants: \(right) of \(truth.count) linked, \(links.count - right) wrong, \(missing.count) nowhere")
    }
  }

  private func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: "\(Self.folder)/\(name)").flatMap { String(data: $0, encoding: .utf8) }
  }
}
