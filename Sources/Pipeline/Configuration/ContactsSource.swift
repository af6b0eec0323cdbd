package import CSV
internal import Extract
internal import FoundationEssentials

/// The accounting system's export that a pipeline reads in place of Merge: `extract.file` of its file.
package struct ContactsSource: Sendable {
  /// As it stands in the pipeline file.
  package var file: String
  /// nil: the headers of a CSV are our own names.
  package var columns: ColumnMapping?

  /// nil where the file names none.
  init?(_ values: ConfigurationValues) {
    guard let file = values.optionalText(ConfigurationChecks.fileKey) else { return nil }
    self.file = file
    let entries = values.columns("extract.columns")
    guard !entries.isEmpty else { return }
    columns = ColumnMapping(
      entries.map { entry in
        .init(field: entry.field, header: entry.header, place: "\(values.reader.file):\(entry.line)")
      })
  }
}

extension PipelineFile {
  /// Reads the export that the pipeline names: looked for beside the pipeline file, then in the current folder; nil where it
  /// names none.
  ///
  /// - Throws: ``PipelineRun/Refusal/contactsRefused(_:)`` where the file is not there or not as it must be.
  func readContacts() throws -> ContactFile? {
    guard let contacts, let account = accounts.ids.first else { return nil }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let beside = folder.isEmpty || contacts.file.hasPrefix("/") ? contacts.file : "\(folder)/\(contacts.file)"
    let places = beside == contacts.file ? [beside] : [beside, contacts.file]
    guard let found = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw PipelineRun.Refusal.contactsRefused(
        "\(path):\(line(of: ConfigurationChecks.fileKey)): `extract.file` names '\(contacts.file)', which is neither beside the "
          + "pipeline file nor in the current folder; put the export there")
    }
    do {
      return try ContactFile(path: found, account: account, mapping: contacts.columns)
    } catch {
      throw PipelineRun.Refusal.contactsRefused("\(error)")
    }
  }
}
