package import ContactModel

/// What holds contacts and parties together, before components that are too large are cut: for engines that make the groups
/// themselves, and settle them apart.
package struct ActiveEdges: Sendable {
  package struct Edge: Sendable, Hashable {
    /// Indices into the graph's contacts and parties; the party is the one that survived mergers.
    package var contact: Int32
    package var party: Int32
    /// How often the floor may be raised, by ``SettleGraph/floorStep`` bits each time, until the edge falls below it.
    package var rises: Int
  }

  /// Nodes that a component may have before the floor of its edges is raised.
  package static let componentLimit = SettleGraph.componentLimit

  /// Pairs that may be linked, and are each other's rivals.
  package let edges: [Edge]
  /// Pairs that are linked or were judged: who settles the contact must know what becomes of the party's other contacts. They
  /// count for no component's size; `rises` is 0.
  package let ties: [Edge]

  package init(_ graph: MatchGraph, policy: Policy) {
    let ready = SettleGraph(graph, policy, raisesFloors: false)
    edges = ready.edges.filter(\.isActive).map { edge in
      var rises = 0
      while edge.bits >= SettleGraph.floor(raised: rises + 1), rises < SettleGraph.mostRises { rises += 1 }
      return Edge(contact: edge.contact, party: edge.party, rises: rises)
    }
    let linked = ready.graph.standing.map { Edge(contact: $0.contact, party: $0.party, rises: 0) }
    ties =
      linked
      + ready.graph.judgements.compactMap { judgement in
        judgement.party.map { Edge(contact: judgement.contact, party: $0, rises: 0) }
      }
  }
}
