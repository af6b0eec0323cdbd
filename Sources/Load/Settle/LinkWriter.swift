import ContactModel
import Postgres
import SQLFiles

/// Turns decisions into links and their changes.
enum LinkWriter {
  private struct Wanted {
    var contact: String
    /// nil: the standing link ends without another.
    var party: String?
    var source: LinkSource
    var probability: Double?
    /// What a new link rests on; nil where that is not known.
    var matchKey: String?
    var isPrimary: Bool
    /// False: only the primary flag of a link that stands is meant.
    var mayLink: Bool
    /// What ends a standing link to another party; nil: such a link stays, and this one is not made.
    var ending: LinkEnding?
  }

  /// Makes, moves and ends links as decided, and sets primary flags; the number of link rows written.
  static func write(
    _ session: borrowing Session, _ lease: AccountLease, _ stored: StoredGraph, _ decisions: [Decision], run: Int64
  ) throws -> Int {
    let wanted = links(stored, decisions)
    if wanted.isEmpty { return 0 }
    try session.makeTemporaryTable(Query.linkStageCreate.sql)
    try session.copyIn(Query.linkStageCopy.sql) { copy in
      for link in wanted {
        try copy.beginRow(columns: 8)
        copy.text(link.contact)
        copy.text(link.party)
        copy.text(link.source.rawValue)
        if let probability = link.probability { copy.float8(probability) } else { copy.null() }
        copy.text(link.matchKey)
        copy.bool(link.isPrimary)
        copy.bool(link.mayLink)
        copy.text(link.ending?.rawValue)
      }
    }
    let account = Parameter.text(lease.account)
    var written = try session.executePlannedAnew(Query.linkSetPrimary.sql, [account]).affected
    guard wanted.contains(where: \.mayLink) else { return written }
    try session.execute(Query.linkChangesLock.sql)
    let ended = try session.executePlannedAnew(Query.linkEnd.sql, [account, .text(lease.organization)])
    let moved = ended.compactMap { $0.bool(1) == true ? nil : $0.text(0) }
    let made = try session.executePlannedAnew(
      Query.linkInsert.sql, [account, .int(run), .text(lease.organization), .textArray(moved)])
    written += ended.count + made.count
    return written
  }

  private static func links(_ stored: StoredGraph, _ decisions: [Decision]) -> [Wanted] {
    let graph = stored.graph
    let survivors = graph.survivors
    let standing = Dictionary(graph.standing.map { ($0.contact, $0) }, uniquingKeysWith: { first, _ in first })
    return decisions.compactMap { decision in
      let contact = graph.contactID(decision.contact)
      switch decision.linkAction {
      case .none, .dispute: return nil
      case .setPrimary(let isPrimary):
        guard let link = standing[decision.contact] else { return nil }
        return Wanted(
          contact: contact, party: graph.partyID(link.party), source: link.source, isPrimary: isPrimary, mayLink: false)
      case .link(let primary):
        guard let party = decision.party else { return nil }
        let judged = decision.reasons.contains(.judgedSame) ? stored.sameSources[decision.contact] : nil
        return Wanted(
          contact: contact, party: graph.partyID(party), source: judged ?? .auto,
          probability: judged == nil ? decision.probability : nil, matchKey: decision.matchKey(for: party),
          isPrimary: primary, mayLink: true, ending: judged.map { $0 == .imported ? .imported : .human })
      case .move(let primary, let ending):
        guard let link = standing[decision.contact] else { return nil }
        guard let party = decision.party ?? survivors[Int(link.party)] else { return nil }
        return Wanted(
          contact: contact, party: graph.partyID(party), source: link.source,
          probability: link.source == .auto ? decision.probability : nil, matchKey: decision.matchKey(for: party),
          isPrimary: primary, mayLink: true, ending: ending)
      case .drop(let ending):
        guard let link = standing[decision.contact] else { return nil }
        return Wanted(contact: contact, source: link.source, isPrimary: false, mayLink: true, ending: ending)
      }
    }
  }
}

extension Decision {
  /// The match key where it is that of this party; nil where the decision is about another, or there was no candidate.
  fileprivate func matchKey(for party: Int32) -> String? { self.party == party && !matchKey.isEmpty ? matchKey : nil }
}
