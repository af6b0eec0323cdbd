/// Labels of contacts, as a file says them: columns `contact_id` and `pattern`, one label a row; a contact may have several.
package struct PatternsCSV: Sendable {
  /// The labels of each contact that the file names.
  package private(set) var patterns: [String: [String]] = [:]
  /// Rows that were left out.
  package private(set) var problems: [CSVProblem] = []

  /// Reads a whole file; `-` is standard input. A wrong header or structure throws, a wrong row is left out and noted.
  package init(path: String) throws(CSVError) { try self.init(CSVReader(path: path)) }

  /// Reads from memory; `name` stands for the file in messages.
  package init(bytes: [UInt8], name: String) throws(CSVError) { try self.init(CSVReader(bytes: bytes, name: name)) }

  private init(_ reader: consuming CSVReader) throws(CSVError) {
    let file = reader.file
    let columns = try CSVColumns(header: reader.next(), file: file)
    guard let contact = columns.place("contact_id", "accounting_id"), let pattern = columns.place("pattern") else {
      throw CSVError(file: file, line: 1, what: "the header needs the columns contact_id and pattern")
    }
    while let row = try reader.next() {
      let id = CSVColumns.trimmed(CSVGuard.remove(row[contact]))
      let label = CSVColumns.trimmed(CSVGuard.remove(row[pattern]))
      if let problem = row.problem ?? (id.isEmpty ? "the contact's id is empty" : nil) {
        problems.append(CSVProblem(file: file, line: row.line, what: problem))
      } else if !label.isEmpty {
        patterns[id, default: []].append(label)
      }
    }
  }
}
