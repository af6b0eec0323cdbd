internal import FoundationEssentials

/// Where a pipeline reads the platform's parties from: `parties:` of its file.
package struct PartiesSource: Sendable {
  /// SQL, or `file:` and a path.
  package var query: String
  /// Name of the environment variable that holds the database's URL.
  package var urlVariable: String
  /// The query gives all parties of each organization that it names.
  package var isSnapshot: Bool
  /// Share of the parties that a snapshot may retire.
  package var retireLimit: Double

  /// nil where the file names none; throws where it names only half of it.
  init?(_ values: ConfigurationValues, file: String) throws(ConfigurationError) {
    let (query, variable) = ("parties.query", "parties.database_url_env")
    switch (values.optionalText(query), values.optionalText(variable)) {
    case (nil, nil): return nil
    case (let query?, let variable?):
      self.query = query
      urlVariable = variable
      isSnapshot = values.text("parties.snapshot") == "true"
      retireLimit = values.number("parties.retire_limit")
    case (_?, nil): throw Self.halfSaid(query, without: variable, values, file)
    case (nil, _?): throw Self.halfSaid(variable, without: query, values, file)
    }
  }

  private static func halfSaid(
    _ key: String, without other: String, _ values: ConfigurationValues, _ file: String
  ) -> ConfigurationError {
    ConfigurationError([
      .init(file: file, line: values.line(key), message: "`\(key)` needs `\(other)` beside it")
    ])
  }

  /// The SQL of a pipeline's query, read from its file where it names one; nil where the pipeline has none.
  package static func query(of pipeline: PipelineFile) throws(ConfigurationError) -> String? {
    guard let source = pipeline.parties else { return nil }
    guard source.query.hasPrefix("file:") else { return source.query }
    let name = source.query.dropFirst("file:".count).drop { $0 == " " }
    let folder = pipeline.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let path = name.hasPrefix("/") || folder.isEmpty ? String(name) : "\(folder)/\(name)"
    let text = FileManager.default.contents(atPath: path).flatMap { String(data: $0, encoding: .utf8) }
    guard let text, !text.allSatisfy(\.isWhitespace) else {
      let problem = text == nil ? "there is no such file, or it is not UTF-8" : "it is empty"
      throw ConfigurationError([
        .init(
          file: pipeline.path, line: pipeline.line(of: "parties.query"),
          message: "`parties.query` names '\(path)': \(problem)")
      ])
    }
    return text
  }
}
