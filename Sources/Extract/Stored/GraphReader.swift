package import ContactModel
package import Postgres
import SQLFiles

/// Reads the match graph of an account: what settling decides on.
package struct GraphReader {
  /// Which contacts are to be settled.
  package enum Scope: Sendable {
    case all
    /// The connected components of what became unsettled since the account was settled.
    case unsettled
    /// The connected components of these contacts; no marks are read.
    case contacts([String])
    /// One contact, its parties, and the other contacts of these with their parties: what rivals a contact has, however
    /// large its component; no marks are read.
    case around(String)
  }

  /// Ids of one question.
  static let chunk = 10_000

  private let account: String
  private let organization: String
  private var stored = StoredGraph()
  private var contacts: [String: Int32] = [:]
  private var parties: [String: Int32] = [:]
  /// Parties that were found and not asked for yet.
  private var newParties: [String] = []
  private var takesStoredEdges = true

  private init(account: String, organization: String) {
    self.account = account
    self.organization = organization
  }

  /// Reads the graph in one snapshot of the database.
  ///
  /// Two records are connected by a candidate edge, a standing link, a judgement or a merger of parties. Breadth first:
  /// each contact and each party is asked for once, so the work is linear in what is found. A contact without candidates
  /// is a node, too, and so is whatever a party of the graph was merged into.
  ///
  /// An account that was never settled has no marks of what is unsettled: read ``Scope/all`` of it.
  package static func read(
    _ session: borrowing Session, account: String, organization: String, scope: Scope
  ) throws -> StoredGraph {
    try session.execute(Query.plansDiscard.sql)
    return try session.transaction(.storedSnapshot) { session in
      var reader = GraphReader(account: account, organization: organization)
      switch scope {
      case .all:
        try reader.readMarks(session)
        try reader.readAll(session)
      case .unsettled:
        try reader.readMarks(session)
        let marked = reader.stored.marks
        for mark in marked where mark.kind == .party { _ = reader.party(mark.id) }
        try reader.readComponents(session, of: marked.filter { $0.kind == .contact }.map(\.id))
      case .contacts(let ids): try reader.readComponents(session, of: ids)
      case .around(let id): try reader.readAround(session, id)
      }
      return reader.stored
    }
  }

  /// Reads the graph of a whole account in one snapshot of the database, with candidates that are scored on the way in
  /// place of the stored ones; no marks are read, and nothing is written.
  ///
  /// - Parameter score: the candidates of every contact of a page of stored contacts.
  package static func readRescored(
    _ session: borrowing Session, account: String, organization: String, score: (RecordPage) throws -> ScoredPage
  ) throws -> StoredGraph {
    try session.execute(Query.plansDiscard.sql)
    return try session.transaction(.storedSnapshot) { session in
      var reader = GraphReader(account: account, organization: organization)
      reader.takesStoredEdges = false
      try reader.readAll(session)
      try StoredReader.contacts(session, account: account) { page in reader.add(try score(page), of: page) }
      _ = try reader.readParties(session, withMerged: false)
      return reader.stored
    }
  }

  private mutating func add(_ scored: ScoredPage, of page: RecordPage) {
    let numbers = (0..<Int32(scored.partyIDs.count)).map { party(scored.partyIDs[$0]) }
    for row in scored.rows {
      guard let contact = page.string(page.rows[row.row].id).flatMap({ contacts[$0] }) else { continue }
      for candidate in scored.candidates[row.candidates] {
        stored.graph.edges.append(
          MatchGraph.Edge(
            contact: contact, party: numbers[Int(candidate.party)], weight: candidate.weight, levels: candidate.levels))
      }
    }
  }

  private mutating func readMarks(_ session: borrowing Session) throws {
    stored.marks = try session.execute(Query.graphSeeds.sql, [.text(account)]).compactMap { row in
      guard let kind = row.text(0).flatMap(StoredGraph.Mark.Kind.init), let id = row.text(1) else { return nil }
      return StoredGraph.Mark(kind: kind, id: id)
    }
  }

  private mutating func readAll(_ session: borrowing Session) throws {
    var last = ""
    while true {
      let rows = try session.execute(
        Query.graphContactIds.sql, [.text(account), .text(last), .int(Self.chunk)])
      let ids = rows.compactMap { $0.text(0) }
      guard let final = ids.last else { break }
      try readContacts(session, ids)
      last = final
    }
    _ = try readParties(session, withMerged: false)
  }

  /// The components of these contacts and of the parties that were found so far.
  private mutating func readComponents(_ session: borrowing Session, of ids: [String]) throws {
    var frontier = ids
    while true {
      for chunk in frontier.chunks(of: Self.chunk) { try readContacts(session, Array(chunk)) }
      let asked = try readParties(session, withMerged: true)
      if asked.isEmpty { return }
      frontier = try contactsOf(parties: asked, session)
    }
  }

  private mutating func readAround(_ session: borrowing Session, _ id: String) throws {
    try readContacts(session, [id])
    let others = try contactsOf(parties: readParties(session, withMerged: true), session)
    for chunk in others.chunks(of: Self.chunk) { try readContacts(session, Array(chunk)) }
    _ = try readParties(session, withMerged: false)
  }

  /// The contacts of parties that are not in the graph yet, by id.
  private func contactsOf(parties ids: [String], _ session: borrowing Session) throws -> [String] {
    var found: Set<String> = []
    for chunk in ids.chunks(of: Self.chunk) {
      let rows = try session.execute(Query.graphContactsOfParties.sql, [.text(account), .textArray(Array(chunk))])
      for id in rows.lazy.compactMap({ $0.text(0) }) where contacts[id] == nil { found.insert(id) }
    }
    return found.sorted()
  }

  /// Reads contacts that are not in the graph yet, and what hangs on them.
  private mutating func readContacts(_ session: borrowing Session, _ ids: [String]) throws {
    let parameters: [Parameter] = [.text(account), .textArray(ids)]
    for row in try session.execute(Query.graphContacts.sql, parameters) { add(contact: row) }
    if takesStoredEdges { try readEdges(session, parameters) }
    for row in try session.execute(Query.graphLinks.sql, parameters) {
      guard let contact = contact(row), let party = party(row) else { continue }
      stored.graph.standing.append(
        MatchGraph.StandingLink(
          contact: contact, party: party, source: row.text(2).flatMap(LinkSource.init) ?? .auto,
          isPrimary: row.bool(3) ?? false))
    }
    try readJudgements(session, parameters)
  }

  private mutating func readEdges(_ session: borrowing Session, _ parameters: [Parameter]) throws {
    for row in try session.execute(Query.graphEdges.sql, parameters) {
      guard let contact = contact(row), let party = party(row) else { continue }
      stored.graph.edges.append(
        MatchGraph.Edge(
          contact: contact, party: party, weight: Float(row.double(2) ?? 0),
          levels: Levels(packed: UInt64(bitPattern: row.int(3) ?? 0))))
    }
  }

  private mutating func add(contact row: Row) {
    guard let id = row.text(0), contacts[id] == nil else { return }
    contacts[id] = Int32(stored.graph.contacts.count)
    stored.graph.contacts.append(
      MatchGraph.ContactNode(
        id: stored.graph.contactIDs.append(id.utf8), createdAt: row.int(1).map { Timestamp(microseconds: $0) },
        isArchived: row.bool(2) ?? false, isDeleted: row.bool(3) ?? false, isCustomer: Flag(row.bool(4)),
        isSupplier: Flag(row.bool(5)), company: row.text(6) ?? ""))
  }

  private mutating func readJudgements(_ session: borrowing Session, _ parameters: [Parameter]) throws {
    var history = JudgementHistory()
    for row in try session.execute(Query.graphJudgements.sql, parameters) {
      guard let contact = contact(row) else { continue }
      stored.judgementCounts[contact, default: 0] += 1
      history.add(contact: contact, party: party(row), answer: row.text(2) ?? "", source: row.text(3) ?? "")
    }
    stored.graph.judgements += history.judgements
    stored.graph.questions += history.questions
    stored.sameSources.merge(history.sameSources) { $1 }
  }

  /// Asks for the parties that were found since the last call, and for what they were merged into, to the chain's end.
  ///
  /// - Parameter withMerged: also for the parties that were merged into them.
  /// - Returns: the ids of all that were asked for.
  private mutating func readParties(_ session: borrowing Session, withMerged: Bool) throws -> [String] {
    var asked: [String] = []
    while !newParties.isEmpty {
      let found = newParties
      newParties = []
      asked += found
      for chunk in found.chunks(of: Self.chunk) {
        let parameters: [Parameter] = [.text(organization), .textArray(Array(chunk))]
        for row in try session.execute(Query.graphParties.sql, parameters) {
          guard let party = row.text(0).flatMap({ parties[$0] }) else { continue }
          stored.graph.parties[Int(party)].isRetired = true
          let into = row.text(1).map { self.party($0) }
          stored.graph.parties[Int(party)].mergedInto = into
        }
        guard withMerged else { continue }
        for row in try session.execute(Query.graphMergedParties.sql, parameters) { _ = row.text(0).map { party($0) } }
      }
    }
    return asked
  }

  // MARK: nodes

  private func contact(_ row: Row) -> Int32? { row.text(0).flatMap { contacts[$0] } }

  private mutating func party(_ row: Row) -> Int32? { row.text(1).map { party($0) } }

  private mutating func party(_ id: String) -> Int32 {
    if let known = parties[id] { return known }
    let index = Int32(stored.graph.parties.count)
    stored.graph.parties.append(
      MatchGraph.PartyNode(id: stored.graph.partyIDs.append(id.utf8), isRetired: false))
    parties[id] = index
    newParties.append(id)
    return index
  }
}
