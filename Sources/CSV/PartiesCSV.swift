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
  private let columns: PartyColumns
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
    columns = try PartyColumns(header: header, file: file)
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
    let cells = PartyCells(row: row)
    if let problem = row.problem { return problem }
    if row.count > columns.count, (columns.count..<row.count).contains(where: { cells.text($0) != nil }) {
      return "\(row.count) cells, but the header has \(columns.count)"
    }
    guard let id = cells.text(columns.id) else { return "the id is empty" }
    for (name, column) in [
      ("id", columns.id), ("organization", columns.organization), ("linked_account_id", columns.linkedAccount),
      ("merged_into", columns.mergedInto),
    ] {
      if let text = cells.text(column), text.utf8.count > 255 {
        return "\(name): \(text.utf8.count) bytes, at most 255 are kept"
      }
    }
    guard let isCustomer = cells.flag(columns.isCustomer) else { return "is_customer: \(PartyCells.flagForm)" }
    guard let isSupplier = cells.flag(columns.isSupplier) else { return "is_supplier: \(PartyCells.flagForm)" }
    var deletedAt: Timestamp?
    if let text = cells.text(columns.deletedAt) {
      deletedAt = Timestamp(rfc3339: text)
      if deletedAt == nil { return "deleted_at: expected a time such as 2026-11-22T09:30:00Z" }
    }

    builder.record.id = builder.text(id)
    builder.record.name = builder.text(cells.text(columns.name))
    let emails = columns.emails.compactMap { cells.text($0) }
    builder.record.emailAddress = builder.text(emails.isEmpty ? nil : emails.joined(separator: "; "))
    builder.record.taxNumber = builder.text(cells.text(columns.taxNumber))
    builder.record.organization = builder.text(cells.text(columns.organization))
    builder.record.linkedAccount = builder.text(cells.text(columns.linkedAccount))
    builder.record.mergedInto = builder.text(cells.text(columns.mergedInto))
    builder.record.isCustomer = isCustomer
    builder.record.isSupplier = isSupplier
    builder.record.deletedAt = deletedAt
    for column in columns.phones { builder.addPhone(builder.text(cells.text(column))) }
    for address in columns.addresses {
      var built = AddressRow()
      built.street1 = builder.text(cells.text(address.street1))
      built.street2 = builder.text(cells.text(address.street2))
      built.city = builder.text(cells.text(address.city))
      built.subdivision = builder.text(cells.text(address.subdivision))
      built.postcode = builder.text(cells.text(address.postcode))
      built.country = builder.text(cells.text(address.country))
      builder.addAddress(built)
    }
    builder.finishRecord()
    return nil
  }
}

/// The cells of a row by column, blank ones as null.
private struct PartyCells {
  static let flagForm = "expected true, false, yes, no, 1 or 0"

  let row: CSVRow

  func text(_ column: Int?) -> String? {
    guard let column else { return nil }
    let range = row.range(column)
    guard row.bytes[range].contains(where: { $0 != 0x20 && !(0x09...0x0D ~= $0) }) else { return nil }
    return String(decoding: row.bytes[range], as: UTF8.self)
  }

  /// nil where the cell is neither blank nor a truth value (as PostgreSQL writes them too: `t`, `f`).
  func flag(_ column: Int?) -> Flag? {
    guard let text = text(column) else { return .unknown }
    return switch text.filter({ $0 != " " }).lowercased() {
    case "true", "yes", "1", "t", "y": .yes
    case "false", "no", "0", "f", "n": .no
    default: nil
    }
  }
}
