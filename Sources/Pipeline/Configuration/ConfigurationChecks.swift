internal import ContactModel

/// What is wrong with a pipeline file though each key by itself is right.
enum ConfigurationChecks {
  static func problems(_ values: ConfigurationValues) -> [ConfigurationProblem] {
    reservedName(values) + emptyInterval(values) + file(values)
  }

  private static func emptyInterval(_ values: ConfigurationValues) -> [ConfigurationProblem] {
    guard let since = Timestamp(rfc3339: values.text("extract.since")),
      let until = Timestamp(rfc3339: values.text("extract.until")), since >= until
    else { return [] }
    return [
      ConfigurationProblem(
        file: values.reader.file, line: values.line("extract.until"),
        message: "`extract.until` must be later than `extract.since` (line \(values.line("extract.since")))")
    ]
  }

  /// `default` names the environment's connection when an account is added.
  private static func reservedName(_ values: ConfigurationValues) -> [ConfigurationProblem] {
    (values.reader.names["connections"] ?? []).filter { $0.name == "default" }.map { _, line in
      ConfigurationProblem(
        file: values.reader.file, line: line,
        message:
          "`connections.default`: `default` stands for the environment's connection (MERGE_*); choose another name")
    }
  }
}
