/// The bytes are not well-formed JSON (RFC 8259): where, and what was expected.
///
/// ``what`` never quotes the text itself, so it may be logged.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Of the byte that does not fit, counted from the start of the buffer.
  package let offset: Int
  package let what: String

  package init(offset: Int, what: String) {
    self.offset = offset
    self.what = what
  }

  package var description: String { "byte \(offset): \(what)" }
}
