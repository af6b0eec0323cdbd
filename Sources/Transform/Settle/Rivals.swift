import ContactModel

/// What the neighbourhood of an edge says: how strong the contact's other parties and the party's other contacts are, and
/// how many there are.
struct Rivals {
  /// For each edge its bits after its rivals.
  private(set) var bits: [Double]
  /// For each edge how far it is ahead of the contact's next best party, in bits; infinite without one.
  private(set) var leads: [Double]
  /// For each edge how far it is ahead of the party's next best contact, in bits; infinite without one.
  private(set) var aheads: [Double]

  /// A pair that does not lead by the policy's margin is bounded by its lead: of two parties that suit a contact alike only one
  /// can be right.
  init(_ graph: SettleGraph, _ policy: Policy) {
    bits = graph.edges.map(\.bits)
    leads = Array(repeating: .infinity, count: graph.edges.count)
    aheads = leads
    switch policy.model {
    case .rules1: adjust(graph)
    case .trees1: weigh(graph)
    }
    for place in bits.indices {
      bits[place] = policy.correction.applied(to: bits[place])
      if leads[place] < policy.margin { bits[place] = min(bits[place], leads[place] + 1) }
    }
  }

  /// The model `rules-1`.
  private mutating func adjust(_ graph: SettleGraph) {
    let parties = Claims(graph.graph.parties.count, graph.edges, bits) { $0.party }
    let contacts = Claims(graph.graph.contacts.count, graph.edges, bits) { $0.contact }
    for (place, edge) in graph.edges.enumerated() where edge.isActive {
      leads[place] = contacts.lead(of: place, edge.contact, edge.bits)
      aheads[place] = parties.lead(of: place, edge.party, edge.bits)
      bits[place] += Rivals.adjustment(
        lead: leads[place], ahead: aheads[place], candidates: contacts.counts[Int(edge.contact)],
        claimants: parties.counts[Int(edge.party)])
    }
  }

  /// The model `trees-1`: the neighbourhood is weighed in first, then compared.
  private mutating func weigh(_ graph: SettleGraph) {
    let neighbours = Neighbours(graph)
    var features = PairFeatures()
    for (place, edge) in graph.edges.enumerated() {
      if edge.isActive {
        neighbours.read(place, of: graph, into: &features)
        bits[place] = TreeModel.trees1.bits(features, own: edge.bits)
      } else {
        bits[place] = TreeModel.trees1.bits(of: edge.levels, weight: edge.weight, own: edge.bits)
      }
    }
    let parties = Claims(graph.graph.parties.count, graph.edges, bits) { $0.party }
    let contacts = Claims(graph.graph.contacts.count, graph.edges, bits) { $0.contact }
    for (place, edge) in graph.edges.enumerated() where edge.isActive {
      leads[place] = contacts.lead(of: place, edge.contact, bits[place])
      aheads[place] = parties.lead(of: place, edge.party, bits[place])
    }
  }

  /// Bits for the neighbourhood, 0 where there is none; learned with the weights of `rules-1`: each bit behind or short of
  /// six ahead costs a little, and so does each doubling of the number of candidates and of claimants.
  private static func adjustment(lead: Double, ahead: Double, candidates: Int32, claimants: Int32) -> Double {
    let behind = 0.25 * max(min(lead, 0), -10) + 0.125 * max(min(ahead, 0), -10)
    let short = 0.125 * (max(min(lead, 6), 0) - 6) + 0.2 * (max(min(ahead, 6), 0) - 6)
    return behind + short - 0.2 * Double(candidates).log2 - 0.5 * Double(claimants).log2
  }
}

/// The two best active edges of every node on one side, and how many there are.
private struct Claims {
  private(set) var counts: [Int32]
  private var first: [Double]
  private var second: [Double]
  private var firstPlace: [Int32]

  init(_ count: Int, _ edges: [SettleGraph.Edge], _ bits: [Double], _ node: (SettleGraph.Edge) -> Int32) {
    counts = Array(repeating: 0, count: count)
    first = Array(repeating: -.infinity, count: count)
    second = first
    firstPlace = Array(repeating: -1, count: count)
    for (place, edge) in edges.enumerated() where edge.isActive {
      let index = Int(node(edge))
      counts[index] += 1
      if bits[place] > first[index] {
        second[index] = first[index]
        first[index] = bits[place]
        firstPlace[index] = Int32(place)
      } else if bits[place] > second[index] {
        second[index] = bits[place]
      }
    }
  }

  /// How far an edge is ahead of the best other edge of its node; infinite without one.
  func lead(of place: Int, _ node: Int32, _ bits: Double) -> Double {
    bits - (firstPlace[Int(node)] == Int32(place) ? second[Int(node)] : first[Int(node)])
  }
}
