/// What kind of file contacts are in, by the ending of its name.
package enum ContactFileFormat: Sendable {
  /// One JSON object a line, in Merge's field names.
  case lines
  case csv

  private static let byEnding: [(ending: String, format: ContactFileFormat)] = [
    ("csv", .csv), ("tsv", .csv), ("ndjson", .lines), ("jsonl", .lines),
  ]

  /// Endings that are known, without the dot.
  package static let endings = byEnding.map(\.ending)

  /// nil where the ending is not known; upper or lower case does not count.
  package init?(path: String) {
    guard let dot = path.lastIndex(of: "."),
      let found = Self.byEnding.first(where: { $0.ending == path[path.index(after: dot)...].lowercased() })
    else { return nil }
    self = found.format
  }
}
