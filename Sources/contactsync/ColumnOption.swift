import CSV
import Pipeline

/// The option `--columns`: `field=header` pairs, separated by commas; a header may hold commas itself.
enum ColumnOption {
  /// nil where there are none.
  static func mapping(_ options: [String]) throws -> ColumnMapping? {
    var entries: [ColumnMapping.Entry] = []
    for option in options {
      var own: [ColumnMapping.Entry] = []
      for part in option.split(separator: ",", omittingEmptySubsequences: false) {
        guard let sign = part.firstIndex(of: "=") else {
          // The rest of a header with a comma in it.
          guard !own.isEmpty else { throw wrong("'\(part)' has no '='") }
          own[own.count - 1].header += ",\(part)"
          continue
        }
        let field = CSVColumns.trimmed(String(part[..<sign]))
        guard ColumnMapping.isField(field) else {
          throw wrong("contacts have no field '\(field)'\(KeyHints.hint(for: field, among: ColumnMapping.fields))")
        }
        own.append(.init(field: field, header: String(part[part.index(after: sign)...]), place: "--columns"))
      }
      entries += own
    }
    for (index, entry) in entries.enumerated() {
      if entry.header.isEmpty { throw wrong("the header of '\(entry.field)' is missing") }
      if entries[..<index].contains(where: { $0.field == entry.field }) { throw wrong("'\(entry.field)' stands twice") }
    }
    let mapping = ColumnMapping(entries)
    if !entries.isEmpty, !mapping.hasID {
      throw wrong("it must say which column holds 'id' or 'remote_id': a contact is known by it")
    }
    return entries.isEmpty ? nil : mapping
  }

  private static func wrong(_ what: String) -> Failure {
    Failure(.usage, "--columns takes field=header pairs such as id=AccountNumber,name=ContactName: \(what)")
  }
}
