/// A text that must never be printed: an API key or an account token; it describes and mirrors itself as `redacted`.
package struct SecretText: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  package let value: String

  package init(_ value: String) { self.value = value }

  package var description: String { "redacted" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }

  /// Whether it can stand in an HTTP header: not empty, visible ASCII only (a stray newline would forge headers).
  var fitsHeader: Bool { !value.isEmpty && value.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
}
