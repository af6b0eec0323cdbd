package import Postgres
import SQLFiles

/// A stored frequency snapshot.
package struct StoredSnapshot: Sendable, Equatable {
  /// Rises with each new content.
  package var number: Int
  package var content: [UInt8]
  package var contentHash: String
}

extension StoredReader {
  /// The newest frequency snapshot of an organization; nil before the first.
  package static func snapshot(_ session: borrowing Session, organization: String) throws -> StoredSnapshot? {
    try session.execute(Query.snapshotLatest.sql, [.text(organization)]).first.map { row in
      StoredSnapshot(number: Int(row.int(0) ?? 0), content: row.bytes(1) ?? [], contentHash: row.text(2) ?? "")
    }
  }
}
