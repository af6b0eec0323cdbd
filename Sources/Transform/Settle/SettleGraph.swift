import ContactModel

/// A match graph made ready for deciding: every edge with its bits, nodes ranked by id, judgements and standing links by
/// contact; survivors stand for the parties that were merged into them. Nothing in it depends on the order of nodes and
/// edges.
struct SettleGraph {
  struct Edge {
    var contact: Int32
    var party: Int32
    /// The party whose record was compared: the party itself, or one that was merged into it.
    var record: Int32
    var levels: Levels
    /// The fields' sum.
    var weight: Double
    /// Prior, fields and interactions.
    var bits: Double
    /// May be linked and is a rival of others: party not retired, contact not deleted, pair not judged different, above
    /// the floor, and the contact not already decided for another party.
    var isActive: Bool
    var isUnsure: Bool
  }

  struct Question {
    var reason: Reason
    var parties: [Int32] = []
  }

  /// Judgements and standing links in it are those of survivors.
  let graph: MatchGraph
  /// Rank of each node's id among its kind, by bytes.
  let contactRanks: [Int32]
  let partyRanks: [Int32]
  /// By contact, best bits first, ties by party id; judged-different pairs are left out.
  private(set) var edges: [Edge] = []
  /// For each contact the end of its edges.
  private(set) var ends: [Int32] = []
  /// What a person said of the contact as a whole.
  private(set) var saidOfContact: [MatchGraph.Judgement.Answer?]
  /// Contacts that only a person may place: why, and the parties to be shown.
  private(set) var questions: [Int: Question] = [:]
  /// The party that the contact certainly is: judged the same, or linked by a person, an import or a creation.
  private(set) var decided: [Int32?]
  private(set) var standing: [MatchGraph.StandingLink?]
  /// Contacts whose link stands with a party that was merged; ``standing`` names the survivor.
  private(set) var isLinkMerged: Set<Int> = []
  /// Contacts of which a person said that they are not some party, or none.
  private(set) var isSaidDifferent: [Bool]
  /// Pairs that a person said are not the same.
  private var judgedDifferent: Set<UInt64> = []
  /// Pairs that a person said are the same.
  private var judgedSame: Set<UInt64> = []
  /// Components that were too large: number of nodes and the floor in bits that their edges had to reach.
  private(set) var oversized: [OversizedComponent] = []

  /// - Parameter raisesFloors: false: components stay as large as they are.
  init(_ original: MatchGraph, _ policy: Policy, raisesFloors: Bool = true) {
    let merged = MergedParties(original)
    var graph = original
    graph.judgements = merged.judgements(original.judgements)
    graph.standing = merged.standing(original.standing)
    self.graph = graph
    contactRanks = SettleGraph.ranks(graph.contacts.map(\.id), graph.contactIDs)
    partyRanks = SettleGraph.ranks(graph.parties.map(\.id), graph.partyIDs)
    saidOfContact = Array(repeating: nil, count: graph.contacts.count)
    isSaidDifferent = Array(repeating: false, count: graph.contacts.count)
    decided = Array(repeating: nil, count: graph.contacts.count)
    standing = Array(repeating: nil, count: graph.contacts.count)
    for link in original.standing where merged.survivors[Int(link.party)] != nil {
      isLinkMerged.insert(Int(link.contact))
    }
    let pairs = readJudgements()
    readStanding(pairs)
    readQuestions(merged)
    makeEdges(pairs, merged, policy)
    if raisesFloors { raiseFloors() }
  }

  func edges(of contact: Int) -> ArraySlice<Edge> {
    edges[(contact == 0 ? 0 : Int(ends[contact - 1]))..<Int(ends[contact])]
  }

  /// A person said that the contact is not this party, or none at all.
  func isDifferent(_ contact: Int, _ party: Int32) -> Bool {
    saidOfContact[contact] == .different || judgedDifferent.contains(SettleGraph.pair(Int32(contact), party))
  }

  /// A person said that the contact is this party.
  func isSame(_ contact: Int, _ party: Int32) -> Bool {
    judgedSame.contains(SettleGraph.pair(Int32(contact), party))
  }

  private typealias Pairs = [UInt64: MatchGraph.Judgement.Answer]

