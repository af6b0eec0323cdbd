import ContactModel
import Testing

@Suite struct CreationStateTests {
  /// Every step that there is; what is not here cannot happen.
  static let steps: [String] = [
    "planned sent sending", "planned namesake_met review", "sending made created",
    "sending taken_for_other review", "sending refused rejected", "sending not_sent planned", "sending lost unknown",
    "unknown found adopted", "unknown doubtful review", "unknown absent planned", "unknown given_up rejected",
    "review found adopted", "review said_same adopted", "review said_different planned", "rejected renewed planned",
    "rejected namesake_met review",
  ]

  @Test func theStepsAreThese() {
    var found: Set<String> = []
    for state in CreationState.allCases {
      for event in CreationEvent.allCases {
        guard let next = state.after(event) else { continue }
        found.insert("\(state.rawValue) \(event.rawValue) \(next.rawValue)")
      }
    }
    #expect(found == Set(CreationStateTests.steps))
  }

  @Test func nothingFollowsAnEnd() {
    for state in CreationState.allCases where state.isFinal {
      for event in CreationEvent.allCases { #expect(state.after(event) == nil) }
    }
  }

  /// A call may be made from `planned` only, and after a lost answer nothing is planned but by what was looked for or said.
  @Test func nothingIsSentAgainUnlooked() {
    for state in CreationState.allCases {
      #expect((state.after(.sent) == .sending) == (state == .planned))
      for event in CreationEvent.allCases where state.after(event) == .planned {
        switch state {
        case .unknown: #expect(event == .absent)
        case .sending: #expect(event == .notSent)
        case .review: #expect(event == .saidDifferent)
        case .rejected: #expect(event == .renewed)
        default: Issue.record("\(state) \(event)")
        }
      }
    }
  }

  @Test(arguments: CreationEvent.allCases) func anEventLeadsToOneState(_ event: CreationEvent) {
    let (from, to) = CreationState.step(event)
    #expect(!from.isEmpty)
    for state in from { #expect(state.after(event) == to) }
  }
}
