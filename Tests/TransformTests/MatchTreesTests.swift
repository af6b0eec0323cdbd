import ContactModel
import TestSupport
import Testing
import Transform

@Suite("The model trees-1") struct MatchTreesTests {
  private static let rising = PairFeatures.names.indices.filter { PairFeatures.rising.contains(PairFeatures.names[$0]) }

  // What the training says of its constraints holds for the trees as they are shipped.
  @Test(arguments: 1...20) func moreEvidenceNeverTakesBits(seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<200 {
      var (weak, strong) = (PairFeatures(), PairFeatures())
      let levels = Self.levels(&random)
      let weight = Double(Int.random(in: -20...60, using: &random)) / 2
      let bits = weight + Double(Int.random(in: -10...4, using: &random))
      let lead = Double(Int.random(in: -40...40, using: &random)) / 2
      let rival = PairFeatures.Rival(levels: Self.levels(&random), weight: weight, bits: bits - lead)
      func read(_ more: Double, _ features: inout PairFeatures) {
        features.read(
          PairFeatures.Rival(levels: levels, weight: weight + more, bits: bits + more),
          contact: PairFeatures.Side(lead: lead + more, count: 2, other: rival),
          party: PairFeatures.Side(lead: lead + more, count: 2, other: rival))
      }
      read(0, &weak)
      read(Double(Int.random(in: 1...12, using: &random)) / 2, &strong)
      #expect(Set(weak.values.indices.filter { weak.values[$0] != strong.values[$0] }).isSubset(of: Self.rising))
      #expect(TreeModel.trees1.bits(strong, own: 100) >= TreeModel.trees1.bits(weak, own: 100))
    }
  }

  @Test(arguments: 1...20) func fewBitsAreAddedToWhatAPairSays(seed: UInt64) throws {
    var random = Seeded(seed)
    for _ in 0..<200 {
      let levels = Self.levels(&random)
      let rows = evidence(for: levels, policy: .standard)
      let own = rows.reduce(0) { ["together", "total"].contains($1.field) ? $0 : $0 + $1.weight }
      #expect(try #require(rows.last).weight <= own + 4 + 1e-9)
    }
  }

  @Test func anythingElseIsNoModel() {
    #expect(TreeModel(hexadecimal: "00cdcccc3d") != nil)
    #expect(TreeModel(hexadecimal: "00cdcccc3") == nil, "half a byte")
    #expect(TreeModel(hexadecimal: "00cdcccc") == nil, "a leaf too short")
    #expect(TreeModel(hexadecimal: "01ff0000feff0000000000000000") == nil, "a feature that is none")
    #expect(TreeModel(hexadecimal: "0100000005ff0000000000000000") == nil, "a branch that leads nowhere")
    #expect(TreeModel(hexadecimal: "0g") == nil, "no digit")
  }

  @Test func equallyGoodPartiesShareTheOdds() throws {
    var sketch = Sketch()
    sketch.edge("c", "p", Sketch.strong)
    sketch.edge("c", "q", Sketch.strong)
    let decision = try #require(settle(sketch.graph, policy: .standard).first)
    for candidate in decision.candidates { #expect(candidate.weight <= 1) }
  }

  @Test(
    "Two branches, two legal forms without one tax number, a near miss alone, a name alone against two others go to people",
    arguments: [
      (Sketch.strong, PairFacts(surprise: 15, branch: .conflict), .branchConflict),
      (Sketch.strong, PairFacts(surprise: 15, legalForm: .conflict), .legalFormConflict),
      ([.name: "initials"], PairFacts(surprise: 15), .nameOnly),
      ([.name: "close"], PairFacts(surprise: 11), .nameOnly),
      ([.name: "exact", .phone: "conflict", .address: "conflict"], PairFacts(surprise: 15), .nameOnly),
      ([.name: "exact", .email: "conflict", .address: "other_street"], PairFacts(surprise: 15), .nameOnly),
    ] as [(Sketch.Agreement, PairFacts, Reason)])
  func whatIsNeverLinked(agreement: Sketch.Agreement, facts: PairFacts, reason: Reason) throws {
    var sketch = Sketch()
    sketch.edge("c", "p", agreement) { $0 = facts }
    var policy = Policy.standard
    policy.matchAt = 0.001
    policy.reviewAt = 0.001
    let decision = try #require(settle(sketch.graph, policy: policy).first)
    #expect(decision.verdict == .review)
    #expect(decision.reasons.contains(reason))
  }

  @Test func twoLegalFormsOfOneTaxNumberAreOneBusiness() throws {
    var sketch = Sketch()
    sketch.edge("c", "p", [.name: "exact", .taxNumber: "exact_valid", .phone: "same", .email: "same_mailbox"]) {
      $0.legalForm = .conflict
      $0.surprise = 15
    }
    #expect(try #require(settle(sketch.graph, policy: .standard).first).verdict == .matched)
  }

  private static func levels(_ random: inout Seeded) -> Levels {
    var levels = Levels()
    for field in Field.allCases {
      levels[field] = UInt8.random(in: 0..<UInt8(Ladder.names(of: field).count), using: &random)
    }
    var facts = PairFacts(Levels(packed: UInt64.random(in: 0...UInt64.max, using: &random)))
    facts.persons = false
    facts.store(in: &levels)
    return levels
  }
}

extension PairFacts {
  fileprivate init(surprise: UInt8, legalForm: Relation = .none, branch: Relation = .none) {
    self.init()
    (self.surprise, self.legalForm, self.branch) = (surprise, legalForm, branch)
  }
}
