internal import ContactModel
internal import NDJSON
internal import Transform

/// Scored contacts on their way to their accounts' graphs: what settling needs, and packed what decision lines hand on.
struct ScoredBatch: Sendable {
  struct Contact: Sendable {
    /// Places in ``ScoredBatch/texts``; the company is empty where null.
    var account: Range<Int>
    var id: Range<Int>
    var company: Range<Int>
    var modifiedAt: Timestamp?
    /// Without its id and company.
    var node: MatchGraph.ContactNode
    /// Its part of ``ScoredBatch/candidates``.
    var candidates: Range<Int>
  }

  struct Candidate: Sendable {
    /// Number of the party in its file; of one that is not there, behind all numbers, its place in
    /// ``ScoredBatch/strangers``.
    var party: Int32
    var weight: Float
    var levels: Levels
  }

  private(set) var contacts: [Contact] = []
  private(set) var candidates: [Candidate] = []
  /// Ids of parties that the file does not have.
  private(set) var strangers: [String] = []
  /// For each contact its ``HandedMembers``, one after the other.
  private(set) var handed: [UInt8] = []
  private var texts: [UInt8] = []

  /// Adds the contacts of a scored page; those without an account are left out, and their number is returned.
  mutating func add(_ page: RecordPage, _ scored: ScoredPage, _ parties: PartiesFile) -> Int {
    var homeless = 0
    for row in scored.rows {
      let record = page.rows[row.row]
      guard !record.linkedAccount.isAbsent else {
        homeless += 1
        continue
      }
      let first = candidates.count
      for candidate in scored.candidates[row.candidates] {
        guard let party = scored.partyIDs.withBytes(candidate.party, { parties.number(of: $0) }) else { continue }
        candidates.append(Candidate(party: party, weight: candidate.weight, levels: candidate.levels))
      }
      HandedMembers.append(
        page, scored, row, account: record.linkedAccount, matcherVersion: parties.index.matcherVersion,
        partyRevision: parties.revision, to: &handed)
      add(record, of: page, account: page.bytes[record.linkedAccount.range], first..<candidates.count)
    }
    return homeless
  }

  /// Adds a scored line; what is wrong with it as a line, nil where it was taken.
  mutating func add(_ object: LineObject, _ line: ScoredLine, _ parties: PartiesFile) -> LineProblem? {
    guard let record = line.record else { return LineProblem("`record` is missing: `transform score` writes it") }
    guard let page = try? RecordPage.parse(object: Array(record)), let row = page.rows.first,
      page.string(row.id) == line.contact
    else { return LineProblem("`record` is not the contact that the line is about") }
    let first = candidates.count
    for candidate in line.scored.candidates {
      let party = parties.number(of: candidate.party) ?? Int32(parties.count + strangers.count)
      if Int(party) >= parties.count { strangers.append(candidate.party) }
      candidates.append(Candidate(party: party, weight: candidate.weight, levels: candidate.levels))
    }
    HandedMembers.append(object, issues: row.issues, to: &handed)
    add(row, of: page, account: line.account.utf8, first..<candidates.count, rises: line.rises)
    return nil
  }

  private mutating func add(
    _ row: RecordRow, of page: RecordPage, account: some Collection<UInt8>, _ candidates: Range<Int>, rises: UInt8 = 0
  ) {
    let start = texts.count
    texts.append(contentsOf: account)
    let id = texts.count
    texts.append(contentsOf: page.bytes[row.id.range])
    let company = texts.count
    if !row.company.isAbsent { texts.append(contentsOf: page.bytes[row.company.range]) }
    let isArchived = page.withBytes(row.status) { $0.elementsEqual("ARCHIVED".utf8) }
    contacts.append(
      Contact(
        account: start..<id, id: id..<company, company: company..<texts.count, modifiedAt: row.modifiedAt,
        node: MatchGraph.ContactNode(
          id: 0, createdAt: row.createdAt, isArchived: isArchived, isDeleted: row.remoteWasDeleted,
          isCustomer: row.isCustomer, isSupplier: row.isSupplier, company: "", rises: rises),
        candidates: candidates))
  }

  /// The contacts as scored lines.
  var scoredLines: [UInt8] {
    var lines: [UInt8] = []
    handed.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        let members = HandedMembers(UnsafeBufferPointer(rebasing: bytes[start...]))
        members.appendScoredLine(to: &lines)
        start += members.count
      }
    }
    return lines
  }

  /// Calls `body` with the bytes of a text.
  func withText<R>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try texts.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}
