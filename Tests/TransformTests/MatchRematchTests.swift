import ContactModel
import Testing
import Transform

@Suite("What stands, decided anew")
struct MatchRematchTests {
  private func settle(_ standing: StandingLinks, _ draw: (inout Sketch) -> Void) -> [String: Settled] {
    var sketch = Sketch()
    draw(&sketch)
    return sketch.settled(standing)
  }

  @Test("An automatic link moves to the party that the ruling names")
  func moves() {
    let settled = settle(.redecided) {
      $0.edge("c", "q", Sketch.strong)
      $0.edge("c", "p", [.name: "related"])
      $0.stand("c", "p")
    }
    #expect(settled["c"]?.verdict == .matched)
    #expect(settled["c"]?.party == "q")
    #expect(settled["c"]?.action == .move(primary: true, by: .rematch))
    #expect(settled["c"]?.reasons == [.aboveMatch])
  }

  @Test("An automatic link that the ruling would not make ends, and a person is asked where it is likely enough")
  func drops() {
    let unlikely = settle(.redecided) {
      $0.edge("c", "p", [.name: "related"])
      $0.stand("c", "p")
    }
    #expect(unlikely["c"]?.action == .drop(by: .rematch))
    #expect(unlikely["c"]?.verdict == .unmatched)
    let doubtful = settle(.redecided) {
      $0.edge("c", "p", Sketch.weak)
      $0.stand("c", "p")
    }
    #expect(doubtful["c"]?.action == .drop(by: .rematch))
    #expect(doubtful["c"]?.verdict == .review)
    #expect(settle(.redecided) { $0.stand("c", "p") }["c"]?.action == .drop(by: .rematch))
  }

  @Test("A link that the ruling confirms is left, and so is one to a retired party")
  func stays() {
    let confirmed = settle(.redecided) {
      $0.edge("c", "p", Sketch.strong)
      $0.stand("c", "p")
    }
    #expect(confirmed["c"]?.action == LinkAction.none)
    let retired = settle(.redecided) {
      $0.edge("c", "q", Sketch.strong)
      $0.stand("c", "p")
      $0.party("p", isRetired: true)
    }
    #expect(retired["c"]?.action == LinkAction.none)
  }

  @Test(
    "What people, imports and creations linked is not decided anew", arguments: [LinkSource.human, .imported, .created])
  func certain(source: LinkSource) {
    let settled = settle(.redecided) {
      $0.edge("c", "q", Sketch.strong)
      $0.stand("c", "p", source)
    }
    #expect(settled["c"]?.party == "p")
    #expect(settled["c"]?.action == LinkAction.none)
  }

  @Test("While a person is waited for, the link stays in dispute", arguments: [nil, "q"])
  func waiting(party: String?) {
    let settled = settle(.redecided) {
      $0.edge("c", "q", Sketch.strong)
      $0.stand("c", "p")
      $0.judge("c", party, .unsure)
    }
    #expect(settled["c"]?.action == .dispute)
  }

  @Test("A person's refusal ends a link as a person's, whatever is decided anew")
  func refused() {
    for standing in [StandingLinks.kept, .redecided] {
      let settled = settle(standing) {
        $0.stand("c", "p")
        $0.judge("c", "p", .different)
      }
      #expect(settled["c"]?.action == .drop(by: .human))
    }
  }
}

@Suite("Questions for people")
struct MatchQuestionTests {
  private func settle(_ draw: (inout Sketch) -> Void) -> [String: Settled] {
    var sketch = Sketch()
    draw(&sketch)
    return sketch.settled
  }

  @Test(
    "A contact that only a person may place goes to review, however strong its evidence",
    arguments: [Reason.reverted, .relinked])
  func neverAutomatic(reason: Reason) {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.ask("c", nil, reason)
    }
    #expect(settled["c"]?.verdict == .review)
    #expect(settled["c"]?.reasons.first == reason)
    #expect(settled["c"]?.candidates == ["p"])
    let alone = settle { $0.ask("c", nil, reason) }
    #expect(alone["c"]?.verdict == .review)
    #expect(alone["c"]?.reasons == [reason])
  }

  @Test("The parties to be shown come first, those that nothing compares with included")
  func shown() {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.edge("c", "old", Sketch.weak)
      $0.ask("c", "old", .relinked)
      $0.ask("c", "unheard", .relinked)
    }
    #expect(settled["c"]?.candidates == ["unheard", "old", "p"])
    #expect(settled["c"]?.verdict == .review)
  }

  @Test("What a person says of the pair comes before the question")
  func answered() {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.judge("c", "p", .same)
      $0.ask("c", "p", .reverted)
    }
    #expect(settled["c"]?.verdict == .matched)
    #expect(settled["c"]?.candidates == ["p"])
  }

  @Test("A deleted contact is not asked about")
  func deleted() {
    let settled = settle {
      $0.ask("c", "p", .relinked)
      $0.contact("c") { $0.isDeleted = true }
    }
    #expect(settled["c"]?.verdict == .unmatched)
    #expect(settled["c"]?.candidates == [])
  }
}
