internal import ContactModel

/// What is wrong with a pipeline file though each key by itself is right.
enum ConfigurationChecks {
  static func problems(_ values: ConfigurationValues) -> [ConfigurationProblem] {
    reservedName(values) + emptyInterval(values) + sweep(values) + file(values) + creation(values)
      + update(values)
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

  /// Absence means something only where everything is read.
  private static func sweep(_ values: ConfigurationValues) -> [ConfigurationProblem] {
    guard values.text("extract.sweep") == "true" else { return [] }
    var problems: [ConfigurationProblem] = []
    func add(_ key: String, _ message: String) {
      let line = values.line(values.reader.written[key] == nil ? "extract.sweep" : key)
      problems.append(ConfigurationProblem(file: values.reader.file, line: line, message: message))
    }
    if values.text("extract.since") != "beginning" {
      add("extract.since", "a sweep reads everything: write `since: beginning` beside `extract.sweep`")
    }
    if values.optionalText("extract.until") != nil {
      add("extract.until", "a sweep reads everything: leave out `extract.until`")
    }
    return problems
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
