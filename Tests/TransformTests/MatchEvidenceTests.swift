import ContactModel
import TestSupport
import Testing
import Transform

@Suite struct MatchEvidenceTests {
  private let party = Business(
    id: "kestrel", name: "Blue Kestrel Outfitters LLC", phones: ["217-555-0142"], street: "77 Harbor Road",
    city: "Springfield", postcode: "62701", country: "US")
  private let contact = Business(
    id: "c", name: "Blue Kestrel Outfitters", email: "x@kestrel.example.com", phones: ["+1 217 555 0142"],
    country: "US")

  private func sum(_ rows: [Evidence]) -> Double { rows.dropLast().reduce(0) { $0 + $1.weight } }

  @Test func explainsEveryFieldWithBothValues() {
    let parties = matchIndex(town(50, seed: 4) + [party])
    let rows = parties.explain(contact: matchPage([contact]), row: 0, party: matchPage([party]), row: 0)
    #expect(rows.first?.field == "prior")
    #expect(rows.dropFirst().prefix(5).map(\.field) == Field.allCases.map(\.name))
    #expect(rows.last?.field == "total")
    #expect(abs(sum(rows) - (rows.last?.weight ?? 0)) < 1e-9)
    let name = rows.first { $0.field == "name" }
    #expect(name?.level == "exact")
    #expect(name?.left == "blue kestrel outfitters" && name?.right == "blue kestrel outfitters")
    let phone = rows.first { $0.field == "phone_number" }
    #expect(phone?.left == "+12175550142" && phone?.level == "same")
    #expect(
      rows.first { $0.field == "tax_number" }
        == Evidence(
          field: "tax_number", level: "missing", weight: 0, left: "", right: ""))
  }

  // What is stored of a candidate says the same as the records themselves.
  @Test func levelsAloneGiveTheSameWeights() {
    let parties = matchIndex(town(50, seed: 4) + [party])
    let (left, right) = (matchPage([contact]), matchPage([party]))
    let levels = parties.levels(contact: left, row: 0, party: right, row: 0)
    let stored = evidence(for: levels, policy: .standard)
    #expect(stored.map(\.weight) == parties.explain(contact: left, row: 0, party: right, row: 0).map(\.weight))
    let scored = parties.score(left, rows: [0])
    #expect(scored.candidates.first?.levels == levels)
    #expect(scored.candidates.first?.weight == Float(Policy.standard.total(of: levels)))
  }

  @Test func rivalsAreShownAsTheirOwnRow() throws {
    var sketch = Sketch()
    sketch.edge("c", "p", Sketch.good)
    sketch.edge("c", "q", Sketch.good)
    let decision = try #require(settle(sketch.graph, policy: .standard).first)
    for candidate in decision.candidates {
      let rows = evidence(for: candidate, policy: .standard)
      #expect(rows.last?.weight == candidate.weight)
      #expect(abs(sum(rows) - candidate.weight) < 1e-9)
      #expect(rows.contains { $0.field == "rivals" && $0.weight < 0 })
    }
  }

  @Test func factsSurvivePacking() {
    var random = Seeded(12)
    for _ in 0..<500 {
      let packed = UInt64.random(in: 0...UInt64.max, using: &random)
      var copy = Levels(packed: packed & 0xFF_FFFF_FFFF)
      PairFacts(Levels(packed: packed)).store(in: &copy)
      #expect(copy.packed == packed)
    }
  }
}
