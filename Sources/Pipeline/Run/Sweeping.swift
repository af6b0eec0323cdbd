internal import ContactModel
internal import Extract
internal import Load
internal import MergeAPI
internal import Postgres

/// What a sweep did beside its rows.
package struct AccountSweep: Sendable, Equatable {
  /// Contacts that it has not met and that are now marked as deleted; nil: Merge's own sync is not known to be whole, so that
  /// absence says nothing.
  package var absent: Int?
  /// Of the living contacts afterwards, 16 hexadecimal digits; the same for the same contacts in any order.
  package var checksum: String
}

extension AccountWork {
  /// Marks contacts that a sweep has not met as deleted, once its window is read whole.
  ///
  /// Merge's sync is asked about once more than at the beginning: both times it must be whole, for a sync that failed or began
  /// anew while the pages were read may have hidden contacts.
  ///
  /// - Parameter freshness: as it was before the read.
  func sweep(
    _ connection: Connection, _ client: MergeClient, _ token: SecretText, _ lease: AccountLease, _ window: ReadWindow,
    _ freshness: Freshness, _ result: inout AccountResult
  ) async throws {
    let isProof =
      if freshness.isAbsenceProof { try await inspect(connection, client, token, window).isAbsenceProof } else { false }
    if isProof { try await checkAbsent(connection, lease, window) }
    let run = run
    let swept = try await connection.run { session in
      try SweepStore.finish(session, lease: lease, window: window, run: run, buriesAbsent: isProof)
    }
    let sweep = AccountSweep(absent: isProof ? swept.absent : nil, checksum: swept.checksum)
    events.swept(sweep, missed: result.rows.missed)
    result.swept = sweep
  }

  /// What is absent counts as newly deleted for the rate that the pipeline expects, before it is marked.
  private func checkAbsent(_ connection: Connection, _ lease: AccountLease, _ window: ReadWindow) async throws {
    guard file.maximumDeletedRate < 1 else { return }
    let id = account.account
    let (absent, deleted, contacts) = try await connection.run { session in
      (
        try SweepStore.absent(session, lease: lease, window: window),
        try window.id.map { try RunLog.counts(session, account: id, window: $0).deleted } ?? 0,
        try Accounts.counts(session, account: id).contacts
      )
    }
    try Expectation.hold("deleted_rate", absent + deleted, of: Int(contacts), file.maximumDeletedRate)
  }
}
