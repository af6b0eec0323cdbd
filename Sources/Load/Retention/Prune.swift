package import Postgres
import SQLFiles

/// Deletes what is older than somebody wants to keep: never what runs, links or decisions rest on.
package enum Prune {
  /// Rows deleted.
  package struct Pruned: Sendable, Equatable {
    package var versions = 0
    /// Rejected records that were replayed since.
    package var rejected = 0
    package var linkSessions = 0
  }

  /// Rows of one transaction, so that runs never wait long and a stop loses little.
  private static let batch: Int64 = 10_000

  /// Deletes, in transactions of their own, until nothing that old is left; what a stop left is for the next time.
  ///
  /// - Parameters:
  ///   - versions: for how many seconds superseded versions of contacts are kept.
  ///   - events: for how many seconds replayed rejected records, and sessions of linking that ended, are kept.
  /// - Throws: PostgresError; what was committed stays deleted.
  package static func run(
    _ session: borrowing Session, versions: Int64, events: Int64
  ) throws -> Pruned {
    var pruned = Pruned()
    var from: Int64?
    while true {
      let (count, last) = try session.transaction { session in
        let rows = try session.execute(
          Query.pruneVersions.sql,
          [.timestamp(microseconds: from), .int(versions), .int(batch)])
        return (Int(rows.int(0, 0) ?? 0), rows.int(0, 1))
      }
      pruned.versions += count
      // From where it ended: index entries of what was deleted are not passed over again and again.
      from = last
      if count < Int(batch) { break }
    }
    pruned.rejected = try session.execute(Query.pruneRejected.sql, [.int(events)]).affected
    pruned.linkSessions = try session.execute(Query.pruneLinkSessions.sql, [.int(events)]).affected
    return pruned
  }
}
