internal import ContactModel
internal import NDJSON
internal import Transform

/// The match graph of one account, collected from scored lines: as it is read from the database where every contact is in
/// the lines.
struct AccountGraph {
  private(set) var graph = MatchGraph()
  private var contacts: [String: Int32] = [:]
  private var parties: [String: Int32] = [:]
  private var modified: [Timestamp?] = []
  /// Each contact's part of the edges; of a contact that came again the newest record's.
  private var edges: [Range<Int>] = []
  private var isSuperseded = false

  /// Adds a contact; of one that comes again the newer record counts, of equals the last. Its index in the graph.
  mutating func add(_ line: ScoredLine, _ page: RecordPage) -> Int32 {
    let row = page.rows[0]
    let node = MatchGraph.ContactNode(
      id: 0, createdAt: row.createdAt, isArchived: page.string(row.status) == "ARCHIVED",
      isDeleted: row.remoteWasDeleted, isCustomer: row.isCustomer, isSupplier: row.isSupplier,
      company: page.string(row.company) ?? "")
    if let known = contacts[line.contact] {
      if let newer = modified[Int(known)], (row.modifiedAt ?? Timestamp(microseconds: .min)) < newer { return known }
      isSuperseded = true
      replace(known, node, row.modifiedAt, line.scored)
      return known
    }
    let index = Int32(graph.contacts.count)
    contacts[line.contact] = index
    var added = node
    added.id = graph.contactIDs.append(line.contact.utf8)
    graph.contacts.append(added)
    modified.append(row.modifiedAt)
    edges.append(appendEdges(index, line.scored))
    return index
  }

  private mutating func replace(
    _ index: Int32, _ node: MatchGraph.ContactNode, _ modifiedAt: Timestamp?, _ scored: ScoredContact
  ) {
    var node = node
    node.id = graph.contacts[Int(index)].id
    graph.contacts[Int(index)] = node
    modified[Int(index)] = modifiedAt
    edges[Int(index)] = appendEdges(index, scored)
  }

  private mutating func appendEdges(_ contact: Int32, _ scored: ScoredContact) -> Range<Int> {
    let first = graph.edges.count
    for candidate in scored.candidates {
      graph.edges.append(
        MatchGraph.Edge(
          contact: contact, party: party(candidate.party), weight: candidate.weight, levels: candidate.levels))
    }
    return first..<graph.edges.count
  }

  /// Completes the graph with what stands and with what the parties' file says of each party.
  mutating func complete(
    links: [StandingFile.Link], judgements: [StandingFile.Judgement], parties file: PartiesFile
  ) {
    if isSuperseded { graph.edges = edges.flatMap { graph.edges[$0] } }
    for link in links {
      guard let contact = contacts[link.contact] else { continue }
      graph.standing.append(
        MatchGraph.StandingLink(
          contact: contact, party: party(link.party), source: link.source, isPrimary: link.isPrimary))
    }
    for judgement in judgements {
      guard let contact = contacts[judgement.contact] else { continue }
      graph.judgements.append(
        MatchGraph.Judgement(contact: contact, party: judgement.party.map { party($0) }, answer: judgement.answer))
    }
    var next = 0
    while next < graph.parties.count {
      let known = file.standing(graph.partyIDs[graph.parties[next].id])
      graph.parties[next].isRetired = known.isRetired
      let into = known.mergedInto.map { party($0) }
      graph.parties[next].mergedInto = into
      next += 1
    }
  }

  private mutating func party(_ id: String) -> Int32 {
    if let known = parties[id] { return known }
    let index = Int32(graph.parties.count)
    graph.parties.append(MatchGraph.PartyNode(id: graph.partyIDs.append(id.utf8), isRetired: false))
    parties[id] = index
    return index
  }
}
