internal import ContactModel

extension ConfigurationChecks {
  private static let updateKey = "update.enabled"

  /// What changing contacts needs, and what does not go together with it.
  static func update(_ values: ConfigurationValues) -> [ConfigurationProblem] {
    func problem(_ key: String, _ message: String) -> ConfigurationProblem {
      ConfigurationProblem(file: values.reader.file, line: values.line(key), message: message)
    }
    var problems: [ConfigurationProblem] = []
    let known = OwnedField.allCases.map(\.rawValue)
    for field in values.texts("update.fields") where !known.contains(field) {
      let hint = KeyHints.hint(for: field, among: known)
      problems.append(
        problem("update.fields", "`update.fields`: `\(field)` is no field that can be owned\(hint)"))
    }
    guard values.text(updateKey) == "true" else { return problems }
    if values.texts("update.fields").isEmpty {
      problems.append(
        problem(updateKey, "`update` has nothing to write: name the fields that you own with `fields: [email_address]`")
      )
    }
    if values.optionalText(fileKey) != nil {
      problems.append(
        problem(
          updateKey, "`update` needs Merge, but `\(fileKey)` reads an export in its place; leave one of them out"))
    }
    if values.text("load.links") == "propose" {
      problems.append(
        problem(
          updateKey, "`update` needs `load.links: write`: where links are only proposed, there is nothing to write to"))
    }
    if values.text(decideKey) == "false" {
      problems.append(
        problem(
          updateKey, "`update` needs `\(decideKey): true`: it writes to contacts as they were last decided to be linked"
        ))
    }
    return problems
  }
}

extension UpdateSettings {
  /// The section `update:`; nil where it is not enabled.
  init?(_ values: ConfigurationValues) {
    guard values.text("update.enabled") == "true" else { return nil }
    self.init(
      fields: Set(values.texts("update.fields").compactMap { OwnedField(rawValue: $0) }),
      includesAutomatic: values.text("update.links") == "all", cap: values.integer("update.cap"))
  }
}
