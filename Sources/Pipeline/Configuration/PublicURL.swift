/// The address under which people reach `contactsync serve`, such as `https://example.com/sync`: links into the matching screen
/// begin with it.
package struct PublicURL: Sendable, Hashable {
  /// Why a text is none, as the end of a sentence that begins with it.
  package struct Problem: Error, Sendable {
    package var text: String
  }

  /// Without a slash at its end.
  package let text: String

  /// - Throws: ``Problem`` where it is no address of a website, or holds a query, a fragment, a user name or a password.
  package init(_ text: String) throws(Problem) {
    if let problem = Self.problem(of: text) { throw Problem(text: problem) }
    self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// nil: it is an address that can be used.
  static func problem(of text: String) -> String? {
    guard text.hasPrefix("https://") || text.hasPrefix("http://") else { return "must begin with https:// or http://" }
    let rest = text.dropFirst(text.hasPrefix("https://") ? 8 : 7)
    guard rest.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !rest.contains(where: { "\"<>\\".contains($0) }) else {
      return "contains a space or a character that must be percent-encoded"
    }
    guard !rest.contains("?"), !rest.contains("#") else { return "must have no query and no fragment" }
    let authority = rest.prefix { $0 != "/" }
    guard !authority.contains("@") else { return "must hold no user name or password" }
    guard !authority.isEmpty, !authority.hasPrefix(":") else { return "has no host" }
    return rest.hasSuffix("//") ? "ends with two slashes" : nil
  }
}
