package import ContactModel
package import Postgres
import SQLFiles

/// What a server and a role are like, for finding out why something does not work.
package struct DatabaseFacts: Sendable {
  /// As in `server_version_num`, such as 150018.
  package var versionNumber: Int
  package var version: String
  package var role: String
  package var isEncrypted: Bool
  /// The server is on another machine.
  package var isElsewhere: Bool
  /// The server's clock.
  package var now: Timestamp
  /// Tables of ours that the role may not read and write; empty where there are none yet.
  package var forbiddenTables: [String]

  package static func read(_ session: borrowing Session) throws -> DatabaseFacts {
    let row = try session.execute(Query.doctorDatabase.sql).first
    let forbidden = try session.execute(Query.doctorPrivileges.sql).compactMap { $0.text(0) }
    return DatabaseFacts(
      versionNumber: Int(row?.int(0) ?? 0), version: row?.text(1) ?? "", role: row?.text(2) ?? "",
      isEncrypted: row?.bool(3) ?? false, isElsewhere: row?.bool(4) ?? false,
      now: Timestamp(microseconds: row?.int(5) ?? 0), forbiddenTables: forbidden)
  }
}
