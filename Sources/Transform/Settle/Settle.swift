package import ContactModel

/// Decides every contact of a graph: matched, review or unmatched, with ranked candidates, reasons and what is to happen
/// to its link. Pure; one decision per contact, in the order of `graph.contacts`; independent of the order of nodes and
/// edges otherwise.
package func settle(_ graph: MatchGraph, policy: Policy, standing: StandingLinks = .kept) -> [Decision] {
  settleReporting(graph, policy: policy, standing: standing).decisions
}

/// As ``settle(_:policy:standing:)``, with the components that were too large to be settled with all their edges.
package func settleReporting(
  _ graph: MatchGraph, policy: Policy, standing: StandingLinks = .kept
) -> (decisions: [Decision], oversized: [OversizedComponent]) {
  let ready = SettleGraph(graph, policy)
  let rivals = Rivals(ready, margin: policy.margin)
  let judge = Judge(graph: ready, rivals: rivals, policy: policy, standingLinks: standing)
  var verdicts = graph.contacts.indices.map { judge.verdict(of: $0) }
  Primaries(ready).choose(among: &verdicts)
  return (verdicts.map(\.decision), ready.oversized)
}

/// What becomes of an automatic link that the ruling contradicts.
package enum StandingLinks: Sendable {
  /// It stays, and a person is asked (`link_disputed`).
  case kept
  /// It moves or ends (``LinkEnding/rematch``), but where a person is waited for: there it stays and is disputed.
  case redecided
}

/// A decision on its way: before the primaries are chosen.
struct PendingDecision {
  var decision: Decision
  /// The party whose contact this will be when all is done: newly linked, standing or disputed.
  var linkedParty: Int32?
  /// A person, an import or a creation made the link.
  var isCertain = false
}
