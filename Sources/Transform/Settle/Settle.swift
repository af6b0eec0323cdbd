package import ContactModel

/// Decides every contact of a graph: matched, review or unmatched, with ranked candidates, reasons and what is to happen
/// to its link. Pure; one decision per contact, in the order of `graph.contacts`; independent of the order of nodes and
/// edges otherwise.
package func settle(_ graph: MatchGraph, policy: Policy) -> [Decision] {
  settleReporting(graph, policy: policy).decisions
}

/// As ``settle(_:policy:)``, with the components that were too large to be settled with all their edges.
package func settleReporting(
  _ graph: MatchGraph, policy: Policy
) -> (decisions: [Decision], oversized: [OversizedComponent]) {
  let ready = SettleGraph(graph, policy)
  let rivals = Rivals(ready, margin: policy.margin)
  let judge = Judge(graph: ready, rivals: rivals, policy: policy)
  var verdicts = graph.contacts.indices.map { judge.verdict(of: $0) }
  Primaries(ready).choose(among: &verdicts)
  return (verdicts.map(\.decision), ready.oversized)
}

/// A decision on its way: before the primaries are chosen.
struct PendingDecision {
  var decision: Decision
  /// The party whose contact this will be when all is done: newly linked, standing or disputed.
  var linkedParty: Int32?
  /// A person, an import or a creation made the link.
  var isCertain = false
}
