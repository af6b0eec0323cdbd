import ContactModel
import Testing
import Transform

/// Parties that the platform merged into others.
@Suite struct MatchMergeTests {
  private func settle(_ draw: (inout Sketch) -> Void) -> [String: Settled] {
    var sketch = Sketch()
    draw(&sketch)
    return sketch.settled
  }

  @Test func candidatesOfAMergedPartyAreTheSurvivors() {
    let settled = settle {
      $0.edge("c", "old", Sketch.strong)
      $0.merge("old", into: "new")
    }
    #expect(settled["c"]?.party == "new")
    #expect(settled["c"]?.candidates == ["new"])
    #expect(settled["c"]?.action == .link(primary: true))
    #expect(settled["c"]?.reasons == [.aboveMatch])
  }

  // Two parties that suit one contact alike are rivals, until they are one.
  @Test func ofTwoEdgesToOneSurvivorTheStrongerCounts() {
    let settled = settle {
      $0.edge("c", "old", Sketch.strong)
      $0.edge("c", "new", Sketch.good)
      $0.merge("old", into: "new")
    }
    #expect(settled["c"]?.party == "new")
    #expect(settled["c"]?.candidates == ["new"])
    #expect(settled["c"]?.matchKey == "+NAME+EMAIL+PHONE")
  }

  @Test func theRecordThatWasComparedIsKnown() {
    var sketch = Sketch()
    sketch.edge("c", "old", Sketch.strong)
    sketch.edge("c", "new", Sketch.good)
    sketch.edge("d", "new", Sketch.strong)
    sketch.merge("old", into: "new")
    let graph = sketch.graph
    let compared = Transform.settle(graph, policy: .standard).map { decision in
      decision.candidates[0].comparedRecord.map { graph.partyIDs[graph.parties[Int($0)].id] }
    }
    #expect(compared == ["old", nil])
  }

  // A chain of n mergers, its end living, deleted, unknown, or leading back.
  @Test(
    arguments: [
      (1, "living", true), (16, "living", true), (17, "living", false), (3, "deleted", false), (2, "cycle", false),
      (1, "self", false),
    ])
  func chains(length: Int, end: String, isFollowed: Bool) {
    let settled = settle { sketch in
      sketch.edge("c", "p0", Sketch.strong)
      if end == "self" { return sketch.merge("p0", into: "p0") }
      for step in 1...length { sketch.merge("p\(step - 1)", into: "p\(step)") }
      if end == "deleted" { sketch.party("p\(length)", isRetired: true) }
      if end == "cycle" { sketch.merge("p\(length)", into: "p0") }
    }
    #expect(settled["c"]?.party == (isFollowed ? "p\(length)" : nil))
    if !isFollowed { #expect(settled["c"]?.reasons == [.partyRetired]) }
  }

  @Test(arguments: [LinkSource.auto, .human, .imported, .created])
  func aStandingLinkMovesWithItsParty(source: LinkSource) {
    let settled = settle {
      $0.edge("c", "old", Sketch.strong)
      $0.stand("c", "old", source)
      $0.merge("old", into: "new")
    }
    #expect(settled["c"]?.verdict == .matched)
    #expect(settled["c"]?.party == "new")
    #expect(settled["c"]?.action == .move(primary: true, by: .merge))
  }

  // The ruling would never make this link: no doubt is raised.
  @Test func theLinkMovesWhateverTheRulingSays() {
    let settled = settle {
      $0.edge("c", "q", Sketch.strong)
      $0.edge("c", "old", [.name: "related"])
      $0.stand("c", "old")
      $0.merge("old", into: "new")
    }
    #expect(settled["c"]?.verdict == .matched)
    #expect(settled["c"]?.party == "new")
    #expect(settled["c"]?.reasons == [.partyMerged])
    #expect(settled["c"]?.action == .move(primary: true, by: .merge))
  }

  @Test func aDeletedContactsLinkMovesToo() {
    let settled = settle {
      $0.stand("c", "old", isPrimary: false)
      $0.contact("c") { $0.isDeleted = true }
      $0.merge("old", into: "new")
    }
    #expect(settled["c"]?.verdict == .unmatched)
    #expect(settled["c"]?.action == .move(primary: false, by: .merge))
  }

  @Test func theMovedLinkIsADuplicateWhereTheSurvivorHasABetterOne() {
    let settled = settle {
      $0.edge("a", "new", Sketch.strong)
      $0.edge("b", "old", Sketch.good)
      $0.stand("a", "new")
      $0.stand("b", "old")
      $0.merge("old", into: "new")
    }
    #expect(settled["a"]?.action == LinkAction.none)
    #expect(settled["b"]?.action == .move(primary: false, by: .merge))
    #expect(settled["b"]?.reasons.last == .duplicateContact)
  }

  // Answers on the merged party, on a second one, on the survivor itself; what it comes to.
  @Test(
    arguments: [
      (.same, nil, nil, "new"), (.different, nil, nil, nil), (.same, nil, .different, nil),
      (.different, nil, .same, "new"), (.same, .different, nil, "new"), (.different, .same, nil, "new"),
      (.different, .unsure, nil, nil),
    ] as [(MatchGraph.Judgement.Answer?, MatchGraph.Judgement.Answer?, MatchGraph.Judgement.Answer?, String?)])
  func judgements(
    first: MatchGraph.Judgement.Answer?, second: MatchGraph.Judgement.Answer?, own: MatchGraph.Judgement.Answer?,
    party: String?
  ) {
    let settled = settle { sketch in
      sketch.edge("c", "new", Sketch.strong)
      sketch.merge("old", into: "new")
      sketch.merge("older", into: "new")
      for (id, answer) in [("old", first), ("older", second), ("new", own)] {
        if let answer { sketch.judge("c", id, answer) }
      }
    }
    #expect(settled["c"]?.party == party)
    #expect(settled["c"]?.reasons == [party == nil ? .judgedDifferent : .judgedSame])
  }

  @Test func unsureOfAMergedPartyIsUnsureOfItsSurvivor() {
    let settled = settle {
      $0.edge("c", "new", Sketch.strong)
      $0.judge("c", "old", .unsure)
      $0.merge("old", into: "new")
    }
    #expect(settled["c"]?.verdict == .review)
    #expect(settled["c"]?.reasons.first == .judgedUnsure)
  }

  // "Not a match" holds for ever: the platform's word does not make a link that a person has refused.
  @Test func aRefusedSurvivorGetsNoLink() {
    let settled = settle {
      $0.edge("c", "new", Sketch.strong)
      $0.stand("c", "old")
      $0.judge("c", "new", .different)
      $0.merge("old", into: "new")
    }
    #expect(settled["c"]?.action == .drop(by: .human))
  }
}
