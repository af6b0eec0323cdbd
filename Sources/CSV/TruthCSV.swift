/// Which contact truly is which party, as a file says it: columns `party_id` and `contact_id` (also `platform_id` and
/// `accounting_id`), one pair a row. A row without a party says that the contact is none.
package struct TruthCSV: Sendable {
  /// The parties of each contact that the file names; empty: none.
  package private(set) var parties: [String: Set<String>] = [:]
  /// Rows that were left out.
  package private(set) var problems: [CSVProblem] = []

  /// Reads a whole file; `-` is standard input. A wrong header or structure throws, a wrong row is left out and noted.
  package init(path: String) throws(CSVError) { try self.init(CSVReader(path: path)) }

  /// Reads from memory; `name` stands for the file in messages.
  package init(bytes: [UInt8], name: String) throws(CSVError) { try self.init(CSVReader(bytes: bytes, name: name)) }

  private init(_ reader: consuming CSVReader) throws(CSVError) {
    let file = reader.file
    let columns = try CSVColumns(header: reader.next(), file: file)
    guard let contact = columns.place("contact_id", "accounting_id"),
      let party = columns.place("party_id", "platform_id")
    else {
      throw CSVError(
        file: file, line: 1,
        what: "the header needs the columns party_id and contact_id (or platform_id and accounting_id)")
    }
    while let row = try reader.next() {
      let id = CSVColumns.trimmed(CSVGuard.remove(row[contact]))
      if row.problem != nil || id.isEmpty {
        problems.append(CSVProblem(file: file, line: row.line, what: row.problem ?? "the contact's id is empty"))
        continue
      }
      let truth = CSVColumns.trimmed(CSVGuard.remove(row[party]))
      parties[id, default: []].formUnion(truth.isEmpty ? [] : [truth])
    }
  }
}
