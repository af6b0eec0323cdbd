internal import CSV
internal import Extract

extension ConfigurationChecks {
  static let fileKey = "extract.file"
  private static let columnsKey = "extract.columns"

  /// Keys that speak of reading at Merge.
  private static let keysOfMerge = [
    "extract.since", "extract.until", "extract.overlap", "extract.require_sync", "extract.sweep",
  ]

  /// What does not go together with an accounting system's export, or is missing beside it.
  static func file(_ values: ConfigurationValues) -> [ConfigurationProblem] {
    func problem(_ key: String, _ message: String) -> ConfigurationProblem {
      ConfigurationProblem(file: values.reader.file, line: values.line(key), message: message)
    }
    let written = values.reader.written
    guard let path = values.optionalText(fileKey) else {
      guard written[columnsKey] != nil, !values.reader.problems.contains(where: { $0.message.contains("`\(fileKey)`") })
      else { return [] }
      return [problem(columnsKey, "`\(columnsKey)` needs `\(fileKey)` beside it: the CSV whose columns they are")]
    }
    var problems = keysOfMerge.filter { written[$0] != nil }.map { key in
      problem(key, "`\(key)` has no meaning beside `\(fileKey)`: a file is read whole; leave it out")
    }
    let ids = values.texts("accounts.ids")
    if ids.count != 1 {
      let key = written["accounts.ids"] == nil ? fileKey : "accounts.ids"
      problems.append(
        problem(
          key,
          "a file holds the contacts of one account: name it, and no other, with `accounts: { ids: [acme-books] }` beside "
            + "`\(fileKey)`"))
    }
    let columns = values.columns(columnsKey)
    if !columns.isEmpty, ContactFileFormat(path: path) == .lines {
      problems.append(
        problem(
          columnsKey, "`\(columnsKey)` is for CSV, but `\(fileKey)` names lines of JSON, which have Merge's field names"
        ))
    } else if !columns.isEmpty, !columns.contains(where: { $0.field == "id" || $0.field == "remote_id" }) {
      problems.append(
        problem(
          columnsKey, "`\(columnsKey)` must say which column holds `id` (or `remote_id`): a contact is known by it"))
    }
    return problems
  }
}
