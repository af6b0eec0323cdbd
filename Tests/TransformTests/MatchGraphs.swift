import ContactModel
import Transform

/// A match graph under construction, in words.
struct Sketch {
  /// Levels by field; fields not named are missing.
  typealias Agreement = [Field: String]

  /// The name in full, the telephone and the premises: strong enough to be linked.
  static let strong: Agreement = [.name: "exact", .phone: "same", .email: "same_mailbox"]
  /// As strong, with one field less.
  static let good: Agreement = [.name: "exact", .phone: "same"]
  /// Worth a person's time, no more.
  static let weak: Agreement = [.name: "close"]

  var contacts: [String] = []
  var parties: [String] = []
  var nodes: [String: MatchGraph.ContactNode] = [:]
  var retired: Set<String> = []
  /// What the platform merged into what.
  var merged: [String: String] = [:]
  var edges: [(contact: String, party: String, levels: Levels)] = []
  var judgements: [(contact: String, party: String?, answer: MatchGraph.Judgement.Answer)] = []
  var questions: [(contact: String, party: String?, reason: Reason)] = []
  var standing: [(contact: String, party: String, source: LinkSource, isPrimary: Bool)] = []

  static func levels(_ agreement: Agreement, _ change: (inout PairFacts) -> Void = { _ in }) -> Levels {
    var levels = Levels()
    var facts = PairFacts()
    facts.surprise = agreement[.name] == nil ? 0 : 9
    change(&facts)
    facts.store(in: &levels)
    for (field, name) in agreement {
      levels[field] = UInt8(Ladder.names(of: field).firstIndex(of: name)!)
    }
    return levels
  }

  mutating func edge(
    _ contact: String, _ party: String, _ agreement: Agreement, _ change: (inout PairFacts) -> Void = { _ in }
  ) {
    self.contact(contact)
    self.party(party)
    edges.append((contact, party, Sketch.levels(agreement, change)))
  }

  mutating func contact(_ id: String, _ change: (inout MatchGraph.ContactNode) -> Void = { _ in }) {
    if !contacts.contains(id) { contacts.append(id) }
    var node =
      nodes[id]
      ?? MatchGraph.ContactNode(
        id: 0, createdAt: nil, isArchived: false, isDeleted: false, isCustomer: .yes, isSupplier: .no, company: "")
    change(&node)
    nodes[id] = node
  }

  mutating func party(_ id: String, isRetired: Bool = false) {
    if !parties.contains(id) { parties.append(id) }
    if isRetired { retired.insert(id) }
  }

  mutating func merge(_ id: String, into survivor: String) {
    party(id)
    party(survivor)
    merged[id] = survivor
  }

  mutating func judge(_ contact: String, _ party: String?, _ answer: MatchGraph.Judgement.Answer) {
    self.contact(contact)
    if let party { self.party(party) }
    judgements.append((contact, party, answer))
  }

  mutating func ask(_ contact: String, _ party: String?, _ reason: Reason) {
    self.contact(contact)
    if let party { self.party(party) }
    questions.append((contact, party, reason))
  }

  mutating func stand(_ contact: String, _ party: String, _ source: LinkSource = .auto, isPrimary: Bool = true) {
    self.contact(contact)
    self.party(party)
    standing.append((contact, party, source, isPrimary))
  }

  /// The graph with nodes and edges in the order given.
  var graph: MatchGraph {
    var graph = MatchGraph()
    var contactNumbers: [String: Int32] = [:]
    var partyNumbers: [String: Int32] = [:]
    for id in contacts {
      contactNumbers[id] = Int32(graph.contacts.count)
      var node = nodes[id]!
      node.id = graph.contactIDs.append(id.utf8)
      graph.contacts.append(node)
    }
    for id in parties {
      partyNumbers[id] = Int32(graph.parties.count)
      let party = MatchGraph.PartyNode(
        id: graph.partyIDs.append(id.utf8), isRetired: retired.contains(id) || merged[id] != nil)
      graph.parties.append(party)
    }
    for (id, survivor) in merged { graph.parties[Int(partyNumbers[id]!)].mergedInto = partyNumbers[survivor]! }
    graph.edges = edges.map {
      MatchGraph.Edge(
        contact: contactNumbers[$0.contact]!, party: partyNumbers[$0.party]!,
        weight: Float(Policy.standard.total(of: $0.levels)), levels: $0.levels)
    }
    graph.judgements = judgements.map {
      MatchGraph.Judgement(
        contact: contactNumbers[$0.contact]!, party: $0.party.map { partyNumbers[$0]! }, answer: $0.answer)
    }
    graph.questions = questions.map {
      MatchGraph.Question(
        contact: contactNumbers[$0.contact]!, party: $0.party.map { partyNumbers[$0]! }, reason: $0.reason)
    }
    graph.standing = standing.map {
      MatchGraph.StandingLink(
        contact: contactNumbers[$0.contact]!, party: partyNumbers[$0.party]!, source: $0.source,
        isPrimary: $0.isPrimary)
    }
    return graph
  }

  /// Each contact's decision under the standard policy, with the party by its id.
  var settled: [String: Settled] { settled(.kept) }

  func settled(_ standing: StandingLinks) -> [String: Settled] {
    let graph = graph
    var settled: [String: Settled] = [:]
    for decision in settle(graph, policy: .standard, standing: standing) {
      settled[graph.contactIDs[graph.contacts[Int(decision.contact)].id]] = Settled(decision, graph)
    }
    return settled
  }
}

/// A decision in terms of ids, comparable across graphs.
struct Settled: Equatable {
  var verdict: Verdict
  var party: String?
  var action: LinkAction
  var reasons: [Reason]
  var probability: Double
  var matchKey: String
  var candidates: [String]

  init(_ decision: Decision, _ graph: MatchGraph) {
    func id(_ party: Int32) -> String { graph.partyIDs[graph.parties[Int(party)].id] }
    verdict = decision.verdict
    party = decision.party.map(id)
    action = decision.linkAction
    reasons = decision.reasons
    probability = decision.probability
    matchKey = decision.matchKey
    candidates = decision.candidates.map { id($0.party) }
  }
}
