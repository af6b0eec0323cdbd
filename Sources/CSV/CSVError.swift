/// A CSV file cannot be taken as a whole: it is absent, has no or a wrong header, or its structure is broken.
package struct CSVError: Error, Sendable, Hashable, CustomStringConvertible {
  /// As given by the caller.
  package let file: String
  /// Counted from 1; nil where the trouble is not in a line.
  package let line: Int?
  package let what: String

  package init(file: String, line: Int? = nil, what: String) {
    self.file = file
    self.line = line
    self.what = what
  }

  package var description: String { line.map { "\(file):\($0): \(what)" } ?? "\(file): \(what)" }
}

/// A row that was left out; the others were taken.
package struct CSVProblem: Sendable, Hashable, CustomStringConvertible {
  package let file: String
  /// Of the row's beginning, counted from 1.
  package let line: Int
  /// What is wrong, without the content of cells.
  package let what: String

  package init(file: String, line: Int, what: String) {
    self.file = file
    self.line = line
    self.what = what
  }

  package var description: String { "\(file):\(line): \(what)" }
}
