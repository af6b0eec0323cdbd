internal import ContactModel
package import Transform

extension TransformStage {
  /// Refines the stage's policy by the judgements of its standing file, for the contacts that are read.
  ///
  /// - Throws: ``StageFailure``: bad input too where too little was judged.
  package func refine(_ path: String) throws -> (report: Report, refinement: Refinement) {
    var report = Report()
    var known = PartyNumbers(parties)
    var accounts: [String: AccountGraph] = [:]
    try eachBatch(path, &report, Self.nowhere) { batch in
      for contact in batch.contacts {
        let account = batch.withText(contact.account) { String(decoding: $0, as: UTF8.self) }
        _ = accounts[account, default: AccountGraph()].add(contact, of: batch, &known)
      }
    }
    var odds: [JudgedOdds] = []
    for account in accounts.keys.sorted() {
      guard var graph = accounts[account] else { continue }
      graph.complete(links: [], judgements: standing.judgements[account] ?? [], &known)
      odds += judgedOdds(graph.graph, policy: policy)
    }
    do throws(RefinementRefusal) {
      return (report, try Refinement(odds, of: policy))
    } catch {
      throw StageFailure(.badInput, "\(path == "-" ? "standard input" : path): \(error)")
    }
  }
}
