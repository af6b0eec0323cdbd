import CSV

/// A CSV of the rows of an import that were not taken, and why; it appears under its name only when it is whole.
package struct RejectFile: ~Copyable {
  private var file: FileReplacement
  private var csv = CSVWriter(profile: .machine)

  /// Begins the file with its header.
  ///
  /// - Throws: ``LoadError/fileNotWritten(path:code:)``, as do all functions.
  package init(path: String) throws(LoadError) {
    file = try FileReplacement(path: path)
    csv.append(["line", "verdict", "linked_account_id", "contact_id", "remote_id", "party_id", "detail"])
  }

  /// Adds a row, its cells in the header's order.
  package mutating func append(_ cells: [String?]) throws(LoadError) {
    csv.append(cells)
    if csv.pendingCount > 1 << 16 { try file.write(csv.take()) }
  }

  /// Puts the file in place.
  package mutating func commit() throws(LoadError) {
    try file.write(csv.take())
    try file.commit()
  }
}