  static func pair(_ contact: Int32, _ party: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: contact)) << 32 | UInt64(UInt32(bitPattern: party))
  }

  private mutating func readJudgements() -> Pairs {
    var pairs: Pairs = [:]
    for judgement in graph.judgements {
      let contact = Int(judgement.contact)
      if judgement.answer == .different { isSaidDifferent[contact] = true }
      guard let party = judgement.party else {
        saidOfContact[contact] = judgement.answer
        continue
      }
      pairs[SettleGraph.pair(judgement.contact, party)] = judgement.answer
      if judgement.answer == .different { judgedDifferent.insert(SettleGraph.pair(judgement.contact, party)) }
      guard judgement.answer == .same else { continue }
      judgedSame.insert(SettleGraph.pair(judgement.contact, party))
      if let other = decided[contact], partyRanks[Int(other)] < partyRanks[Int(party)] { continue }
      decided[contact] = party
    }
    return pairs
  }

  private mutating func readStanding(_ pairs: Pairs) {
    for link in graph.standing {
      let contact = Int(link.contact)
      standing[contact] = link
      guard link.source != .auto, decided[contact] == nil else { continue }
      if pairs[SettleGraph.pair(link.contact, link.party)] == .different { continue }
      decided[contact] = link.party
    }
  }

  private mutating func readQuestions(_ merged: MergedParties) {
    for question in graph.questions {
      let contact = Int(question.contact)
      var asked = questions[contact] ?? Question(reason: question.reason)
      if let party = question.party.map(merged.standIn), !asked.parties.contains(party) { asked.parties.append(party) }
      questions[contact] = asked
    }
    for contact in questions.keys {
      questions[contact]?.parties.sort { partyRanks[Int($0)] < partyRanks[Int($1)] }
    }
  }

  /// A person is waited for: asked in so many words, or unsure so far.
  func isWaiting(_ contact: Int) -> Bool {
    questions[contact] != nil || saidOfContact[contact] == .unsure || edges(of: contact).contains(where: \.isUnsure)
  }

  private mutating func makeEdges(_ pairs: Pairs, _ merged: MergedParties, _ policy: Policy) {
    let ruling = Ruling(policy)
    var all: [Edge] = []
    all.reserveCapacity(graph.edges.count)
    var ofSurvivors: [UInt64: Int] = [:]
    for edge in graph.edges {
      let party = merged.standIn(for: edge.party)
      let said = pairs.isEmpty ? nil : pairs[SettleGraph.pair(edge.contact, party)]
      if said == .different { continue }
      let chosen = decided[Int(edge.contact)]
      let bits = ruling.bits(of: edge.levels, weight: Double(edge.weight))
      let isActive =
        !graph.contacts[Int(edge.contact)].isDeleted && !graph.parties[Int(party)].isRetired
        && (chosen == nil || chosen == party)
        && bits >= SettleGraph.floor(raised: Int(graph.contacts[Int(edge.contact)].rises))
      let ready = Edge(
        contact: edge.contact, party: party, record: edge.party, levels: edge.levels, weight: Double(edge.weight),
        bits: bits, isActive: isActive, isUnsure: said == .unsure)
      guard merged.isSurvivor(party) else {
        all.append(ready)
        continue
      }
      if let place = ofSurvivors[SettleGraph.pair(edge.contact, party)] {
        if isStronger(ready, than: all[place]) { all[place] = ready }
      } else {
        ofSurvivors[SettleGraph.pair(edge.contact, party)] = all.count
        all.append(ready)
      }
    }
    var places = [Int32](repeating: 0, count: graph.contacts.count + 1)
    for edge in all { places[Int(edge.contact) + 1] += 1 }
    for index in places.indices.dropFirst() { places[index] += places[index - 1] }
    ends = Array(places.dropFirst())
    guard let first = all.first else { return }
    edges = Array(repeating: first, count: all.count)
    for edge in all {
      edges[Int(places[Int(edge.contact)])] = edge
      places[Int(edge.contact)] += 1
    }
    for contact in graph.contacts.indices {
      let range = (contact == 0 ? 0 : Int(ends[contact - 1]))..<Int(ends[contact])
      guard range.count > 1 else { continue }
      edges[range].sort { a, b in
        a.bits != b.bits ? a.bits > b.bits : partyRanks[Int(a.party)] < partyRanks[Int(b.party)]
      }
    }
  }

  /// Which of two edges of one pair counts: the stronger one.
  private func isStronger(_ a: Edge, than b: Edge) -> Bool {
    if a.bits != b.bits { return a.bits > b.bits }
    if a.levels != b.levels { return a.levels.packed < b.levels.packed }
    return partyRanks[Int(a.record)] < partyRanks[Int(b.record)]
  }

  /// Nodes that a component may have before its edges must reach a higher floor.
  static let componentLimit = 20_000
  /// Bits by which the floor rises.
  private static let floorStep = 2.0
  /// After so many rises a component stays as large as it is.
  static let mostRises = 24

  /// Bits that an edge must reach where the floor was raised so often.
  static func floor(raised rises: Int) -> Double { Scorer.floor + floorStep * Double(rises) }

  /// Takes the weakest edges out of components that are too large, until they are not.
  private mutating func raiseFloors() {
    for rises in 1...SettleGraph.mostRises {
      let floor = SettleGraph.floor(raised: rises)
      var components = Components(count: graph.contacts.count + graph.parties.count)
      let parties = Int32(graph.contacts.count)
      for edge in edges where edge.isActive { components.join(edge.contact, parties + edge.party) }
      var sizes: [Int32: Int] = [:]
      for place in edges.indices where edges[place].isActive {
        let size = components.size(edges[place].contact)
        guard size > SettleGraph.componentLimit else { continue }
        sizes[components.root(edges[place].contact)] = size
        if edges[place].bits < floor { edges[place].isActive = false }
      }
      if sizes.isEmpty { return }
      oversized.append(contentsOf: sizes.values.sorted(by: >).map { OversizedComponent(nodes: $0, floor: floor) })
    }
  }

  /// Sorted by the first eight bytes, which differ mostly, and where they do not by all.
  private static func ranks(_ ids: [Int32], _ texts: TextArena) -> [Int32] {
    var order = ids.indices.map { index in
      var start: UInt64 = 0
      texts.withBytes(ids[index]) { bytes in
        for place in 0..<8 { start = start << 8 | (place < bytes.count ? UInt64(bytes[place]) : 0) }
      }
      return (start: start, index: Int32(index))
    }
    order.sort { a, b in
      if a.start != b.start { return a.start < b.start }
      return texts.withBytes(ids[Int(a.index)]) { left in
        texts.withBytes(ids[Int(b.index)]) { left.lexicographicallyPrecedes($0) }
      }
    }
    var ranks = [Int32](repeating: 0, count: ids.count)
    for (rank, entry) in order.enumerated() { ranks[Int(entry.index)] = Int32(rank) }
    return ranks
  }
}

/// A component of candidates that had too many nodes to be settled as it was.
package struct OversizedComponent: Sendable, Hashable {
  /// Contacts and parties together.
  package var nodes: Int
  /// Bits that its edges had to reach to stay.
  package var floor: Double
}
