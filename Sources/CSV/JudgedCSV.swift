/// What people wrote into the column `decision` of a review file, row by row.
package struct JudgedCSV: Sendable {
  package struct Row: Sendable, Equatable {
    /// In the file, counted from 1.
    package var line: Int
    package var reviewID: String
    /// Trimmed, in lower case; empty where nothing was written.
    package var decision: String
  }

  package let file: String
  package private(set) var rows: [Row] = []

  /// Reads a whole file (`-` is standard input), from a spreadsheet or a program; other columns are passed over.
  package init(path: String) throws(CSVError) { try self.init(CSVReader(path: path)) }

  /// Reads from memory; `name` stands for the file in messages.
  package init(bytes: [UInt8], name: String) throws(CSVError) { try self.init(CSVReader(bytes: bytes, name: name)) }

  private init(_ reader: consuming CSVReader) throws(CSVError) {
    file = reader.file
    let columns = try CSVColumns(header: reader.next(), file: file)
    guard let id = columns.place("review_id"), let decision = columns.place("decision") else {
      throw CSVError(file: file, line: 1, what: "the header needs the columns review_id and decision")
    }
    while let row = try reader.next() {
      if let problem = row.problem { throw CSVError(file: file, line: row.line, what: problem) }
      rows.append(
        Row(
          line: row.line, reviewID: CSVColumns.trimmed(CSVGuard.remove(row[id])),
          decision: CSVColumns.trimmed(CSVGuard.remove(row[decision])).lowercased()))
    }
  }
}
