/// The sandbox was asked for something that it cannot do.
package enum SandboxError: Error, Sendable, Hashable, CustomStringConvertible {
  case unknownAccount(String)
  case unknownContact(String)
  /// Two accounts cannot share a token.
  case tokenTaken(account: String)
  /// A line that is no contact; the lines before it have been taken.
  case badContact(line: Int, what: String)

  package var description: String {
    switch self {
    case .unknownAccount(let id): "no account \(id)"
    case .unknownContact(let id): "no contact \(id)"
    case .tokenTaken(let account): "the token belongs to account \(account)"
    case .badContact(let line, let what): "line \(line): \(what)"
    }
  }
}
