import ContactModel
import Postgres
import SQLFiles

/// The work on one page inside its transaction.
struct PageWrite {
  let page: RecordPage
  let lease: AccountLease
  let run: Int64
  /// A stored record that is newer (by `modified_at`) stays, whichever window wrote it.
  let keepsNewer: Bool
  /// Records that were left out of the page because a newer one of the same id is in the same read.
  let repeated: Int
  /// Changes from before this should have been brought by earlier windows; nil: it does not matter.
  let missedBefore: Timestamp?
  /// For each id of the page the row that counts: the greatest `modified_at`, of equals the last.
  let rows: [Int]
  let ids: [String]

  init(
    page: RecordPage, lease: AccountLease, run: Int64, keepsNewer: Bool, repeated: Int,
    missedBefore: Timestamp?
  ) {
    self.page = page
    self.lease = lease
    self.run = run
    self.keepsNewer = keepsNewer
    self.repeated = repeated
    self.missedBefore = missedBefore
    let ids = page.rows.map { page.string($0.id) ?? "" }
    self.ids = ids
    var best: [String: Int] = [:]
    best.reserveCapacity(ids.count)
    for (index, id) in ids.enumerated() {
      if let other = best[id], let newer = page.rows[other].modifiedAt,
        (page.rows[index].modifiedAt ?? Timestamp(microseconds: .min)) < newer
      {
        continue
      }
      best[id] = index
    }
    rows = page.rows.indices.filter { best[ids[$0]] == $0 }
  }

  /// Stores what has changed, and keeps the refused rows as rejected; also returns what was scored.
  func run(
    _ session: borrowing Session, _ changes: Changes, window: Int64, wasSettled: Bool, refused: [Int: PostgresError],
    score: PageStore.Score?
  ) throws -> (counts: PageCounts, scored: ScoredPage?) {
    let written = (changes.new + changes.known).sorted()
    let scored = try score.map { written.isEmpty ? ScoredPage() : try $0(page, written) }
    try write(session, changes, window: window, scored: scored)
    if let scored {
      try CandidateStore.replace(
        session, account: lease.account, scored: scored, ids: ids, wasSettled: wasSettled,
        allNew: changes.known.isEmpty)
    }
    if wasSettled, !written.isEmpty {
      try session.execute(
        Query.unsettledInsert.sql, [.text(lease.account), .text("c"), .textArray(written.map { ids[$0] })])
    }
    let rejected = page.rejected + refused.sorted { $0.key < $1.key }.map { unstorable($0.key, $0.value) }
    for record in rejected { try keep(session, record) }

    var counts = changes.counts
    counts.rejected = rejected.count
    counts.erased = rejected.count { $0.reason == RejectedRecord.erased }
    counts.repeated += page.rows.count - rows.count + repeated
    counts.read = page.rows.count + page.rejected.count + repeated
    counts.unchanged =
      counts.read - counts.inserted - counts.updated - counts.deleted - counts.rejected - counts.repeated
    if let missedBefore {
      counts.missed = written.count { page.rows[$0].modifiedAt.map { $0 <= missedBefore } ?? false }
    }
    return (counts, scored)
  }

  /// Notes that pages are stored, in the window and with what came of them in the account's run: the window's pages so far;
  /// nil where it is not the account's open one any more.
  func note(
    _ session: borrowing Session, _ counts: PageCounts, _ scored: ScoredPage?, window: Int64, pages: Int, next: String?
  ) throws -> Int64? {
    let advanced = try session.execute(
      Query.windowAdvance.sql,
      [
        .text(lease.account), .int(window), .text(next), .int(pages), .int(run), .int(counts.read),
        .int(counts.inserted), .int(counts.updated), .int(counts.unchanged), .int(counts.deleted),
        .int(counts.rejected), .int(counts.repeated), .int(scored?.candidates.count ?? 0),
        .int(scored?.rows.reduce(0) { $0 + $1.cut } ?? 0), .int(counts.missed), .int(counts.erased),
      ])
    return advanced.first?.int(0)
  }

  /// Notes that the window has met the page's contacts, those included that could not be read or stored.
  func noteSeen(_ session: borrowing Session) throws {
    let met = ids + page.rejected.compactMap(\.id).filter { !$0.utf8.contains(0) && (1...255).contains($0.utf8.count) }
    if !met.isEmpty { try session.execute(Query.sweepSeenInsert.sql, [.text(lease.account), .textArray(met)]) }
  }

  // MARK: contacts

