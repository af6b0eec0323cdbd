package import ContactModel
package import Postgres
import SQLFiles

/// Reads what planning and sending creations rests on.
package enum CreationReader {
  /// Every party of an organization, with what is known of it in one of its accounts.
  package static func parties(
    _ session: borrowing Session, account: String, organization: String
  ) throws -> [CreationParty] {
    try session.execute(Query.plansDiscard.sql)
    return try session.execute(Query.creationFacts.sql, [.text(account), .text(organization)]).map { row in
      let fields = ["email_address", "tax_number", "addresses", "phone_numbers"].enumerated()
      return CreationParty(
        id: row.text(0) ?? "", name: row.text(1), isCustomer: Flag(row.bool(2)), isSupplier: Flag(row.bool(3)),
        account: row.text(4), isRetired: row.bool(5) ?? false,
        link: row.bool(6).map { $0 ? .standing : .ended } ?? .none,
        creation: row.text(7).flatMap(CreationState.init), isRenewed: row.bool(8) ?? false,
        hasWaitingLink: row.bool(9) ?? false, isJudgedSame: row.bool(10) ?? false, isInReview: row.bool(11) ?? false,
        unmatchedSince: row.instant(12) ?? Timestamp(microseconds: 0), revision: row.int(13) ?? 0,
        fields: Set(fields.compactMap { row.bool(14 + $0.offset) ?? false ? $0.element : nil }),
        isErased: row.bool(18) ?? false)
    }
  }

  /// The candidates of parties and of those merged into them.
  package static func likenesses(
    _ session: borrowing Session, account: String, organization: String, parties: [String]
  ) throws -> [CreationLikeness] {
    try session.execute(Query.plansDiscard.sql)
    var found: [CreationLikeness] = []
    for chunk in parties.chunks(of: 1000) {
      let rows = try session.execute(
        Query.creationLikenesses.sql, [.text(account), .text(organization), .textArray(Array(chunk))])
      found += rows.map { row in
        CreationLikeness(
          party: row.text(0) ?? "", contact: row.text(1) ?? "", weight: Float(row.double(2) ?? 0),
          levels: Levels(packed: UInt64(bitPattern: row.int(3) ?? 0)), isTaken: row.bool(4) ?? false)
      }
    }
    return found
  }

  /// The names of all contacts of an account, deleted ones included.
  package static func names(_ session: borrowing Session, account: String) throws -> [ContactName] {
    var names: [ContactName] = []
    var last = ""
    while true {
      let rows = try session.execute(Query.creationNames.sql, [.text(account), .text(last), .int(20_000)])
      guard let final = rows.last?.text(0) else { return names }
      names += rows.compactMap { row in
        row.text(1).map { ContactName(contact: row.text(0) ?? "", name: $0, party: row.text(2)) }
      }
      last = final
    }
  }

  /// Pairs of which somebody said that they are not the same.
  package static func refusedPairs(_ session: borrowing Session, account: String) throws -> Set<RefusedPair> {
    let rows = try session.execute(Query.creationRefusedPairs.sql, [.text(account)])
    return Set(rows.map { RefusedPair(contact: $0.text(0) ?? "", party: $0.text(1)) })
  }

  /// How an account stands.
  package struct Account: Sendable {
    /// Why nothing is created in it; nil: nothing speaks against it.
    package var hold: CreationHold?
    /// -1 before the first settling.
    package var settledRevision: Int64
    package var watermark: Timestamp?
  }

  package static func account(_ session: borrowing Session, _ account: String) throws -> Account {
    guard let row = try session.execute(Query.creationAccount.sql, [.text(account)]).first else {
      return Account(hold: .notReadWhole, settledRevision: -1)
    }
    let hold: CreationHold? =
      if row.bool(3) != true || row.bool(5) == true {
        .notReadWhole
      } else if row.text(1) != "write" {
        .linksProposed
      } else if row.bool(2) != true {
        .notReadWhole
      } else if row.bool(4) == true {
        .notSettled
      } else {
        nil
      }
    return Account(hold: hold, settledRevision: row.int(0) ?? -1, watermark: row.instant(6))
  }

  /// A contact that Merge shows and that is not stored like that.
  package struct Unread: Sendable, Equatable {
    /// Index into the page's rows.
    package var row: Int
    /// The party that it is linked to; nil: none.
    package var party: String?
  }

  /// Which of a page's contacts are not stored as they stand there.
  package static func unread(_ session: borrowing Session, account: String, page: RecordPage) throws -> [Unread] {
    if page.rows.isEmpty { return [] }
    let rows = try session.execute(
      Query.creationUnread.sql,
      [
        .text(account), .textArray(page.rows.map { page.string($0.id) }),
        .intArray(page.rows.map { Int64(bitPattern: $0.contentHash) }),
      ])
    return rows.map { Unread(row: Int($0.int(0) ?? 0), party: $0.text(2)) }
  }
}
