/// What is wrong with a pipeline file though each key by itself is right.
enum ConfigurationChecks {
  static func problems(_ values: ConfigurationValues) -> [ConfigurationProblem] {
    reservedName(values)
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
