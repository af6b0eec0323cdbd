package import ContactModel
package import Postgres
import SQLFiles

/// The candidates of contacts, and the keys by which changed parties find the contacts to score again.
package enum CandidateStore {
  /// How many edges moved.
  package struct Moved: Sendable, Equatable {
    package var added: Int64
    package var changed: Int64
    package var removed: Int64

    package init(added: Int64, changed: Int64, removed: Int64) {
      self.added = added
      self.changed = changed
      self.removed = removed
    }
  }

  /// Notes that another matcher begins to score the account's contacts: until a settling follows, no run takes the stored
  /// candidates for those of one matcher.
  package static func beginRescoring(_ session: borrowing Session, lease: AccountLease) throws {
    try session.transaction { session in
      try lease.hold(session)
      try session.execute(Query.accountBeginRescoring.sql, [.text(lease.account)])
    }
  }

  /// Stores what a new scoring of stored contacts says, writing only what differs; contacts and parties whose edges moved
  /// become unsettled. One transaction.
  ///
  /// - Parameter page: stored contacts, as the scoring got them.
  /// - Throws: ``LoadError/leaseLost(account:)``, PostgresError.
  package static func rescore(
    _ session: borrowing Session, lease: AccountLease, page: RecordPage, scored: ScoredPage
  ) throws -> Moved {
    let ids = page.rows.map { page.string($0.id) ?? "" }
    return try session.transaction { session in
      let standing = try lease.hold(session)
      try session.makeTemporaryTable(Query.keyStageCreate.sql)
      try session.copyIn(Query.keyStageCopy.sql) { copy in
        for row in scored.rows {
          try copy.beginRow(columns: 2)
          copy.text(ids[row.row])
          copy.int8Array(bitPatterns: scored.keys[row.keys])
        }
      }
      try session.executePlannedAnew(
        Query.contactUpdateKeys.sql, [.text(lease.account), .textArray(scored.rows.map { ids[$0.row] })])
      return try replace(
        session, account: lease.account, scored: scored, ids: ids, wasSettled: standing.wasSettled, allNew: false)
    }
  }

  /// Marks contacts that have one of these parties as a candidate, a link or a judgement as unsettled: for parties of which
  /// something changed that no score shows, such as their retirement.
  package static func markUnsettled(
    _ session: borrowing Session, lease: AccountLease, parties: [String]
  ) throws {
    if parties.isEmpty { return }
    try session.transaction { session in
      try lease.hold(session)
      try session.execute(
        Query.unsettledInsert.sql, [.text(lease.account), .text("p"), .textArray(parties)])
    }
  }

  /// Makes the scored candidates those of the scored contacts. Inside a transaction that holds the lease.
  ///
  /// `ids`: the contact id of each row of the page. `allNew`: none of them can have candidates yet.
  @discardableResult
  static func replace(
    _ session: borrowing Session, account: String, scored: ScoredPage, ids: [String], wasSettled: Bool, allNew: Bool
  ) throws -> Moved {
    if scored.rows.isEmpty || (allNew && scored.candidates.isEmpty) { return Moved(added: 0, changed: 0, removed: 0) }
    try session.makeTemporaryTable(Query.candidateStageCreate.sql)
    try scored.partyIDs.bytes.withUnsafeBytes { texts in
      _ = try session.copyIn(Query.candidateStageCopy.sql) { copy in
        for row in scored.rows {
          for candidate in scored.candidates[row.candidates] {
            try copy.beginRow(columns: 4)
            copy.text(ids[row.row])
            copy.text(UnsafeRawBufferPointer(rebasing: texts[scored.partyIDs.range(candidate.party)]))
            copy.float4(candidate.weight)
            copy.int8(Int64(bitPattern: candidate.levels.packed))
          }
        }
      }
    }
    if allNew {
      let added = try session.execute(Query.candidateInsert.sql, [.text(account)])
      return Moved(added: Int64(added.affected), changed: 0, removed: 0)
    }
    let moved = try session.executePlannedAnew(
      Query.candidateReplace.sql,
      [.text(account), .textArray(scored.rows.map { ids[$0.row] }), .bool(wasSettled)])
    return Moved(added: moved.int(0, 0) ?? 0, changed: moved.int(0, 1) ?? 0, removed: moved.int(0, 2) ?? 0)
  }
}
