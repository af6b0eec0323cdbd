import ContactModel
import Extract
import Load
import Postgres

/// A ruling simple enough to be right by looking at it: the heaviest candidate decides; 10 bits match, 5 go to review.
enum Ruling {
  static func decisions(_ graph: MatchGraph) -> [Decision] {
    let standing = Dictionary(uniqueKeysWithValues: graph.standing.map { ($0.contact, $0) })
    var byContact: [Int32: [MatchGraph.Edge]] = [:]
    for edge in graph.edges { byContact[edge.contact, default: []].append(edge) }
    return graph.contacts.indices.map { index in
      let contact = Int32(index)
      var edges = byContact[contact] ?? []
      edges.sort { ($1.weight, graph.partyIDs[$0.party]) < ($0.weight, graph.partyIDs[$1.party]) }
      let same = graph.judgements.first { $0.contact == contact && $0.answer == .same }?.party
      let best = edges.first.map { Double($0.weight) } ?? 0
      let verdict: Verdict = same != nil || best >= 10 ? .matched : best >= 5 ? .review : .unmatched
      let party = verdict == .matched ? same ?? edges.first?.party : nil
      var decision = Decision(
        contact: contact, verdict: verdict, party: party, probability: best / 20, weight: best,
        matchKey: edges.isEmpty ? "" : "+NAME",
        candidates: edges.map {
          RankedCandidate(
            party: $0.party, probability: Double($0.weight) / 20, weight: Double($0.weight), levels: $0.levels)
        },
        reasons: same != nil ? [.judgedSame] : edges.isEmpty ? [.noCandidate] : [.belowMatch], linkAction: .none)
      if let link = standing[contact] {
        if link.party != party { decision.linkAction = same == nil ? .dispute : .link(primary: true) }
      } else if party != nil {
        decision.linkAction = .link(primary: true)
      }
      return decision
    }
  }

  static func evidence(_ decision: Decision, _ candidate: RankedCandidate) -> [Evidence] {
    [Evidence(field: "name", level: "exact", weight: candidate.weight, left: "a\"b", right: "")]
  }

  /// A scorer that gives each contact the candidates named in its name: `p1:12 p2:6`; its keys are hashes of their ids.
  static func score(_ page: RecordPage, _ rows: [Int]) -> ScoredPage {
    var scored = ScoredPage()
    for row in rows {
      let (firstKey, first) = (scored.keys.count, scored.candidates.count)
      for word in (page.string(page.rows[row].name) ?? "").split(separator: " ") where word.contains(":") {
        let parts = word.split(separator: ":")
        let party = scored.partyIDs.append(parts[0].utf8)
        scored.keys.append(key(String(parts[0])))
        scored.candidates.append(
          .init(party: party, weight: Float(parts[1]) ?? 0, levels: Levels(packed: UInt64(parts[0].utf8.count))))
      }
      scored.rows.append(
        .init(row: row, keys: firstKey..<scored.keys.count, candidates: first..<scored.candidates.count, cut: 1))
    }
    return scored
  }

  static func key(_ party: String) -> UInt64 {
    Array(party.utf8).withUnsafeBytes { ContentHash.xxh64($0, seed: 7) }
  }
}

extension World {
  /// Reads the graph, rules and writes.
  @discardableResult
  func settle(
    _ session: borrowing Session, _ window: ReadWindow? = nil, scope: GraphReader.Scope = .unsettled,
    links: LinkMode = .write, between: (borrowing Session, StoredGraph) throws -> Void = { _, _ in }
  ) throws -> Settled {
    let graph = try GraphReader.read(
      session, account: World.account, organization: World.organization, scope: scope)
    try between(session, graph)
    return try SettleStore.settle(
      session, lease: lease, graph: graph, decisions: Ruling.decisions(graph.graph),
      facts: .init(run: run, matcherVersion: "v1", partyRevision: 1, window: window, links: links),
      evidence: Ruling.evidence)
  }

  /// Contact, verdict and party of each decision, in order.
  func decisions(_ session: borrowing Session) throws -> String? {
    try session.value(
      """
      select string_agg(concat_ws(' ', contact_id, verdict, party_id), ', ' order by contact_id)
      from contactsync.decision
      """)
  }

  func judge(_ session: borrowing Session, _ contact: String, _ party: String?, _ answer: String) throws {
    try session.execute(
      """
      insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source)
      values ($1, $2, $3, $4, $5, 'human')
      """, [.text(World.organization), .text(World.account), .text(contact), .text(party), .text(answer)])
    try session.execute(
      "insert into contactsync.unsettled values ($1, 'c', $2) on conflict do nothing",
      [.text(World.account), .text(contact)])
  }
}
