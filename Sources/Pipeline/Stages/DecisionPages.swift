internal import ContactModel
internal import Load
internal import NDJSON
internal import Postgres

/// Stores the contacts and candidates of decision lines page by page, as a run stores what it reads.
struct DecisionPages {
  let file: DecisionFile
  let connection: Connection
  let lease: AccountLease
  let run: Int64
  let erased: ErasedContacts

  /// Records of one transaction, and bytes at most.
  private static let pageSize = 500
  private static let pageBytes = 1 << 24

  /// Stores everything under a window with the file's bounds; the window as it stands afterwards.
  ///
  /// Of a file that is not whole the window is given up, and ``LoadTrouble/notWhole(_:)`` is thrown.
  func store(_ opened: ReadWindow, _ result: inout AccountResult) async throws -> ReadWindow {
    var window = opened
    var reader = try file.lines.reader()
    // Where there is no `end`, the window is given up with whatever bound it has; that of an export means nothing.
    let bound = file.bounds?.upper ?? Timestamp(microseconds: 0)
    // A file without contacts has a page, too: its window must be known to be settled.
    var page = try Self.next(&reader) ?? Page()
    while true {
      let following = try Self.next(&reader)
      page.screen(erased)
      let closes = following == nil && file.gap == nil
      let (lease, run, current, before) = (lease, run, page, window)
      let stored = try await connection.run { session in
        try PageStore.store(
          session, current.records, next: closes ? nil : ReadWindow.sinceOfFiles, respondedAt: bound, window: before,
          lease: lease, run: run, score: { page, rows in current.scored(page, rows) })
      }
      window = stored.window
      result.rows = result.rows + stored.counts
      result.pages += 1
      guard let following else { break }
      page = following
    }
    guard let gap = file.gap else { return window }
    let lease = lease
    try await connection.run { try ReadWindow.giveUp($0, lease: lease) }
    throw LoadTrouble.notWhole(gap)
  }

  private struct Page: Sendable {
    var records = RecordPage()
    /// For each row of ``records`` what scoring had found.
    var found: [ScoredContact] = []

    mutating func screen(_ erased: ErasedContacts) {
      let kept = erased.screen(&records)
      if kept.count < found.count { found = kept.map { found[$0] } }
    }

    func scored(_ page: RecordPage, _ rows: [Int]) -> ScoredPage {
      var scored = ScoredPage()
      var parties: [String: Int32] = [:]
      for row in rows {
        let (firstKey, first) = (scored.keys.count, scored.candidates.count)
        scored.keys += found[row].keys
        for candidate in found[row].candidates {
          let party = parties[candidate.party] ?? scored.partyIDs.append(candidate.party.utf8)
          parties[candidate.party] = party
          scored.candidates.append(.init(party: party, weight: candidate.weight, levels: candidate.levels))
        }
        scored.rows.append(
          .init(
            row: row, keys: firstKey..<scored.keys.count, candidates: first..<scored.candidates.count,
            cut: found[row].cut))
      }
      return scored
    }
  }

  /// The next lines as a page; nil at the end. They were checked when the file was read.
  private static func next(_ reader: inout LineReader) throws -> Page? {
    var page = Page()
    var bytes: [UInt8] = []
    var rejected: [RejectedRecord] = []
    while page.found.count + rejected.count < pageSize, bytes.count < pageBytes, let line = try reader.next() {
      let object = try LineObject(line.bytes)
      if object.type != nil {
        rejected.append(try RejectedLine(object).record)
        continue
      }
      let scored = try ScoredLine(object)
      bytes += scored.record ?? []
      bytes.append(UInt8(ascii: "\n"))
      page.found.append(scored.scored)
    }
    guard !page.found.isEmpty || !rejected.isEmpty else { return nil }
    page.records = RecordPage.parse(lines: bytes)
    precondition(page.records.rows.count == page.found.count, "records that were read once are read again")
    page.records.rejected += rejected
    return page
  }
}
