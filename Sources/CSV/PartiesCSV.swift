package import ContactModel

/// Reads the platform's parties from CSV, page by page.
///
/// Columns, by name in any order, unknown ones passed over, missing ones null: `id, name, email_address, tax_number,
/// phone_number, street_1, street_2, city, country_subdivision, zip_code, country, is_customer, is_supplier`, optionally
/// `organization, linked_account_id, deleted_at, merged_into` and further `email_address_2…, phone_number_2…` and
/// addresses (`street_1_2, street_2_2, city_2, country_subdivision_2, zip_code_2, country_2`, …). A cell that is empty
/// or blank is null. Several email addresses become one text, separated by `"; "`.
///
/// A wrong header or structure throws; a wrong row is left out and noted in ``problems``.
package struct PartiesCSV: ~Copyable {
  /// Problems kept at most; the others are only counted.
  package static let problemLimit = 1000

  /// Rows that were left out so far, at most ``problemLimit``.
  package private(set) var problems: [CSVProblem] = []
  /// All rows that were left out so far.
  package private(set) var problemCount = 0
  /// The name of the file, for messages.
  package let file: String
  private var reader: CSVReader
  private let columns: RecordColumns
  private let pageSize: Int

  /// Opens a file (`-` is standard input) and reads its header. A page has at most `pageSize` records.
  package init(path: String, pageSize: Int = 1000) throws(CSVError) {
    try self.init(CSVReader(path: path), pageSize)
  }

  /// Reads from memory; `name` stands for the file in messages.
  package init(bytes: [UInt8], name: String, pageSize: Int = 1000) throws(CSVError) {
    try self.init(CSVReader(bytes: bytes, name: name), pageSize)
  }

  private init(_ reader: consuming CSVReader, _ pageSize: Int) throws(CSVError) {
    let file = reader.file
    let header = try reader.next()
    guard let header else {
      throw CSVError(file: file, what: "the file is empty: a header with a column 'id' is needed")
    }
    if let problem = header.problem { throw CSVError(file: file, line: header.line, what: "in the header: \(problem)") }
    do throws(RecordColumns.Problem) {
      columns = try RecordColumns(names: header.cells)
    } catch {
      throw CSVError(file: file, line: header.line, what: error.what)
    }
    self.file = file
    self.reader = reader
    self.pageSize = pageSize
  }

  /// All of a file at once.
  package static func read(_ path: String) throws(CSVError) -> (pages: [RecordPage], problems: [CSVProblem]) {
    var parties = try PartiesCSV(path: path)
    var pages: [RecordPage] = []
    while let page = try parties.next() { pages.append(page) }
    return (pages, parties.problems)
  }

  /// The next parties; nil at the end.
  package mutating func next() throws(CSVError) -> RecordPage? {
    var builder = RecordPageBuilder()
    while builder.count < pageSize, builder.byteCount < 1 << 24 {
      guard let row = try reader.next() else { break }
      if let problem = add(row, to: &builder) { note(problem, line: row.line) }
    }
    return builder.count == 0 ? nil : builder.finish()
  }

  private mutating func note(_ what: String, line: Int) {
    problemCount += 1
    guard problems.count < PartiesCSV.problemLimit else { return }
    problems.append(CSVProblem(file: file, line: line, what: what))
  }

  /// Adds one row; returns what is wrong with it instead where it cannot be taken.
  private func add(_ row: CSVRow, to builder: inout RecordPageBuilder) -> String? {
    if let problem = row.problem { return problem }
    func text(_ cell: Int) -> String? { row.isBlank(cell) ? nil : row[cell] }
    if row.count > columns.count, (columns.count..<row.count).contains(where: { text($0) != nil }) {
      return "\(row.count) cells, but the header has \(columns.count)"
    }
    if let problem = columns.fill(&builder, instant: { Timestamp(rfc3339: $0) }, cell: text) { return problem }
    builder.finishRecord()
    return nil
  }
}
