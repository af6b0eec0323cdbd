import ContactModel
package import Postgres
import SQLFiles

/// Reads rejected records again and stores what can be read now, as a page of a read would be.
package enum RejectedStore {
  /// What became of records; `read` is the sum of the others.
  package struct Replayed: Sendable, Equatable {
    package var read = 0
    /// Stored, or equal to what stands.
    package var loaded = 0
    /// Left as it is, because what stands of the contact is not surely older.
    package var superseded = 0
    package var stillRejected = 0

    package init(read: Int = 0, loaded: Int = 0, superseded: Int = 0, stillRejected: Int = 0) {
      self.read = read
      self.loaded = loaded
      self.superseded = superseded
      self.stillRejected = stillRejected
    }

    package static func + (a: Replayed, b: Replayed) -> Replayed {
      Replayed(
        read: a.read + b.read, loaded: a.loaded + b.loaded, superseded: a.superseded + b.superseded,
        stillRejected: a.stillRejected + b.stillRejected)
    }
  }

  /// Reads records again, each in a transaction of its own, the newest first. What can be read is stored with its candidates,
  /// and is unsettled: the account's next run decides.
  ///
  /// What stands is replaced only by what is newer by `modified_at`, and only where it was written before the record was
  /// rejected. Records that are dealt with are marked as resolved, the others keep their raw form under today's reason.
  ///
  /// - Parameters:
  ///   - run: the run, with this account begun; its row counts the records.
  ///   - erased: what is read of them is forgotten.
  ///   - score: as of ``PageStore``.
  /// - Throws: ``LoadError/leaseLost(account:)``, PostgresError, and what `score` throws.
  package static func replay(
    _ session: borrowing Session, _ records: [RejectedAgain], lease: AccountLease, run: Int64,
    erased: ErasedContacts = .none, score: @escaping PageStore.Score
  ) throws -> Replayed {
    let earliest = Timestamp(microseconds: .min)
    let read = records.map { (record: $0, page: $0.page(without: erased)) }.sorted {
      ($0.page.rows.first?.modifiedAt ?? earliest) > ($1.page.rows.first?.modifiedAt ?? earliest)
    }
    var replayed = Replayed()
    for (record, page) in read {
      replayed = replayed + (try store(session, record, page, lease: lease, run: run, score: score))
    }
    return replayed
  }

  private static func store(
    _ session: borrowing Session, _ record: RejectedAgain, _ page: RecordPage, lease: AccountLease, run: Int64,
    score: @escaping PageStore.Score
  ) throws -> Replayed {
    do {
      return try attempt(session, record, page, lease: lease, run: run, score: score)
    } catch let error as PostgresError where error.isRecordFault && !page.rows.isEmpty {
      let refused = record.rejected(
        RejectedRecord(
          id: page.string(page.rows[0].id), reason: "unstorable", detail: "PostgreSQL refused it: \(error)", raw: []))
      return try attempt(session, record, refused, lease: lease, run: run, score: score)
    }
  }

  private static func attempt(
    _ session: borrowing Session, _ record: RejectedAgain, _ page: RecordPage, lease: AccountLease, run: Int64,
    score: @escaping PageStore.Score
  ) throws -> Replayed {
    try session.transaction { session in
      let standing = try lease.hold(session)
      let isSuperseded = try isSuperseded(session, record, page, account: lease.account)
      let write = PageWrite(
        page: isSuperseded ? RecordPage() : page, lease: lease, run: run, keepsNewer: true,
        repeated: isSuperseded ? 1 : 0, missedBefore: nil)
      // Replays have no window of Merge's; theirs are told apart by the run.
      let changes = write.changes(write.rows, try write.compare(session, write.rows, window: -run))
      let (counts, scored) = try write.run(
        session, changes, window: -run, wasSettled: standing.wasSettled, refused: [:], score: score)
      _ = try write.note(session, counts, scored, window: -run, pages: 1, next: nil)
      if page.rejected.first?.reason == RejectedRecord.erased {
        try session.execute(Query.rejectedDelete.sql, [.text(lease.account), .int(record.hash)])
      }
      if page.rows.isEmpty { return Replayed(read: 1, stillRejected: 1) }
      try session.execute(Query.rejectedResolve.sql, [.text(lease.account), .int(run), .intArray([record.hash])])
      return isSuperseded ? Replayed(read: 1, superseded: 1) : Replayed(read: 1, loaded: 1)
    }
  }

  private static func isSuperseded(
    _ session: borrowing Session, _ record: RejectedAgain, _ page: RecordPage, account: String
  ) throws -> Bool {
    guard let row = page.rows.first else { return false }
    let found = try session.execute(
      Query.rejectedIsSuperseded.sql,
      [
        .text(account), .text(page.string(row.id)), .timestamp(microseconds: row.modifiedAt?.microseconds),
        .timestamp(microseconds: record.rejectedAt),
      ])
    return !found.isEmpty
  }
}
