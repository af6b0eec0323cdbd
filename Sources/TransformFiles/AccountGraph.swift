internal import ContactModel
internal import NDJSON
internal import Transform

/// The match graph of one account, collected from scored contacts: as it is read from the database where every contact is in
/// the lines.
struct AccountGraph {
  private(set) var graph = MatchGraph()
  /// For each party of the graph its number in ``PartyNumbers``.
  private(set) var numbers: [Int32] = []
  private var contacts = TextNumbers()
  private var parties: [Int32: Int32] = [:]
  private var modified: [Timestamp?] = []
  /// Each contact's part of the edges; of a contact that came again the newest record's.
  private var edges: [Range<UInt32>] = []
  private var companies = TextNumbers()
  private var companyNames: [String] = []
  private var isSuperseded = false

  /// Adds a contact; of one that comes again the newer record counts, of equals the last. Its index in the graph.
  mutating func add(_ contact: ScoredBatch.Contact, of batch: ScoredBatch, _ known: inout PartyNumbers) -> Int32 {
    let index = batch.withText(contact.id) { contacts.number(of: $0) }
    var node = contact.node
    node.company = batch.withText(contact.company) { company($0) }
    if Int(index) == graph.contacts.count {
      node.id = index
      graph.contacts.append(node)
      modified.append(contact.modifiedAt)
      edges.append(appendEdges(index, contact, batch, &known))
      return index
    }
    if let newer = modified[Int(index)], (contact.modifiedAt ?? Timestamp(microseconds: .min)) < newer { return index }
    isSuperseded = true
    node.id = index
    graph.contacts[Int(index)] = node
    modified[Int(index)] = contact.modifiedAt
    edges[Int(index)] = appendEdges(index, contact, batch, &known)
    return index
  }

  private mutating func appendEdges(
    _ index: Int32, _ contact: ScoredBatch.Contact, _ batch: ScoredBatch, _ known: inout PartyNumbers
  ) -> Range<UInt32> {
    let first = graph.edges.count
    for candidate in batch.candidates[contact.candidates] {
      let number = known.number(of: candidate, in: batch)
      graph.edges.append(
        MatchGraph.Edge(
          contact: index, party: party(number, known), weight: candidate.weight, levels: candidate.levels))
    }
    return UInt32(first)..<UInt32(graph.edges.count)
  }

  /// One String for all contacts of a company.
  private mutating func company(_ id: UnsafeBufferPointer<UInt8>) -> String {
    let number = Int(companies.number(of: id))
    if number == companyNames.count { companyNames.append(String(decoding: id, as: UTF8.self)) }
    return companyNames[number]
  }

  /// Completes the graph with what stands and with what the parties' file says of each party.
  mutating func complete(
    links: [StandingFile.Link], judgements: [StandingFile.Judgement], _ known: inout PartyNumbers
  ) {
    if isSuperseded { graph.edges = edges.flatMap { graph.edges[Int($0.lowerBound)..<Int($0.upperBound)] } }
    graph.contactIDs = contacts.texts
    for link in links {
      guard let contact = contacts.find(link.contact) else { continue }
      graph.standing.append(
        MatchGraph.StandingLink(
          contact: contact, party: party(known.number(of: link.party), known), source: link.source,
          isPrimary: link.isPrimary))
    }
    for judgement in judgements {
      guard let contact = contacts.find(judgement.contact) else { continue }
      let about = judgement.party.map { party(known.number(of: $0), known) }
      graph.judgements.append(MatchGraph.Judgement(contact: contact, party: about, answer: judgement.answer))
    }
    var next = 0
    while next < graph.parties.count {
      let standing = known.standing(numbers[next])
      graph.parties[next].isRetired = standing.isRetired
      graph.parties[next].mergedInto = standing.mergedInto.map { party(known.number(of: $0), known) }
      next += 1
    }
  }

  private mutating func party(_ number: Int32, _ known: PartyNumbers) -> Int32 {
    if let party = parties[number] { return party }
    let index = Int32(graph.parties.count)
    graph.parties.append(MatchGraph.PartyNode(id: graph.partyIDs.append(known.id(number).utf8), isRetired: false))
    numbers.append(number)
    parties[number] = index
    return index
  }
}

/// Numbers of parties: those of the file, and behind them of others that lines and what stands name.
struct PartyNumbers {
  let file: PartiesFile
  private var others = TextNumbers()

  init(_ file: PartiesFile) { self.file = file }

  mutating func number(of id: String) -> Int32 {
    file.number(of: id) ?? Int32(file.count) + others.number(of: id)
  }

  mutating func number(of candidate: ScoredBatch.Candidate, in batch: ScoredBatch) -> Int32 {
    Int(candidate.party) < file.count
      ? candidate.party
      : Int32(file.count) + others.number(of: batch.strangers[Int(candidate.party) - file.count])
  }

  func id(_ number: Int32) -> String {
    Int(number) < file.count ? file.id(number) : others.texts[number - Int32(file.count)]
  }

  /// Whether the party gets no new links, and what it was merged into; an unknown one is retired.
  func standing(_ number: Int32) -> (isRetired: Bool, mergedInto: String?) {
    Int(number) < file.count ? file.standing(number) : (true, nil)
  }
}
