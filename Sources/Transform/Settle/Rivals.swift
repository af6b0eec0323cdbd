import ContactModel

/// What the neighbourhood of an edge says: how strong the contact's other parties and the party's other contacts are.
struct Rivals {
  /// For each edge its bits after its rivals.
  private(set) var bits: [Double]
  /// For each edge how far it is ahead of the contact's next best party, in bits; infinite without one.
  private(set) var leads: [Double]
  /// For each edge how far the party's best other contact is ahead of it (negative: behind), minus infinity without one.
  private(set) var behind: [Double]

  init(_ graph: SettleGraph) {
    bits = graph.edges.map(\.bits)
    leads = Array(repeating: .infinity, count: graph.edges.count)
    behind = Array(repeating: -.infinity, count: graph.edges.count)
    let best = BestTwo(graph)
    for contact in graph.graph.contacts.indices { weigh(graph.edges(of: contact), best) }
  }

  /// How much stronger another contact may make a rival party look taken, in bits.
  private static let takenLimit = 8.0

  private mutating func weigh(_ edges: ArraySlice<SettleGraph.Edge>, _ best: BestTwo) {
    for place in edges.indices where edges[place].isActive {
      behind[place] = best.other(edges[place]) - edges[place].bits
    }
    for place in edges.indices where edges[place].isActive {
      var sum = 1.0
      var strongest = -Double.infinity
      for rival in edges.indices where rival != place && edges[rival].isActive {
        // A rival that another contact suits better is less likely this contact's.
        let strength = edges[rival].bits - min(max(behind[rival], 0), Rivals.takenLimit)
        sum += strength.exp2
        strongest = max(strongest, strength)
      }
      leads[place] = edges[place].bits - strongest
      bits[place] -= sum.log2
    }
  }
}

/// The two best active edges of every party.
private struct BestTwo {
  private var first: [Double]
  private var second: [Double]
  private var firstContact: [Int32]

  init(_ graph: SettleGraph) {
    let count = graph.graph.parties.count
    first = Array(repeating: -.infinity, count: count)
    second = first
    firstContact = Array(repeating: -1, count: count)
    for edge in graph.edges where edge.isActive {
      let party = Int(edge.party)
      if edge.bits > first[party] {
        second[party] = first[party]
        first[party] = edge.bits
        firstContact[party] = edge.contact
      } else if edge.bits > second[party] {
        second[party] = edge.bits
      }
    }
  }

  /// The bits of the best edge that another contact has with this edge's party.
  func other(_ edge: SettleGraph.Edge) -> Double {
    let party = Int(edge.party)
    return firstContact[party] == edge.contact ? second[party] : first[party]
  }
}
