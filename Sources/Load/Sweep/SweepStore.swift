package import Postgres
import SQLFiles

/// The end of a sweep: contacts that a read of everything has not met are gone from the accounting system.
package enum SweepStore {
  /// What a sweep found beside its rows.
  package struct Swept: Sendable, Equatable {
    /// Contacts that it has not met, now marked as deleted.
    package var absent: Int
    /// Of the living contacts afterwards, 16 hexadecimal digits; the same for the same contacts in any order.
    package var checksum: String
  }

  /// How many living contacts the sweep has not met; those that were written since it began do not count.
  ///
  /// - Parameter window: a sweep that is read whole.
  package static func absent(_ session: borrowing Session, lease: AccountLease, window: ReadWindow) throws -> Int {
    let counted = try session.execute(Query.sweepAbsentCount.sql, [.text(lease.account), .int(window.id)])
    return Int(counted.int(0, 0) ?? 0)
  }

  /// Marks contacts that the sweep has not met as deleted, their versions kept; they become unsettled. In one transaction;
  /// done again it changes nothing.
  ///
  /// - Parameters:
  ///   - window: a sweep that is read whole.
  ///   - buriesAbsent: false: it is not certain that all was brought, so that nothing is marked.
  /// - Throws: ``LoadError/leaseLost(account:)``, ``LoadError/windowLost(account:)``, PostgresError; nothing is changed then.
  package static func finish(
    _ session: borrowing Session, lease: AccountLease, window: ReadWindow, run: Int64, buriesAbsent: Bool
  ) throws -> Swept {
    guard window.isSweep, window.phase == .readComplete else { throw LoadError.windowLost(account: lease.account) }
    return try session.transaction { session in
      try lease.hold(session)
      let open = try ReadWindow.stored(session, account: lease.account, pipeline: window.pipeline)
      guard open?.id == window.id else { throw LoadError.windowLost(account: lease.account) }
      let account = Parameter.text(lease.account)
      var buried: [String] = []
      if buriesAbsent {
        buried = try session.execute(
          Query.contactsBury.sql, [account, .textArray([]), .bool(true), .int(run), .bool(true)]
        ).compactMap { $0.text(0) }
        try session.execute(Query.unsettledInsert.sql, [account, .text("c"), .textArray(buried)])
      }
      let finished = try session.execute(Query.sweepFinish.sql, [.int(run), account, .int(buried.count)])
      return Swept(absent: buried.count, checksum: finished.first?.text(0) ?? "")
    }
  }
}
