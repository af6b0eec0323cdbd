import CSV
import ContactModel
import NDJSON

/// Reads an accounting system's export: checks it, counts it, and keeps its contacts as lines.
struct ContactFileSurvey: ~Copyable {
  private let path: String
  private let account: String
  private(set) var counts = ContactFile.Counts()
  private(set) var superseded: Set<Int> = []
  private var spool: LineSpool
  /// Lines that were kept.
  private var kept = 0
  /// For each id the line that counts: the greatest `modified_at`, of equals the last.
  private var newest: [String: (line: Int, modifiedAt: Timestamp?)] = [:]
  private var ends: [EndLine] = []

  init(path: String, account: String) throws(FileError) {
    self.path = path
    self.account = account
    spool = try LineSpool()
  }

  /// What was kept.
  mutating func lines() throws(FileError) -> SpooledLines { try spool.lines() }

  mutating func read(csv mapping: ColumnMapping?) throws(FileError) {
    do throws(CSVError) {
      var file = try ContactsCSV(path: path, mapping: mapping)
      while let page = try file.next() {
        do throws(FileError) { try take(page) } catch {
          throw CSVError(file: error.file, line: error.line, what: error.what)
        }
      }
    } catch {
      throw FileError(file: error.file, line: error.line, what: error.what)
    }
  }

  /// NDJSON in Merge's shape, or contacts that `extract` wrote: their rejected lines are rejected again, and where there are
  /// `end` lines, they must count what is there.
  mutating func readLines() throws(FileError) {
    var reader = try NDJSONReader(path: path)
    while let chunk = try reader.next() {
      var isPlain = true
      let page = RecordPage.parse(lines: chunk.bytes, firstLine: chunk.firstLine) { _, _ in isPlain = false }
      let foreign = page.rows.contains { !$0.linkedAccount.isAbsent && page.string($0.linkedAccount) != account }
      if isPlain, !foreign, !page.rejected.contains(where: { $0.reason == "missing_id" }) {
        try take(placed(page))
      } else {
        try readSlowly(chunk)
      }
    }
    guard !ends.isEmpty else { return }
    let (counted, found) = (ends.reduce(0) { $0 + $1.rows }, counts.contacts + counts.rejected)
    if counted != found {
      throw FileError(
        file: path, what: "\(found) lines of the account \(account), but its `end` counts \(counted); extract it again")
    }
  }

  /// Line by line, where some of them are not plain contacts.
  private mutating func readSlowly(_ chunk: NDJSONReader.Chunk) throws(FileError) {
    let lines = chunk.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, bytes) in lines.enumerated() {
      let number = chunk.firstLine + index
      var type: String?
      var page = RecordPage.parse(lines: Array(bytes), firstLine: number) { found, _ in type = found }
      if let type {
        try take(type, Array(bytes), number)
        continue
      }
      if let record = page.rejected.first, record.reason == "missing_id", let whole = Self.identified(record.raw) {
        page = RecordPage.parse(lines: whole, firstLine: number)
      }
      if let row = page.rows.first, let other = Self.account(row, page), other != account {
        throw FileError(
          file: path, line: number,
          what:
            "a contact of the account \(other), not of \(account); take its lines out, or read them for that account")
      }
      try take(placed(page))
    }
  }

  /// A line that is no contact.
  private mutating func take(_ type: String, _ bytes: [UInt8], _ number: Int) throws(FileError) {
    let record: RejectedRecord
    do throws(LineProblem) {
      switch type {
      case "end":
        let end = try EndLine(LineObject(bytes))
        guard end.account == account else {
          throw LineProblem("an `end` of the account \(end.account), not of \(account)")
        }
        ends.append(end)
        return
      case "rejected":
        let line = try RejectedLine(LineObject(bytes))
        guard line.account == account else {
          throw LineProblem("a record of the account \(line.account), not of \(account)")
        }
        record = line.record
      default:
        record = RejectedRecord(
          id: nil, reason: "typed_line", detail: "\(path):\(number): has a `type`, so it is no contact", raw: bytes)
      }
    } catch {
      throw FileError(file: path, line: number, what: error.what)
    }
    try keep(record)
  }

  private mutating func take(_ page: RecordPage) throws(FileError) {
    for row in page.rows {
      var line: [UInt8] = []
      RecordLine.append(contact: row, of: page, account: account, to: &line)
      try spool.append(line.dropLast())
      note(page.string(row.id) ?? "", row.modifiedAt)
      kept += 1
      counts.contacts += 1
    }
    for record in page.rejected { try keep(record) }
  }

  private mutating func keep(_ record: RejectedRecord) throws(FileError) {
    try spool.append(RejectedLine(account: account, record: record).line.dropLast())
    kept += 1
    counts.reject(record.detail)
  }

  private mutating func note(_ id: String, _ modifiedAt: Timestamp?) {
    guard let known = newest[id] else {
      newest[id] = (kept, modifiedAt)
      return
    }
    counts.repeated += 1
    if let newer = known.modifiedAt, (modifiedAt ?? Timestamp(microseconds: .min)) < newer {
      superseded.insert(kept)
    } else {
      superseded.insert(known.line)
      newest[id] = (kept, modifiedAt)
    }
  }

  /// The page with the file's name in the details of what is rejected.
  private func placed(_ page: RecordPage) -> RecordPage {
    guard !page.rejected.isEmpty else { return page }
    var placed = page
    for index in placed.rejected.indices {
      let detail = placed.rejected[index].detail
      guard detail.hasPrefix("line ") else { continue }
      placed.rejected[index].detail = "\(path):\(detail.dropFirst("line ".count))"
    }
    return placed
  }

  /// A record without an id, with its `remote_id` in that place; nil where it has none.
  private static func identified(_ record: [UInt8]) -> [UInt8]? {
    guard let remoteID = try? LineObject(record).raw("remote_id"), record.last == UInt8(ascii: "}") else { return nil }
    return record.dropLast() + Array(#","id":"#.utf8) + remoteID + [UInt8(ascii: "}")]
  }

  /// What the record names as its `account`; nil: nothing.
  private static func account(_ row: RecordRow, _ page: RecordPage) -> String? {
    guard !row.linkedAccount.isAbsent else { return nil }
    let object = try? LineObject(Array(page.bytes[row.json.range]))
    return (try? object?.text("account")) ?? nil
  }
}
