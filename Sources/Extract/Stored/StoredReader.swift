package import ContactModel
package import Postgres
import SQLFiles

/// Reads parties and contacts back out of PostgreSQL, as pages in Merge's field names.
package enum StoredReader {
  /// Records of one page; memory holds one at a time.
  static let pageSize: Int64 = 2000

  /// Calls the body with the parties of an organization, page by page in order of their ids.
  package static func parties(
    _ session: borrowing Session, organization: String, _ body: (RecordPage) throws -> Void
  ) throws {
    try pages(session, Query.storedParties.sql, owner: organization, body)
  }

  /// Calls the body with all contacts of an account, page by page in order of their ids, deleted ones included.
  package static func contacts(
    _ session: borrowing Session, account: String, _ body: (RecordPage) throws -> Void
  ) throws {
    try pages(session, Query.storedContacts.sql, owner: account, body)
  }

  private static func pages(
    _ session: borrowing Session, _ query: String, owner: String, _ body: (RecordPage) throws -> Void
  ) throws {
    var last = ""
    while true {
      let rows = try session.execute(query, [.text(owner), .text(last), .int(pageSize)])
      guard let next = rows.text(0, 1), let page = page(rows) else { return }
      try body(page)
      if rows.int(0, 2) ?? 0 < pageSize { return }
      last = next
    }
  }

  /// The parties with these ids, in order of their ids; ids that are not there are left out.
  package static func parties(
    _ session: borrowing Session, organization: String, ids: [String]
  ) throws -> RecordPage {
    if ids.isEmpty { return RecordPage() }
    return page(try session.execute(Query.storedPartiesById.sql, [.text(organization), .textArray(ids)]))
      ?? RecordPage()
  }

  /// The contacts with these ids, in order of their ids; ids that are not there are left out.
  package static func contacts(_ session: borrowing Session, account: String, ids: [String]) throws -> RecordPage {
    if ids.isEmpty { return RecordPage() }
    return page(try session.execute(Query.storedContactsById.sql, [.text(account), .textArray(ids)])) ?? RecordPage()
  }

  /// The organization's party revision; 0 where it is unknown.
  package static func partyRevision(_ session: borrowing Session, organization: String) throws -> Int64 {
    try session.execute(Query.partyRevision.sql, [.text(organization)]).first?.int(0) ?? 0
  }

  /// The ids of the parties that changed after a revision.
  package static func changedParties(
    _ session: borrowing Session, organization: String, since revision: Int64
  ) throws -> [String] {
    try session.execute(Query.changedPartyIds.sql, [.text(organization), .int(revision)]).compactMap { $0.text(0) }
  }

  /// The contacts of an account that changed parties concern: those that share a blocking key with one, or have one among
  /// their candidates. Sorted ids.
  ///
  /// - Parameters:
  ///   - keys: the parties' blocking keys (under the frozen snapshot).
  ///   - parties: their ids.
  package static func contactsToRescore(
    _ session: borrowing Session, account: String, keys: [UInt64], parties: [String]
  ) throws -> [String] {
    try session.execute(Query.plansDiscard.sql)
    var ids: Set<String> = []
    for chunk in keys.chunks(of: 5000) {
      let rows = try session.execute(
        Query.contactIdsByKeys.sql, [.text(account), .intArray(chunk.map { Int64(bitPattern: $0) })])
      for row in rows { ids.insert(row.text(0) ?? "") }
    }
    for chunk in parties.chunks(of: 5000) {
      let rows = try session.execute(Query.contactIdsByParties.sql, [.text(account), .textArray(Array(chunk))])
      for row in rows { ids.insert(row.text(0) ?? "") }
    }
    return ids.sorted()
  }

  /// The page in a result whose first column holds JSON lines; nil where there are none.
  private static func page(_ rows: Rows) -> RecordPage? {
    rows.withBytes(0, 0) { RecordPage.parse(lines: Array($0)) }
  }
}

extension Array {
  /// The elements in runs of at most `size`.
  func chunks(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
