import Postgres
import SQLFiles

/// Known links on their way: staged in a temporary table, and judged against what is stored.
enum KnownLinkStage {
  /// One row of `known_link_judge.sql`.
  struct Judged {
    var ordinal: Int
    var outcome: Outcome
    /// nil where none is known.
    var contact: String?
    var organization: String?
    /// The party that is in the way.
    var other: String?
    /// Contacts that have the remote id.
    var holders: Int
  }

  /// The raw value is what the statement says.
  enum Outcome: String {
    case applied
    case waiting
    case unchanged
    /// An earlier row of the same contact comes first.
    case again
    case ambiguous
    case unknownAccount = "unknown_account"
    case unknownParty = "unknown_party"
    case retiredParty = "retired_party"
    case waitsAlready = "waits_already"
    case waitsOtherwise = "waits_otherwise"
    case judgedDifferent = "judged_different"
    case judgedOtherwise = "judged_otherwise"
    case linkedOtherwise = "linked_otherwise"
  }

  static func fill(_ session: borrowing Session, _ links: [(ordinal: Int, link: KnownLink)]) throws {
    try session.makeTemporaryTable(Query.knownLinkStageCreate.sql)
    try session.execute(Query.knownLinkStageClear.sql)
    try session.copyIn(Query.knownLinkStageCopy.sql) { copy in
      for (ordinal, link) in links {
        try copy.beginRow(columns: 5)
        copy.int8(Int64(ordinal))
        copy.text(link.account)
        switch link.contact {
        case .id(let id):
          copy.text(id)
          copy.null()
        case .remoteID(let id):
          copy.null()
          copy.text(id)
        }
        copy.text(link.party)
      }
    }
    if links.count > 100 { try session.execute(Query.knownLinkStageAnalyze.sql) }
  }

  static func judged(_ session: borrowing Session) throws -> [Judged] {
    try session.execute(Query.knownLinkJudge.sql).map { row in
      Judged(
        ordinal: Int(row.int(0) ?? 0), outcome: row.text(1).flatMap(Outcome.init) ?? .unchanged, contact: row.text(2),
        organization: row.text(3), other: row.text(4), holders: Int(row.int(5) ?? 0))
    }
  }
}

extension KnownLinkStage.Outcome {
  /// The verdict on an imported row; nil: judge it again.
  func verdict(_ link: KnownLink, _ row: KnownLinkStage.Judged) -> KnownLinkVerdict? {
    let contact = "contact \(row.contact ?? link.contact.text)"
    let (party, other) = ("party \(link.party)", row.other ?? "another party")
    switch self {
    case .again: return nil
    case .applied: return KnownLinkVerdict(.applied)
    case .waiting: return KnownLinkVerdict(.waiting)
    case .unchanged, .waitsAlready: return KnownLinkVerdict(.unchanged)
    case .ambiguous:
      return KnownLinkVerdict(
        .ambiguous, "\(row.holders) contacts have the remote id \(link.contact.text): name one of them by contact_id")
    case .unknownAccount: return KnownLinkVerdict(.unknownAccount, "there is no linked account \(link.account)")
    case .unknownParty:
      return KnownLinkVerdict(.unknownParty, "there is no \(party) in \(row.organization ?? "the organization")")
    case .retiredParty: return KnownLinkVerdict(.unknownParty, "\(party) is retired")
    case .waitsOtherwise: return KnownLinkVerdict(.conflict, "an earlier import says that it is \(other)")
    case .judgedDifferent: return KnownLinkVerdict(.conflict, "\(contact) was judged not to be \(party)")
    case .judgedOtherwise: return KnownLinkVerdict(.conflict, "\(contact) was judged to be \(other)")
    case .linkedOtherwise:
      return KnownLinkVerdict(.conflict, "\(contact) is linked to \(other), and not by a run")
    }
  }
}
