import ContactModel
import TestSupport
import Testing
import Transform

@Suite("Refining a policy by judgements")
struct RefineTests {
  /// Candidates that the ruling rates by these bits and that come true as the line says.
  private static func odds(_ count: Int, shift: Double, slope: Double, seed: UInt64) -> [JudgedOdds] {
    var random = Seeded(seed)
    return (0..<count).map { _ in
      let bits = Double.random(in: -3...5, using: &random)
      return JudgedOdds(bits: bits, isSame: random.chance(probability(bits: shift + slope * bits)))
    }
  }

  @Test(
    "The line that made the answers is found, the closer the more there are",
    arguments: [(0.0, 1.0), (-1.5, 0.7), (1.0, 1.2), (-2.5, 1.0)])
  func finds(shift: Double, slope: Double) throws {
    let refinement = try Refinement(
      Self.odds(20_000, shift: shift, slope: slope, seed: 7), of: .standard)
    let found = refinement.policy.correction
    #expect(abs(found.shift - shift) < 0.12, "\(found)")
    #expect(abs(found.slope - slope) < 0.06, "\(found)")
    #expect(try #require(refinement.after.expectedError) < 0.02)
    #expect(refinement.policy.with(.none) == .standard)
  }

  @Test("Few answers move it little: of a ruling that is right, fifty leave less than a bit", arguments: UInt64(1)...20)
  func holds(seed: UInt64) throws {
    let found = try Refinement(Self.odds(60, shift: 0, slope: 1, seed: seed), of: .standard).policy.correction
    #expect(abs(found.shift) < 1.5 && abs(found.slope - 1) < 0.4, "\(found)")
  }

  @Test(
    "The order of the answers changes nothing, and what the policy had learned before is learned anew, not added to")
  func isDeterministic() throws {
    let odds = Self.odds(300, shift: -1, slope: 0.9, seed: 3)
    let once = try Refinement(odds, of: .standard).policy
    #expect(try Refinement(odds.reversed(), of: .standard).policy == once)
    #expect(try Refinement(odds, of: once).policy == once)
  }

  @Test("Too few answers, or all alike, are refused")
  func refuses() {
    #expect(throws: RefinementRefusal.fewJudged(49)) {
      try Refinement(Self.odds(49, shift: 0, slope: 1, seed: 1), of: .standard)
    }
    let alike = (0..<60).map { JudgedOdds(bits: 3, isSame: $0 >= 9) }
    #expect(throws: RefinementRefusal.oneSided(same: 51, different: 9)) { try Refinement(alike, of: .standard) }
  }

  /// What is said, and what it says of the best candidate `p`; nil: nothing.
  @Test(
    "An answer counts where it answers for the best candidate",
    arguments: [
      (("p", .same), true), (("q", .same), false), (("p", .different), false), (("q", .different), nil),
      ((nil, .different), false), ((nil, .unsure), nil), (("p", .unsure), nil),
    ] as [((String?, MatchGraph.Judgement.Answer), Bool?)])
  func answers(said: (party: String?, answer: MatchGraph.Judgement.Answer), expected: Bool?) {
    var sketch = Sketch()
    sketch.edge("c", "p", Sketch.good)
    sketch.edge("c", "q", Sketch.weak)
    sketch.edge("other", "p", Sketch.weak)
    let unasked = sketch.settled["c"]?.probability
    sketch.judge("c", said.party, said.answer)
    sketch.stand("c", "q", .human)
    let odds = judgedOdds(sketch.graph, policy: .standard)
    #expect(odds.map(\.isSame) == (expected.map { [$0] } ?? []))
    if let found = odds.first { #expect(probability(bits: found.bits) == unasked) }
  }

  @Test("Two candidates alike are left out; a judgement of a merged party is one of its survivor")
  func special() {
    var alike = Sketch()
    alike.edge("c", "p", Sketch.good)
    alike.edge("c", "q", Sketch.good)
    alike.judge("c", "p", .same)
    #expect(judgedOdds(alike.graph, policy: .standard).isEmpty)
    var merged = Sketch()
    merged.edge("c", "p", Sketch.good)
    merged.merge("old", into: "p")
    merged.judge("c", "old", .same)
    #expect(judgedOdds(merged.graph, policy: .standard).map(\.isSame) == [true])
  }

  @Test("A correction sends to people what would have been linked, and links nothing that the laws keep from it")
  func decides() throws {
    var sketch = Sketch()
    sketch.edge("strong", "p", Sketch.good)
    sketch.edge("weak", "q", [.name: "different", .phone: "same", .email: "same_mailbox"])
    var doubting = Policy.standard
    doubting.correction = Correction(shift: -20, slope: 0.2)
    var trusting = Policy.standard
    trusting.correction = Correction(shift: 20, slope: 1)
    let graph = sketch.graph
    func verdicts(_ policy: Policy) -> [Verdict] {
      settle(graph, policy: policy).sorted { $0.contact < $1.contact }.map(\.verdict)
    }
    #expect(verdicts(.standard)[0] == .matched)
    #expect(verdicts(doubting)[0] != .matched)
    #expect(verdicts(trusting) == [.matched, .review])
  }
}

extension Policy {
  /// The policy with another correction.
  fileprivate func with(_ correction: Correction) -> Policy {
    var policy = self
    policy.correction = correction
    return policy
  }
}
