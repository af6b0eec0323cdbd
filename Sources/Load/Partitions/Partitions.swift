package import Postgres
import SQLFiles

/// The large tables that hang on an account, cut into partitions by the hash of the account's id.
///
/// What stands is read from the server's catalog and written down as statements, so that whatever hangs on the tables comes along
/// and one way leads from any number of partitions to any other.
package enum Partitions {
  /// Those that have a row for each contact, or more, and begin their primary key with the account.
  package static let tables = ["contact", "contact_version", "candidate", "decision"]

  package static let possible = 1...1024

  /// The server's locks for one partition of each table, its indexes and what is replaced, as counted; and those for the rest.
  private static let (locks, otherLocks) = (60, 200)

  /// How many partitions each of ``tables`` has, in their order; 0: it is one plain table.
  package static func read(_ session: borrowing Session) throws(PostgresError) -> [(table: String, count: Int)] {
    try session.execute(Query.partitionCounts.sql, [.textArray(tables)]).map { ($0.text(0) ?? "", Int($0.int(1) ?? 0)) }
  }

  /// Cuts ``tables`` into so many partitions, in one transaction; the tables that were not before.
  ///
  /// Rows, and all that hangs on the tables, are kept; the planner knows them afterwards. Nobody reads or writes meanwhile: who
  /// comes waits, and goes on with the new tables. It needs as much disk again as the tables have.
  ///
  /// - Parameters:
  ///   - session: works as the tables' owner.
  ///   - migrator: of this program, whose views are made anew.
  ///   - isIsolated: organizations are isolated, so partitions are too.
  ///   - patience: how long each lock that others hold is waited for.
  /// - Throws: ``PartitionError``; MigrationError where the schema is not this program's; PostgresError. Nothing is changed then.
  package static func cut(
    _ session: borrowing Session, into count: Int, migrator: Migrator, isIsolated: Bool,
    patience: Duration = .seconds(60)
  ) throws -> [String] {
    guard possible.contains(count) else { throw PartitionError.count(count) }
    let standing = try read(session)
    if standing.allSatisfy({ $0.count == count }) { return [] }
    try lookForRoom(session, partitions: count + (standing.map(\.count).max() ?? 0))
    do {
      return try migrator.replaceTables(session, patience: patience) { session in
        try session.script(Query.partitionLock.sql)
        let others = try read(session).filter { $0.count != count }.map(\.table)
        let statements = try session.execute(
          Query.partitionStatements.sql, [.textArray(tables), .int(Int64(count))])
        for statement in statements { try session.script(statement.text(0) ?? "") }
        if isIsolated { try Isolation.followWithin(session) }
        return others
      }
    } catch let error as PostgresError {
      throw PartitionError(error) ?? error
    }
  }

  /// So that it does not fail after hours, at its last index.
  private static func lookForRoom(_ session: borrowing Session, partitions: Int) throws {
    let room = try session.execute(Query.partitionRoom.sql)
    let needed = otherLocks + locks * partitions
    let (sessions, available) = (Int(room.int(0, 0) ?? 0), Int(room.int(0, 1) ?? 0))
    if needed > available, sessions > 0 {
      throw PartitionError.locks(needed: needed, available: available, setting: needed / sessions + 1)
    }
  }
}
