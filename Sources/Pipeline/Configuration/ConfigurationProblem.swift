/// What is wrong in a configuration file: where it stands and what to do.
package struct ConfigurationProblem: Error, Sendable, Hashable, CustomStringConvertible {
  package var file: String
  /// 1-based; 0 where the problem concerns the file as a whole.
  package var line: Int
  package var message: String

  package init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  package var description: String { line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)" }
}

/// All problems of one file; never empty.
package struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  package var problems: [ConfigurationProblem]

  package init(_ problems: [ConfigurationProblem]) { self.problems = problems }

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}
