import Load
import Pipeline
import Postgres
import Sandbox
import Testing
import Transform

@Suite("Measuring against a truth")
struct EvaluatorTests {
  /// The generator's own labels.
  static func labels(seed: UInt64, parties: Int) -> [String: Set<String>] {
    var truth: [String: Set<String>] = [:]
    BusinessGenerator(seed: seed, parties: parties, style: .mixed).forEachContact { labelled in
      if !labelled.parties.isEmpty { truth[labelled.contact.id] = Set(labelled.parties) }
    }
    return truth
  }

  @Test("The measures agree with counting by hand in the database")
  func measures() async throws {
    let books = Books(seed: 91, parties: 300)
    let truth = Self.labels(seed: 91, parties: 300)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let links = try await world.links().map { $0.split(separator: " ").map(String.init) }
      let right = links.count { truth[$0[1]]?.contains($0[2]) ?? false }
      let before = try await world.fingerprint()
      let result = try await Evaluator(tools: world.trustTools).evaluate(EvaluationRequest(truth: truth))
      let evaluation = result.evaluation
      #expect(result.stored == books.contacts.count && result.missing == 0 && result.undecided == 0)
      #expect(evaluation.precision == Share(right, of: links.count))
      #expect(evaluation.withTruth == truth.count && evaluation.recall == Share(right, of: truth.count))
      let pairs = Set(
        try await world.column(
          """
          select contact_id || ' ' || (shown ->> 'party') from contactsync.review_item
          cross join jsonb_array_elements(candidates) as shown where state = 'open'
          """))
      let shown = truth.count { contact, parties in parties.contains { pairs.contains("\(contact) \($0)") } }
      #expect(evaluation.rightInReview == shown)
      let candidates = Set(try await world.column("select contact_id || ' ' || party_id from contactsync.candidate"))
      let found = truth.count { contact, parties in parties.contains { candidates.contains("\(contact) \($0)") } }
      #expect(evaluation.candidateRecall == Share(found, of: truth.count))
      #expect(evaluation.byKey.reduce(0) { $0 + $1.precision.whole } == links.count)
      #expect(evaluation.byKey.reduce(0) { $0 + $1.review } == evaluation.review)
      #expect(evaluation.mistakes.count(.wrongLink) == links.count - right)
      #expect(try await world.fingerprint() == before)
    }
  }

  @Test("Deleted contacts and those that people placed are left out; a partial truth measures only what it names")
  func leftOut() async throws {
    let books = Books(seed: 92, parties: 60)
    let truth = Self.labels(seed: 92, parties: 60)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let linked = try await world.links().map { $0.split(separator: " ").map(String.init) }
      try await world.judge(linked[0][1], linked[0][2], "same")
      try await world.change(
        "update contactsync.contact set deleted_at = now() where contact_id = '\(linked[1][1])'")
      _ = try await world.run(PipelineRunTests.nightly)
      let all = try await Evaluator(tools: world.trustTools, account: "one").evaluate(EvaluationRequest(truth: truth))
      #expect(all.known == 1 && all.deleted == 1)
      #expect(all.evaluation.contacts == books.contacts.count - 2)
      let some = [linked[2][1]: Set([linked[2][2]]), linked[3][1]: [], "nobody": ["p"]]
      let partial = try await Evaluator(tools: world.trustTools, organization: "acme").evaluate(
        EvaluationRequest(truth: some, isPartial: true))
      #expect(partial.evaluation.precision == Share(1, of: 2))
      #expect(partial.missing == 1 && partial.unnamed == books.contacts.count - 4)
      await #expect(throws: TrustRefusal.self) {
        try await Evaluator(tools: world.trustTools, account: "nobody").evaluate(EvaluationRequest(truth: [:]))
      }
    }
  }
}
