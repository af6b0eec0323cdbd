package import Postgres

/// Why the tables were not cut into partitions; nothing was changed.
package enum PartitionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// So many cannot be.
  case count(Int)
  /// The server has no room for the locks; `setting` is the `max_locks_per_transaction` that would do.
  case locks(needed: Int, available: Int, setting: Int)
  /// Others held a table for too long, or waited for each other with this.
  case busy
  /// Something that is not ours rests on the tables or views.
  case neededByOthers(PostgresError)

  /// nil: the error says by itself what is wrong.
  init?(_ error: PostgresError) {
    switch error.sqlState {
    case "55P03", "40P01": self = .busy
    case "2BP01": self = .neededByOthers(error)
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .count(let count):
      let possible = Partitions.possible
      return "--partitions \(count): take a number from \(possible.lowerBound) to \(possible.upperBound)"
    case .locks(let needed, let available, let setting):
      return "so many partitions need some \(needed) locks at once, and this server has room for \(available): "
        + "set its max_locks_per_transaction to \(setting) and start it again, or take fewer partitions"
    case .busy:
      return "the tables are in use, by runs, dry runs, reports or a backup: try again when these have ended"
    case .neededByOthers(let error):
      return "something of your own reads our tables or views (\(error)): drop it first, and make it again afterwards"
    }
  }
}
