package import ContactModel
package import Parallel

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
  let settlement = Settlement(graph, policy: policy, standing: standing)
  return (graph.contacts.indices.map { settlement.decision(of: $0) }, settlement.oversized)
}

/// A graph whose contacts are decided: of each contact only what the others must know is kept, and its decision is made
/// when somebody asks. Used from any number of threads at once.
package struct Settlement: Sendable {
  private let judge: Judge
  private let primaries: Primaries
  /// Components that were too large to be settled with all their edges.
  package let oversized: [OversizedComponent]

  package init(
    _ graph: MatchGraph, policy: Policy, standing: StandingLinks = .kept, _ workers: Workers = .alone
  ) {
    let ready = SettleGraph(graph, policy)
    let judge = Judge(
      graph: ready, rivals: Rivals(ready, policy), policy: policy, standingLinks: standing)
    let claims = workers.ranges(of: graph.contacts.count, least: 512) { contacts in
      contacts.map { Primaries.Claim(judge.verdict(of: $0)) }
    }
    self.judge = judge
    primaries = Primaries(ready, Array(claims.joined()))
    oversized = ready.oversized
  }

  /// The decision of the contact at this place in the graph's contacts.
  package func decision(of contact: Int) -> Decision {
    var pending = judge.verdict(of: contact)
    primaries.apply(to: &pending, contact)
    return pending.decision
  }
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
