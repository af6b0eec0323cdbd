package import CSV
package import ContactModel
package import NDJSON

/// An accounting system's export, read to its end: the contacts of one account as the lines that `extract` writes.
///
/// The whole file is read before anything is done with it, so that one that is not as it must be changes nothing. Its lines
/// lie in a temporary file; memory grows with the ids.
package struct ContactFile: Sendable {
  package let path: String
  package let account: String
  package let counts: Counts
  private let lines: SpooledLines
  /// Lines whose contact comes again in a newer record, by their number from 0 on.
  private let superseded: Set<Int>

  /// What was met.
  package struct Counts: Sendable {
    package var contacts = 0
    package var rejected = 0
    /// Of the contacts those that come again in a newer record.
    package var repeated = 0
    /// Why records were rejected, with their place; the first thousand.
    package var problems: [String] = []

    mutating func reject(_ detail: String) {
      rejected += 1
      if problems.count < 1000 { problems.append(detail) }
    }
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - account: whose contacts they are; a line that names another one is an error.
  ///   - mapping: of a CSV whose headers are not our names.
  /// - Throws: where the file cannot be read or is not whole, with file and line.
  package init(path: String, account: String, mapping: ColumnMapping? = nil) throws(FileError) {
    guard let format = ContactFileFormat(path: path) else {
      throw FileError(
        file: path,
        what:
          "what it holds is told by its name's ending: \(ContactFileFormat.endings.map { ".\($0)" }.joined(separator: ", "))"
      )
    }
    if format == .lines, mapping != nil {
      throw FileError(file: path, what: "a mapping of columns is for CSV; lines of JSON have Merge's field names")
    }
    var survey = try ContactFileSurvey(path: path, account: account)
    switch format {
    case .csv: try survey.read(csv: mapping)
    case .lines: try survey.readLines()
    }
    self.path = path
    self.account = account
    lines = try survey.lines()
    superseded = survey.superseded
    counts = survey.counts
  }

  /// Hands over the lines that `extract` writes, each contact once, and their `end`.
  package func writeLines(to output: (_ lines: [UInt8]) throws -> Void) throws {
    var reader = try lines.reader()
    var (line, rows) = (0, 0)
    var bytes: [UInt8] = []
    while let found = try reader.next() {
      defer { line += 1 }
      if superseded.contains(line) { continue }
      rows += 1
      bytes += found.bytes
      bytes.append(UInt8(ascii: "\n"))
      guard bytes.count >= 1 << 20 else { continue }
      try output(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    try output(bytes + EndLine(account: account, since: nil, bound: nil, rows: rows).line)
  }

  /// From the first contact on; one at a time.
  package func pages(of size: Int) throws(FileError) -> Pages {
    Pages(reader: try lines.reader(), superseded: superseded, size: size)
  }

  /// The contacts page by page.
  package struct Pages: ~Copyable {
    package struct Page: Sendable {
      package var records: RecordPage
      /// Records left out of it because a newer one of the same id is in the file.
      package var repeated: Int

      package init(records: RecordPage, repeated: Int) {
        self.records = records
        self.repeated = repeated
      }
    }

    private var reader: LineReader
    private let superseded: Set<Int>
    private let size: Int
    private var line = 0

    /// Bytes of a page at most, unless a single line is longer.
    private static let byteLimit = 1 << 24

    fileprivate init(reader: consuming LineReader, superseded: Set<Int>, size: Int) {
      self.reader = reader
      self.superseded = superseded
      self.size = size
    }

    /// nil at the end.
    package mutating func next() throws(FileError) -> Page? {
      var (bytes, count, repeated): ([UInt8], Int, Int) = ([], 0, 0)
      while count < size, bytes.count < Self.byteLimit, let found = try reader.next() {
        count += 1
        defer { line += 1 }
        if superseded.contains(line) {
          repeated += 1
          continue
        }
        bytes += found.bytes
        bytes.append(UInt8(ascii: "\n"))
      }
      guard count > 0 else { return nil }
      var rejected: [RejectedRecord] = []
      var records = RecordPage.parse(lines: bytes) { _, line in
        if let found = try? RejectedLine(LineObject(line)) { rejected.append(found.record) }
      }
      records.rejected += rejected
      return Page(records: records, repeated: repeated)
    }
  }
}
