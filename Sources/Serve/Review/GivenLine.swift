import ContactModel
import Load
import Postgres
import SQLFiles

/// One verdict in the history.
struct GivenLine: Sendable {
  var id: Int64
  var batch: String?
  var account: String
  var contact: String
  var contactName: String?
  var word: String
  var party: String?
  var partyName: String?
  var reviewer: String?
  var isImport: Bool
  var decidedAt: Timestamp
  var undoneAt: Timestamp?
  var undoneBy: String?
  var matcherVersion: String?
  var linkBefore: String?
  var linkAfter: String?
  var reviewID: String

  init(_ row: Row) {
    id = row.int(0) ?? 0
    batch = row.text(1)
    account = row.text(2) ?? ""
    contact = row.text(3) ?? ""
    contactName = row.text(4)
    word = row.text(5) ?? ""
    party = row.text(6)
    partyName = row.text(7)
    reviewer = row.text(8)
    isImport = row.text(9) == "import"
    decidedAt = Timestamp(microseconds: row.int(10) ?? 0)
    undoneAt = row.int(11).map { Timestamp(microseconds: $0) }
    undoneBy = row.text(12)
    matcherVersion = row.text(13)
    linkBefore = row.text(14)
    linkAfter = row.text(15)
    reviewID = row.text(16) ?? ""
  }

  static func words(_ word: String) -> String {
    switch word {
    case "match": "match"
    case "not_a_match": "not a match"
    case "new_party": "new party"
    default: word
    }
  }

  /// Such as "Acme Corp is Acme Ltd".
  var sentence: String {
    let name = contactName ?? "The contact"
    switch word {
    case "match": return "\(name) is \(partyName ?? party ?? "the party")"
    case "not_a_match": return "\(name) is somebody else"
    case "new_party": return "\(name) is new to the platform"
    default: return "Unsure about \(name): it waits at the end of the queue"
    }
  }

  func values(now: Timestamp) -> [String: Any] {
    [
      "id": "\(id)", "batch": batch ?? "", "isBatch": batch != nil, "sentence": sentence, "word": Self.words(word),
      "reviewer": reviewer ?? "(not named)", "at": decidedAt.rfc3339.prefix(16).replacing("T", with: " "),
      "isUndone": undoneAt != nil, "undoneBy": undoneBy ?? "", "isImport": isImport,
      "matcher": matcherVersion ?? "none", "before": linkBefore ?? "none", "after": linkAfter ?? "none",
      "reviewID": reviewID, "hasItem": !reviewID.isEmpty, "account": account,
    ]
  }
}

extension ReviewStore {
  /// What part of the history is looked at.
  struct HistoryFilter: Sendable {
    var before: Int64?
    var reviewer: String?
  }

  /// The verdicts of the organization, the newest first.
  static func history(
    _ session: borrowing Session, _ organization: String, _ filter: HistoryFilter, limit: Int
  ) throws -> [GivenLine] {
    let ids = try session.execute(
      Query.screenHistory.sql,
      [
        .text(organization), filter.before.map { .int($0) } ?? .null, .text(filter.reviewer), .int(Int64(limit)),
      ]
    ).compactMap { $0.int(0) }
    return try verdicts(session, organization, ids)
  }

  /// The newest verdicts on a contact.
  static func history(
    _ session: borrowing Session, _ organization: String, of contact: ContactKey
  ) throws -> [Int64] {
    try session.execute(
      Query.screenContactHistory.sql, [.text(organization), .text(contact.account), .text(contact.id)]
    ).compactMap { $0.int(0) }
  }

  /// Of these verdicts those that the organization has, the newest first.
  static func verdicts(
    _ session: borrowing Session, _ organization: String, _ ids: [Int64]
  ) throws -> [GivenLine] {
    if ids.isEmpty { return [] }
    return try session.execute(Query.screenVerdicts.sql, [.text(organization), .intArray(ids)]).map { GivenLine($0) }
  }
}
