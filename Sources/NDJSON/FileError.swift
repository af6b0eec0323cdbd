/// A file could not be read, or a line of it not be taken: which, where and what. The text quotes nothing of the
/// content.
package struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
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
