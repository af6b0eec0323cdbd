/// Reads known links from CSV, row by row.
///
/// Columns, by name in any order, unknown ones passed over: `linked_account_id`, `contact_id` or `remote_id` (or both:
/// where a row has a contact id, that one counts), `party_id`. White space around an id is not part of it. A wrong header
/// or structure throws; a wrong row says what is wrong with it.
package struct LinksCSV: ~Copyable {
  /// One row; ids that are blank are nil.
  package struct Row: Sendable, Hashable {
    /// Of its beginning, counted from 1.
    package var line: Int
    package var account: String?
    package var contact: String?
    package var remoteID: String?
    package var party: String?
    /// Why the row cannot be taken; nil where it can.
    package var problem: String?

    package init(
      line: Int, account: String?, contact: String?, remoteID: String?, party: String?, problem: String? = nil
    ) {
      self.line = line
      self.account = account
      self.contact = contact
      self.remoteID = remoteID
      self.party = party
      self.problem = problem
    }
  }

  /// The name of the file, for messages.
  package let file: String
  private var reader: CSVReader
  private let columns: [String: Int]
  private let width: Int

  /// Opens a file (`-` is standard input) and reads its header.
  package init(path: String) throws(CSVError) { try self.init(CSVReader(path: path)) }

  /// Reads from memory; `name` stands for the file in messages.
  package init(bytes: [UInt8], name: String) throws(CSVError) { try self.init(CSVReader(bytes: bytes, name: name)) }

  private init(_ reader: consuming CSVReader) throws(CSVError) {
    let file = reader.file
    guard let header = try reader.next() else {
      throw CSVError(
        file: file, what: "the file is empty: a header with linked_account_id, contact_id or remote_id, and party_id")
    }
    if let problem = header.problem { throw CSVError(file: file, line: header.line, what: "in the header: \(problem)") }
    var columns: [String: Int] = [:]
    for (index, cell) in header.cells.enumerated() {
      let name = cell.split(separator: " ").joined(separator: " ").lowercased()
      guard ["linked_account_id", "contact_id", "remote_id", "party_id"].contains(name) else { continue }
      guard columns.updateValue(index, forKey: name) == nil else {
        throw CSVError(file: file, line: header.line, what: "the column '\(name)' stands twice in the header")
      }
    }
    for name in ["linked_account_id", "party_id"] where columns[name] == nil {
      throw CSVError(file: file, line: header.line, what: "no column '\(name)' in the header")
    }
    guard columns["contact_id"] != nil || columns["remote_id"] != nil else {
      throw CSVError(file: file, line: header.line, what: "neither a column 'contact_id' nor 'remote_id' in the header")
    }
    self.columns = columns
    width = header.count
    self.file = file
    self.reader = reader
  }

  /// The next row; nil at the end.
  package mutating func next() throws(CSVError) -> Row? {
    guard let cells = try reader.next() else { return nil }
    func text(_ name: String) -> String? {
      guard let column = columns[name], !cells.isBlank(column) else { return nil }
      let text = cells[column]
      guard let first = text.firstIndex(where: { !$0.isWhitespace }) else { return nil }
      let last = text.lastIndex { !$0.isWhitespace } ?? first
      return String(text[first...last])
    }
    var row = Row(
      line: cells.line, account: text("linked_account_id"), contact: text("contact_id"), remoteID: text("remote_id"),
      party: text("party_id"))
    row.problem = cells.problem ?? problem(of: row, cells)
    return row
  }

  private borrowing func problem(of row: Row, _ cells: CSVRow) -> String? {
    if cells.count > width, (width..<cells.count).contains(where: { !cells.isBlank($0) }) {
      return "\(cells.count) cells, but the header has \(width)"
    }
    if row.account == nil { return "the linked_account_id is empty" }
    if row.party == nil { return "the party_id is empty" }
    if row.contact == nil, row.remoteID == nil { return "neither a contact_id nor a remote_id" }
    for (name, text) in [
      ("linked_account_id", row.account), ("contact_id", row.contact), ("remote_id", row.remoteID),
      ("party_id", row.party),
    ] {
      if let text, text.utf8.count > 255 { return "\(name): \(text.utf8.count) bytes, at most 255 are kept" }
    }
    return nil
  }
}
