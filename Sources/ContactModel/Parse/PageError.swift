package import JSONScan

/// The body is not a whole, well-formed page: cut off, followed by something else, or not of the expected shape.
///
/// ``what`` quotes nothing of the body, so it may be logged.
package struct PageError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Of the byte that does not fit.
  package let offset: Int
  package let what: String

  package init(offset: Int, what: String) {
    self.offset = offset
    self.what = what
  }

  package init(_ error: JSONError) {
    self.init(offset: error.offset, what: error.what)
  }

  package var description: String { "byte \(offset): \(what)" }
}
