package import Postgres
import SQLFiles

/// The numbered frequency snapshots of an organization.
package enum SnapshotStore {
  /// Stores a snapshot under the next number unless the newest one has the same content: the number that it has.
  package static func store(
    _ session: borrowing Session, organization: String, content: [UInt8], contentHash: String, partyCount: Int
  ) throws -> Int {
    try session.transaction { session in
      try session.execute(Query.organizationInsert.sql, [.text(organization)])
      try session.execute(Query.organizationLock.sql, [.text(organization)])
      let newest = try session.execute(Query.snapshotLatest.sql, [.text(organization)])
      if let row = newest.first, row.text(2) == contentHash { return Int(row.int(0) ?? 0) }
      let stored = try session.execute(
        Query.snapshotInsert.sql,
        [.text(organization), .bytes(content), .text(contentHash), .int(partyCount)])
      return Int(stored.int(0, 0) ?? 0)
    }
  }
}
