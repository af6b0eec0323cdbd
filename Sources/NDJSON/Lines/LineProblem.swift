import JSONScan

/// What is wrong with one line of a file. The text quotes nothing of the content.
package struct LineProblem: Error, Sendable, Hashable {
  package let what: String

  package init(_ what: String) { self.what = what }

  init(_ error: JSONError) { what = "byte \(error.offset): \(error.what)" }
}
