/// Which column of a contacts CSV holds which field, where its headers are not our names.
package struct ColumnMapping: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    /// One of ``ColumnMapping/fields``, or a numbered one such as `phone_number_2`.
    package var field: String
    /// As it stands in the file's header; blanks at its ends and upper or lower case do not count.
    package var header: String
    /// Where the mapping says so, for messages: `pipelines/from-file.yaml:9`.
    package var place: String

    package init(field: String, header: String, place: String) {
      self.field = field
      self.header = header
      self.place = place
    }
  }

  /// One for each field; several may name one header.
  package var entries: [Entry]

  package init(_ entries: [Entry]) { self.entries = entries }

  /// Whether the contacts' ids are mapped: `id` or `remote_id`.
  package var hasID: Bool { entries.contains { $0.field == "id" || $0.field == "remote_id" } }

  /// Whether a field may be mapped: one of ``fields``, or a numbered one.
  package static func isField(_ name: String) -> Bool { RecordColumns.isField(name) }

  /// Every field without a number, sorted. `email_address`, `phone_number` and those of an address may also stand with a
  /// number from 2 to 99 behind them.
  package static let fields = RecordColumns.fields
}
