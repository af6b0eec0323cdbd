package import ContactModel
package import Postgres
import SQLFiles

/// The changes of contacts that are sent to accounting systems: each is committed under the account's lease before it is sent.
///
/// No values are kept here: what stood before is in `contact_version`, as with every change that is read.
package enum UpdateStore {
  /// How a call ended.
  package enum Ending: Sendable, Equatable {
    /// Merge has taken it, but for what is listed.
    case changed(problems: [String])
    case refused(errorClass: String, problems: [String])
    case notSent(errorClass: String)
    case lost(errorClass: String)

    fileprivate var row: (state: ChangeState, errorClass: String?, problems: [String]) {
      switch self {
      case .changed(let problems): (.changed, nil, problems)
      case .refused(let errorClass, let problems): (.rejected, errorClass, problems)
      case .notSent(let errorClass): (.unsent, errorClass, [])
      case .lost(let errorClass): (.unknown, errorClass, [])
      }
    }
  }

  /// Makes the changes unknown whose sender is gone: with the lease in our hands, whoever was sending is not there any more.
  package static func recover(_ session: borrowing Session, lease: AccountLease, run: Int64) throws {
    try session.transaction { session in
      try lease.hold(session)
      try session.execute(Query.updateRecover.sql, [.text(lease.account), .int(run)])
    }
  }

  /// Commits that a change is about to be sent.
  ///
  /// - Returns: false where something has come between: the link is gone, contact or party have changed, or a person is asked.
  package static func begin(
    _ session: borrowing Session, lease: AccountLease, run: Int64, pair: LinkedPair, fields: [OwnedField],
    bodyHash: UInt64
  ) throws -> Bool {
    try session.transaction { session in
      try lease.hold(session)
      let begun = try session.execute(
        Query.updateBegin.sql,
        [
          .text(lease.account), .text(pair.contact), .text(pair.party), .int(Int64(bitPattern: pair.contactHash)),
          .int(Int64(bitPattern: pair.partyHash)), .textArray(fields.map(\.rawValue)),
          .int(Int64(bitPattern: bodyHash)), .int(run),
        ])
      return !begun.isEmpty
    }
  }

  /// Commits how a call ended.
  package static func finish(
    _ session: borrowing Session, lease: AccountLease, run: Int64, contact: String, _ ending: Ending
  ) throws {
    let row = ending.row
    try session.transaction { session in
      try lease.hold(session)
      try session.execute(
        Query.updateFinish.sql,
        [
          .text(lease.account), .text(contact), .text(row.state.rawValue), .text(row.errorClass),
          .textArray(row.problems), .int(run),
        ])
    }
  }

  /// Stores a contact as Merge shows it after our own change: when a read brings it again, nothing has changed. The version
  /// before is kept.
  ///
  /// - Parameter page: the contact alone; unreadable or unknown ones are left to the next read.
  package static func store(
    _ session: borrowing Session, lease: AccountLease, run: Int64, page: RecordPage, score: @escaping PageStore.Score
  ) throws {
    guard page.rows.count == 1, page.rejected.isEmpty else { return }
    let write = PageWrite(page: page, lease: lease, run: run, keepsNewer: true, repeated: 0, missedBefore: nil)
    try session.transaction { session in
      let standing = try lease.hold(session)
      let changes = write.changes(write.rows, try write.compare(session, write.rows, window: 0))
      guard changes.new.isEmpty, !changes.known.isEmpty else { return }
      let scored = try score(page, changes.known)
      try write.write(session, changes, window: 0, scored: scored)
      try CandidateStore.replace(
        session, account: lease.account, scored: scored, ids: write.ids, wasSettled: standing.wasSettled, allNew: false)
      if standing.wasSettled {
        try session.execute(Query.unsettledInsert.sql, [.text(lease.account), .text("c"), .textArray(write.ids)])
      }
    }
  }
}
