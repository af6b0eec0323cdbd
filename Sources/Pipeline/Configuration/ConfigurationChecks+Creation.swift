internal import ContactModel

extension ConfigurationChecks {
  private static let enabledKey = "create.enabled"
  static let decideKey = "transform.decide"

  /// What creating contacts needs, and what does not go together with it.
  static func creation(_ values: ConfigurationValues) -> [ConfigurationProblem] {
    func problem(_ key: String, _ message: String) -> ConfigurationProblem {
      ConfigurationProblem(file: values.reader.file, line: values.line(key), message: message)
    }
    var problems: [ConfigurationProblem] = []
    let known = CreationRules.Role.allCases.map(\.rawValue)
    for role in values.texts("create.roles") where !known.contains(role) {
      let hint = KeyHints.hint(for: role, among: known)
      problems.append(problem("create.roles", "`create.roles`: there is no role `\(role)`\(hint)"))
    }
    guard values.text(enabledKey) == "true" else { return problems }
    if values.texts("create.accounts").isEmpty, values.text("create.own_account") != "true" {
      problems.append(
        problem(
          enabledKey,
          "`create` has no target: name the linked accounts with `accounts: [acme-books]`, or let each party name its own "
            + "with `own_account: true`"))
    }
    if values.optionalText(fileKey) != nil {
      problems.append(
        problem(
          enabledKey, "`create` needs Merge, but `\(fileKey)` reads an export in its place; leave one of them out"))
    }
    if values.text("load.links") == "propose" {
      problems.append(
        problem(
          enabledKey,
          "`create` needs `load.links: write`: where links are only proposed, every party seems to have no contact"))
    }
    if values.text(decideKey) == "false" {
      problems.append(
        problem(
          enabledKey, "`create` needs `\(decideKey): true`: of contacts that nobody has decided on, none may be missing"
        ))
    }
    return problems
  }
}

extension CreationSettings {
  /// The section `create:`; nil where it is not enabled.
  init?(_ values: ConfigurationValues) {
    guard values.text("create.enabled") == "true" else { return nil }
    let roles = values.texts("create.roles").compactMap { CreationRules.Role(rawValue: $0) }
    self.init(
      accounts: values.texts("create.accounts"), takesOwn: values.text("create.own_account") == "true",
      roles: roles.isEmpty ? Set(CreationRules.Role.allCases) : Set(roles), cap: values.integer("create.cap"),
      afterSeconds: Int64(values.integer("create.after")), graceSeconds: Int64(values.integer("create.grace")))
  }
}
