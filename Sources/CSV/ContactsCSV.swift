package import ContactModel

/// Reads an accounting system's contacts from CSV, page by page.
///
/// Columns, by name in any order, unknown ones passed over, missing ones null: `id` or `remote_id` (or both: the id counts
/// where the row has one), `name, email_address, tax_number, phone_number, street_1, street_2, city, country_subdivision,
/// zip_code, country, is_customer, is_supplier, status, currency, company, remote_updated_at, created_at, modified_at,
/// remote_was_deleted`, and further emails, phones and addresses as ``PartiesCSV`` has them. With a ``ColumnMapping`` the
/// columns are those that it names, and no others.
///
/// A wrong header or structure throws; a wrong row is among the rejected records of its page.
package struct ContactsCSV: ~Copyable {
  /// The name of the file, for messages.
  package let file: String
  private var reader: CSVReader
  private let columns: RecordColumns
  private let pageSize: Int

  /// Bytes of a row at most: 16 MiB, so that a page of lines made of rows stays within ``RecordPage/byteLimit``.
  static let rowLimit = 1 << 24

  /// Opens a file and reads its header. A page has at most `pageSize` rows.
  package init(path: String, mapping: ColumnMapping? = nil, pageSize: Int = 1000) throws(CSVError) {
    let encoding = try CSVReader.Encoding(of: path)
    try self.init(CSVReader(path: path, encoding: encoding), mapping, pageSize)
  }

  /// Reads UTF-8 from memory; `name` stands for the file in messages.
  package init(
    bytes: [UInt8], name: String, mapping: ColumnMapping? = nil, pageSize: Int = 1000
  ) throws(CSVError) {
    try self.init(CSVReader(bytes: bytes, name: name), mapping, pageSize)
  }

  private init(_ reader: consuming CSVReader, _ mapping: ColumnMapping?, _ pageSize: Int) throws(CSVError) {
    let file = reader.file
    let header = try reader.next()
    guard let header else { throw CSVError(file: file, what: "the file is empty: a header is needed") }
    if let problem = header.problem { throw CSVError(file: file, line: header.line, what: "in the header: \(problem)") }
    do throws(RecordColumns.Problem) {
      columns = try RecordColumns(contacts: header.cells, mapping: mapping)
    } catch {
      throw CSVError(file: file, line: header.line, what: error.what)
    }
    self.file = file
    self.reader = reader
    self.pageSize = pageSize
  }

  /// The next contacts, read from JSON made of their rows, so that each has its ``RecordRow/json``; nil at the end.
  package mutating func next() throws(CSVError) -> RecordPage? {
    var lines: [UInt8] = []
    var places: [Int] = []
    var rejected: [RejectedRecord] = []
    while places.count + rejected.count < pageSize, lines.count < Self.rowLimit, let row = try reader.next() {
      if let problem = add(row, to: &lines) {
        rejected.append(reject(row, problem.reason, problem.what))
      } else {
        places.append(row.line)
      }
    }
    guard !places.isEmpty || !rejected.isEmpty else { return nil }
    var page = RecordPage.parse(lines: lines)
    page.rejected = rejected + page.rejected.map { moved($0, places) }
    return page
  }

  /// Adds one row; returns why it is rejected instead where it cannot be taken.
  private func add(_ row: CSVRow, to lines: inout [UInt8]) -> (reason: String, what: String)? {
    if let problem = row.problem { return ("malformed", problem) }
    func text(_ cell: Int) -> String? { row.isBlank(cell) ? nil : row[cell] }
    if row.count > columns.count, (columns.count..<row.count).contains(where: { text($0) != nil }) {
      return ("malformed", "\(row.count) cells, but the header has \(columns.count)")
    }
    if row.bytes.count > Self.rowLimit { return ("too_large", "a row longer than \(Self.rowLimit >> 20) MiB") }
    return columns.appendContact(to: &lines, cell: text)
  }

  /// The row as CSV again, so that it can be read anew.
  private func reject(_ row: CSVRow, _ reason: String, _ what: String) -> RejectedRecord {
    var writer = CSVWriter(profile: .machine)
    writer.append(row.cells)
    return RejectedRecord(id: nil, reason: reason, detail: "\(file):\(row.line): \(what)", raw: writer.take())
  }

  /// A record that the parser rejected, with the place of its row in that of its line.
  private func moved(_ record: RejectedRecord, _ places: [Int]) -> RejectedRecord {
    guard record.detail.hasPrefix("line "), let colon = record.detail.firstIndex(of: ":"),
      let line = Int(record.detail.dropFirst("line ".count).prefix { $0 != ":" }), places.indices.contains(line - 1)
    else { return record }
    var moved = record
    moved.detail = "\(file):\(places[line - 1])\(record.detail[colon...])"
    return moved
  }
}
