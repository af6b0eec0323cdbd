import Load
import Pipeline
import Testing
import Transform

@Suite("Comparing policies")
struct PolicyComparisonTests {
  @Test("The difference is what a run under the other policy would give, and nothing is written")
  func asRunsWould() async throws {
    let books = Books(seed: 71, parties: 250)
    try await TestPolicy.strict { path, strict in
      let fresh = try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
        try await world.run(PipelineRunTests.backfill + "transform: { policy: \(path) }\n").accounts[0].settled
      }
      try await World.with(accounts: [("one", books.lines), ("two", books.lines)], parties: books.parties) { world in
        let settled = try await world.run(PipelineRunTests.backfill).accounts[0].settled
        let before = try await world.fingerprint()
        let compared = try await PolicyComparison(
          old: .standard, new: strict, tools: world.trustTools, organization: "acme", limit: 3
        ).run()
        #expect(compared.map(\.account) == ["one", "two"])
        let difference = compared[0].difference
        #expect(difference == compared[1].difference)
        #expect(difference.oldLinks == settled.matched && difference.oldReview == settled.review)
        #expect(difference.newLinks == fresh.matched && difference.newReview == fresh.review)
        #expect(difference.lost == settled.matched - fresh.matched && difference.lost > 3)
        #expect(difference.gained == 0 && difference.moved == 0)
        #expect(difference.examples.count == 3)
        for example in difference.examples {
          #expect(example.kind == .lost && example.old.party != nil && example.new.party == nil)
          #expect(example.old.probability < 0.999 && !example.old.matchKey.isEmpty)
        }
        let same = try await PolicyComparison(
          old: strict, new: strict, tools: world.trustTools, account: "one", limit: 3
        ).run()
        #expect(same[0].difference.examples.isEmpty && same[0].difference.newLinks == fresh.matched)
        #expect(try await world.fingerprint() == before)
      }
    }
  }
}
