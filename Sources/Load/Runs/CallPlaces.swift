package import Postgres
import SQLFiles

/// The places for calls to Merge that all processes on one database share (`call_failure`): a call holds one while it is on
/// its way, and keeps it for a while when it failed.
///
/// So no more calls fail within that while than there are places, whatever the number of processes. All times are the
/// server's.
package enum CallPlaces {
  /// A place, taken for one call.
  package struct Taken: Sendable, Hashable {
    package var place: Int64
    /// Of all calls that took the place.
    package var call: Int64
    /// How many other places were free then.
    package var othersFree: Int64

    package init(place: Int64, call: Int64, othersFree: Int64 = 0) {
      self.place = place
      self.call = call
      self.othersFree = othersFree
    }
  }

  /// Makes places where they are missing: before the first use of a connection.
  ///
  /// - Throws: PostgresError.
  package static func make(_ session: borrowing Session, count: Int) throws {
    try session.execute(Query.callPlacesMake.sql, [.int(Int64(count))])
  }

  /// Takes a free place; nil where none is.
  ///
  /// - Parameters:
  ///   - count: of places.
  ///   - milliseconds: after which the place is free again when it is never given back.
  /// - Throws: PostgresError.
  package static func take(_ session: borrowing Session, count: Int, atMost milliseconds: Int64) throws -> Taken? {
    let rows = try session.execute(Query.callPlaceTake.sql, [.int(Int64(count)), .int(milliseconds)])
    guard let row = rows.first, let place = row.int(0), let call = row.int(1) else { return nil }
    return Taken(place: place, call: call, othersFree: row.int(2) ?? 0)
  }

  /// In how many milliseconds to ask again; calls of processes that are gone count for `window` milliseconds from now at most.
  ///
  /// - Throws: PostgresError.
  package static func wait(_ session: borrowing Session, count: Int, window: Int64) throws -> Int64 {
    try session.execute(Query.callPlacesWait.sql, [.int(Int64(count)), .int(window)]).first?.int(0) ?? 250
  }

  /// The call is over: its place is free, after a failure in `window` milliseconds. Harmless when another call has the place.
  ///
  /// - Throws: PostgresError.
  package static func giveBack(_ session: borrowing Session, _ taken: Taken, failed: Bool, window: Int64) throws {
    try session.execute(
      Query.callPlaceGiveBack.sql, [.int(taken.place), .int(taken.call), .bool(failed), .int(window)])
  }
}
