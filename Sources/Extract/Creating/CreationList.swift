package import ContactModel
package import Postgres
import SQLFiles

/// A row of the outbox as it stands.
package struct StoredCreation: Sendable {
  package var account: String
  package var organization: String
  package var party: String
  package var state: CreationState
  package var attempts: Int
  package var errorClass: String?
  package var problems: [String]
  package var contact: String?
  package var askedContact: String?
  package var plannedAt: Timestamp
  package var sentAt: Timestamp?
  package var finishedAt: Timestamp?
  /// Merge's clock before it was first sent.
  package var mergeTimeBefore: Timestamp?
  /// Merge's clock when it was last sent.
  package var mergeTimeSent: Timestamp?
  /// Of the call; nil before, and once it is over.
  package var body: [UInt8]?

  /// The creations of an account (nil: of all) in some states, by account and party.
  package static func list(
    _ session: borrowing Session, account: String?, states: [CreationState] = CreationState.allCases
  ) throws -> [StoredCreation] {
    let rows = try session.execute(Query.creationList.sql, [.text(account), .textArray(states.map(\.rawValue))])
    return rows.map { row in
      StoredCreation(
        account: row.text(0) ?? "", organization: row.text(1) ?? "", party: row.text(2) ?? "",
        state: row.text(3).flatMap(CreationState.init) ?? .review, attempts: Int(row.int(4) ?? 0),
        errorClass: row.text(5), problems: row.rows.textArray(row.index, 6)?.compactMap { $0 } ?? [],
        contact: row.text(7), askedContact: row.text(8), plannedAt: row.instant(9) ?? Timestamp(microseconds: 0),
        sentAt: row.instant(10), finishedAt: row.instant(11), mergeTimeBefore: row.instant(12),
        mergeTimeSent: row.instant(13), body: row.text(14).map { Array($0.utf8) })
    }
  }
}

extension Row {
  /// A column that holds microseconds since 1970; nil is NULL.
  func instant(_ column: Int) -> Timestamp? { int(column).map { Timestamp(microseconds: $0) } }
}
