package import CSV
package import Extract
package import TransformFiles

/// `contactsync extract contacts --file`: an accounting system's export → the same lines that ``ExtractContacts`` writes, and
/// their `end`. It asks neither Merge nor the database.
package struct ExtractFile: Sendable {
  private let path: String
  private let account: String
  private let mapping: ColumnMapping?
  private let output: LineOutput

  package init(path: String, account: String, mapping: ColumnMapping?, output: @escaping LineOutput) {
    self.path = path
    self.account = account
    self.mapping = mapping
    self.output = output
  }

  /// Reads the whole file, then writes its contacts, each id once; what was met.
  package func run() throws(StageFailure) -> ContactFile.Counts {
    do {
      let file = try ContactFile(path: path, account: account, mapping: mapping)
      try file.writeLines(to: output)
      return file.counts
    } catch {
      throw StageFailure(error)
    }
  }
}
