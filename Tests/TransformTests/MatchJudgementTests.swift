import ContactModel
import Testing
import Transform

@Suite struct MatchJudgementTests {
  private func settle(_ draw: (inout Sketch) -> Void) -> [String: Settled] {
    var sketch = Sketch()
    draw(&sketch)
    return sketch.settled
  }

  @Test func judgedSameIsCertainWhateverTheEvidence() {
    let settled = settle {
      $0.edge("c", "q", Sketch.strong)
      $0.edge("c", "p", [.name: "different"])
      $0.judge("c", "p", .same)
    }
    #expect(settled["c"]?.verdict == .matched)
    #expect(settled["c"]?.party == "p")
    #expect(settled["c"]?.probability == 1)
    #expect(settled["c"]?.reasons == [.judgedSame])
    #expect(settled["c"]?.candidates.first == "p")
  }

  @Test func judgedSameNeedsNoCandidate() {
    let settled = settle { $0.judge("c", "p", .same) }
    #expect(settled["c"]?.party == "p")
    #expect(settled["c"]?.action == .link(primary: true))
  }

  @Test func judgedDifferentExcludesThePartyForEver() {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.edge("c", "q", Sketch.good)
      $0.judge("c", "p", .different)
    }
    #expect(settled["c"]?.party == "q")
    #expect(settled["c"]?.candidates == ["q"])
    let alone = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.judge("c", "p", .different)
    }
    #expect(alone["c"]?.verdict == .unmatched)
    #expect(alone["c"]?.reasons == [.judgedDifferent])
  }

  @Test func aNewPartyIsLinkedToNone() {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.judge("c", nil, .different)
    }
    #expect(settled["c"]?.verdict == .unmatched)
    #expect(settled["c"]?.reasons == [.judgedDifferent])
  }

  @Test(arguments: [nil, "p"]) func unsureIsNeverLinkedAutomatically(party: String?) {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.judge("c", party, .unsure)
    }
    #expect(settled["c"]?.verdict == .review)
    #expect(settled["c"]?.reasons.first == .judgedUnsure)
  }

  // A contact that a person has placed takes no other party away from its like.
  @Test func aPlacedContactIsNoRivalElsewhere() {
    let settled = settle {
      $0.edge("placed", "p", Sketch.strong)
      $0.edge("placed", "q", Sketch.strong)
      $0.edge("other", "q", Sketch.good)
      $0.judge("placed", "p", .same)
    }
    #expect(settled["other"]?.party == "q")
    #expect(settled["other"]?.action == .link(primary: true))
  }

  @Test func aPersonsChoiceIsPrimary() {
    let settled = settle {
      $0.edge("a", "p", Sketch.strong)
      $0.edge("chosen", "p", Sketch.weak)
      $0.judge("chosen", "p", .same)
    }
    #expect(settled["chosen"]?.action == .link(primary: true))
    #expect(settled["a"]?.action == .link(primary: false))
  }

  @Test(arguments: [LinkSource.human, .imported, .created]) func certainLinksAreNeverMoved(source: LinkSource) {
    let settled = settle {
      $0.edge("c", "q", Sketch.strong)
      $0.stand("c", "p", source)
    }
    #expect(settled["c"]?.verdict == .matched)
    #expect(settled["c"]?.party == "p")
    #expect(settled["c"]?.action == LinkAction.none)
    #expect(settled["c"]?.reasons == [source == .human ? .judgedSame : .standingLink])
  }

  @Test func aStandingLinkThatHoldsIsLeft() {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.stand("c", "p")
    }
    #expect(settled["c"]?.verdict == .matched)
    #expect(settled["c"]?.action == LinkAction.none)
  }

  @Test func aStandingLinkThatWouldMoveIsDisputed() {
    let settled = settle {
      $0.edge("c", "q", Sketch.strong)
      $0.edge("c", "p", [.name: "related"])
      $0.stand("c", "p")
    }
    #expect(settled["c"]?.verdict == .review)
    #expect(settled["c"]?.action == .dispute)
    #expect(settled["c"]?.reasons.first == .linkDisputed)
    #expect(settled["c"]?.candidates.first == "q")
  }

  @Test func aStandingLinkThatWouldDropIsDisputed() {
    let settled = settle {
      $0.edge("c", "p", [.name: "related"])
      $0.stand("c", "p")
    }
    #expect(settled["c"]?.action == .dispute)
    let gone = settle { $0.stand("c", "p") }
    #expect(gone["c"]?.action == .dispute)
  }

  @Test func aStandingLinkThatAPersonCallsWrongEnds() {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.stand("c", "p")
      $0.judge("c", "p", .different)
    }
    #expect(settled["c"]?.action == .drop(by: .human))
    #expect(settled["c"]?.verdict == .unmatched)
    let elsewhere = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.edge("c", "q", Sketch.strong)
      $0.stand("c", "p", .human)
      $0.judge("c", "p", .different)
    }
    #expect(elsewhere["c"]?.action == .move(primary: true, by: .human))
    #expect(elsewhere["c"]?.party == "q")
  }

  @Test func aSecondContactTakesThePrimaryFlagOnlyByRight() {
    let settled = settle {
      $0.edge("first", "p", Sketch.good)
      $0.edge("better", "p", Sketch.strong)
      $0.stand("first", "p")
    }
    #expect(settled["better"]?.action == .link(primary: true))
    #expect(settled["first"]?.action == .setPrimary(false))
  }

  @Test func aDisputedLinkKeepsItsPrimaryFlag() {
    let settled = settle {
      $0.edge("disputed", "p", [.name: "related"])
      $0.edge("other", "p", Sketch.strong)
      $0.stand("disputed", "p")
    }
    #expect(settled["disputed"]?.action == .dispute)
    #expect(settled["other"]?.action == .link(primary: false))
  }
}
