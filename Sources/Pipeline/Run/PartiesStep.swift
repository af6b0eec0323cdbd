internal import Extract
internal import Load
internal import Postgres

/// What a run read of the platform's parties.
package struct RunParties: Sendable {
  package var inserted = 0
  package var updated = 0
  package var unchanged = 0
  package var retired = 0
  /// Left out, because the person was erased.
  package var erased = 0
  /// Rows that were left out: the first texts, and how many there are in all.
  package var problems: [String] = []
  package var problemCount = 0
}

/// Reads the platform's parties by the pipeline's query and stores them, in one transaction, before anything else of the
/// run: what goes wrong ends the run with nothing touched.
struct PartiesStep: Sendable {
  let source: PartiesSource
  let query: String
  let tools: RunTools

  func run(_ connection: Connection) async throws -> RunParties {
    guard let url = try tools.environment(source.urlVariable) else {
      throw PipelineRun.Refusal.partiesUnset(
        "parties.database_url_env names \(source.urlVariable), which is not set (nor \(source.urlVariable)_FILE)")
    }
    let problems = RowProblems()
    let (source, query) = (source, query)
    do {
      let imported = try await connection.run { session in
        let snapshot = PartySnapshot(retireLimit: source.retireLimit) { problems.count == 0 }
        return try PartyQuery.read(beside: session, url: url, query: query, problems: problems) { next in
          try PartyLoader.upsert(
            session, organization: nil, snapshot: source.isSnapshot ? snapshot : nil, nextPage: next)
        }
      }
      return imported.reduce(
        into: RunParties(problems: problems.texts.map { "parties.query: \($0)" }, problemCount: problems.count)
      ) { sum, one in
        sum.inserted += one.inserted
        sum.updated += one.updated
        sum.unchanged += one.unchanged
        sum.retired += one.retired
        sum.erased += one.erased
      }
    } catch let error as PartyQueryError {
      if error.isPassing { throw PipelineRun.Refusal.partiesAway("parties.query: \(error)") }
      if case .unreachable = error { throw PipelineRun.Refusal.partiesUnset("parties.query: \(error)") }
      throw PipelineRun.Refusal.partiesRefused("parties.query: \(error)")
    } catch let error as LoadError {
      throw PipelineRun.Refusal.partiesRefused("parties.query: \(error)")
    }
  }
}
