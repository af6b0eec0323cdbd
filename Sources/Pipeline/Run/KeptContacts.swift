internal import ContactModel
internal import NDJSON
internal import Synchronization

/// The contacts that a run reads of one account, kept as the lines that `extract contacts` writes.
///
/// Without its `end` it is not whole: the read was interrupted, or went on with one that was.
final class KeptContacts: Sendable {
  private let account: String
  private let file: LineFile
  /// Lines so far.
  private let rows = Mutex(0)

  /// Throws where the file cannot be made.
  init(account: String, path: String) throws(FileError) {
    self.account = account
    file = try LineFile(path: path)
  }

  /// Adds the records of a page.
  func append(_ page: RecordPage) throws {
    var lines: [UInt8] = []
    lines.reserveCapacity(page.bytes.count)
    for row in page.rows { RecordLine.append(contact: row, of: page, account: account, to: &lines) }
    for record in page.rejected { lines += RejectedLine(account: account, record: record).line }
    try file.append(lines)
    rows.withLock { $0 += page.rows.count + page.rejected.count }
  }

  /// Begins anew, as the read does.
  func restart() throws {
    try file.empty()
    rows.withLock { $0 = 0 }
  }

  /// Says that everything was read.
  ///
  /// - Parameters:
  ///   - since: nil: from the beginning.
  ///   - bound: nil: what was read is an export.
  func end(since: Timestamp?, bound: Timestamp?) throws {
    try file.append(EndLine(account: account, since: since, bound: bound, rows: rows.withLock { $0 }).line)
  }
}