  /// What is to be done with the rows of a page; indices into its rows.
  struct Changes {
    var new: [Int] = []
    var known: [Int] = []
    /// Inserted, updated, deleted and repeated only.
    var counts = PageCounts()
  }

  /// Compares rows with what is stored, by id and content hash.
  func comparing(_ rows: [Int], window: Int64) -> Statement {
    Statement(
      Query.contactClassify.sql,
      [
        .text(lease.account), .textArray(rows.map { ids[$0] }),
        .intArray(rows.map { Int64(bitPattern: page.rows[$0].contentHash) }),
        .intArray(rows.map { page.rows[$0].remoteWasDeleted ? 1 : 0 }), .int(window),
      ])
  }

  func compare(_ session: borrowing Session, _ rows: [Int], window: Int64) throws -> Rows {
    let statement = comparing(rows, window: window)
    return try session.execute(statement.sql, statement.parameters)
  }

  /// What is to be done with the rows, by what ``comparing(_:window:)`` returned.
  func changes(_ rows: [Int], _ compared: Rows) -> Changes {
    var changes = Changes()
    for found in compared {
      let index = rows[Int(found.int(0) ?? 0)]
      let isNew = found.bool(1) ?? false
      let differs = found.bool(2) ?? false
      if isNew {
        changes.new.append(index)
        changes.counts.inserted += 1
      } else if found.bool(3) ?? false {
        changes.counts.repeated += 1
        if differs && !isOlder(index, than: found.int(5)) { changes.known.append(index) }
      } else if differs, !keepsNewer || !isOlder(index, than: found.int(5)) {
        changes.known.append(index)
        if found.bool(4) ?? false { changes.counts.deleted += 1 } else { changes.counts.updated += 1 }
      }
    }
    return changes
  }

  private func isOlder(_ index: Int, than stored: Int64?) -> Bool {
    guard let stored, let modified = page.rows[index].modifiedAt else { return false }
    return modified.microseconds < stored
  }

  /// Inserts the new contacts; keeps the stored version of the known ones and replaces it.
  func write(_ session: borrowing Session, _ changes: Changes, window: Int64, scored: ScoredPage?) throws {
    if changes.new.isEmpty && changes.known.isEmpty { return }
    try session.makeTemporaryTable(Query.contactStageCreate.sql)
    try ContactStage.fill(session, page, new: changes.new, known: changes.known, scored: scored)
    if !changes.known.isEmpty {
      try session.execute(Query.contactVersionInsert.sql, [.text(lease.account), .int(run)])
      try session.executePlannedAnew(Query.contactUpdate.sql, [.text(lease.account), .int(window)])
    }
    if !changes.new.isEmpty {
      try session.execute(
        Query.contactInsert.sql, [.text(lease.account), .text(lease.organization), .int(window)])
    }
  }

  // MARK: rejected records

  /// Tries each row alone, in a transaction that is rolled back: those that PostgreSQL refuses, and why.
  func refusedRows(_ session: borrowing Session, window: Int64) throws -> [Int: PostgresError] {
    struct OnlyTried: Error {}
    var refused: [Int: PostgresError] = [:]
    do {
      try session.transaction { session in
        try lease.hold(session)
        for row in rows {
          do {
            try session.savepoint { session in
              let changes = changes([row], try compare(session, [row], window: window))
              try write(session, changes, window: window, scored: nil)
              throw OnlyTried()
            }
          } catch let error as PostgresError where error.isRecordFault {
            refused[row] = error
          } catch is OnlyTried {}
        }
        throw OnlyTried()
      }
    } catch is OnlyTried {}
    return refused
  }

  private func unstorable(_ row: Int, _ error: PostgresError) -> RejectedRecord {
    let json = page.rows[row].json
    return RejectedRecord(
      id: ids[row], reason: "unstorable", detail: "PostgreSQL refused it: \(error)",
      raw: json.isAbsent ? Array(ids[row].utf8) : Array(page.bytes[json.range]))
  }

  private func keep(_ session: borrowing Session, _ record: RejectedRecord) throws {
    // Of what was erased there is no raw form: its detail tells one from the other.
    let form = record.reason == RejectedRecord.erased ? Array(record.detail.utf8) : record.raw
    let hash = form.withUnsafeBytes { ContentHash.xxh64($0, seed: 0) }
    let id = record.id.flatMap { $0.utf8.contains(0) ? nil : $0 }
    try session.execute(
      Query.rejectedInsert.sql,
      [
        .text(lease.account), .int(Int64(bitPattern: hash)), .text(lease.organization), .text(id),
        .text(record.reason), .text(record.detail), .bytes(record.raw), .int(run),
      ])
  }
}
