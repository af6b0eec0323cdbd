import ContactModel

/// Who stands beside each edge of a graph: the best other edge of its contact and of its party.
struct Neighbours {
  private let ofContacts: BestTwo
  private let ofParties: BestTwo

  init(_ graph: SettleGraph) {
    ofContacts = BestTwo(graph.graph.contacts.count, graph.edges) { $0.contact }
    ofParties = BestTwo(graph.graph.parties.count, graph.edges) { $0.party }
  }

  /// Reads what the model sees of an edge.
  func read(_ place: Int, of graph: SettleGraph, into features: inout PairFeatures) {
    let edge = graph.edges[place]
    features.read(
      edge.seen, contact: ofContacts.side(of: place, edge.contact, graph.edges),
      party: ofParties.side(of: place, edge.party, graph.edges))
  }
}

/// The two best active edges of every node on one side. Of equal bits the levels decide, so that what an edge sees of its
/// best neighbour depends on no order.
private struct BestTwo {
  private var counts: [Int32]
  private var first: [Int32]
  private var second: [Int32]

  init(_ count: Int, _ edges: [SettleGraph.Edge], _ node: (SettleGraph.Edge) -> Int32) {
    counts = Array(repeating: 0, count: count)
    first = Array(repeating: -1, count: count)
    second = first
    for (place, edge) in edges.enumerated() where edge.isActive {
      let index = Int(node(edge))
      counts[index] += 1
      if first[index] < 0 || Self.isBetter(edge, edges[Int(first[index])]) {
        second[index] = first[index]
        first[index] = Int32(place)
      } else if second[index] < 0 || Self.isBetter(edge, edges[Int(second[index])]) {
        second[index] = Int32(place)
      }
    }
  }

  private static func isBetter(_ a: SettleGraph.Edge, _ b: SettleGraph.Edge) -> Bool {
    a.bits != b.bits ? a.bits > b.bits : a.levels.packed > b.levels.packed
  }

  func side(of place: Int, _ node: Int32, _ edges: [SettleGraph.Edge]) -> PairFeatures.Side {
    let other = Int(first[Int(node)]) == place ? second[Int(node)] : first[Int(node)]
    let rival = other < 0 ? nil : edges[Int(other)]
    return PairFeatures.Side(
      lead: rival.map { edges[place].bits - $0.bits } ?? .infinity, count: counts[Int(node)], other: rival?.seen)
  }
}

extension SettleGraph.Edge {
  fileprivate var seen: PairFeatures.Rival { PairFeatures.Rival(levels: levels, weight: weight, bits: bits) }
}
