/// The sandbox was asked for something that it cannot do.
package enum SandboxError: Error, Sendable, Hashable, CustomStringConvertible {
  case unknownAccount(String)
  case unknownContact(String)
  case unknownIssue(String)
  case unknownHook(String)
  /// A link token that was never given out, is used up or has expired.
  case unknownLinkToken
  /// Webhooks go to this machine only.
  case notLoopback(url: String)
  /// Two accounts cannot share a token.
  case tokenTaken(account: String)
  /// A line that is no contact; the lines before it have been taken.
  case badContact(line: Int, what: String)

  package var description: String {
    switch self {
    case .unknownAccount(let id): "no account \(id)"
    case .unknownContact(let id): "no contact \(id)"
    case .unknownIssue(let id): "no issue \(id)"
    case .unknownHook(let id): "no webhook \(id)"
    case .unknownLinkToken: "the link token is unknown, used or expired"
    case .notLoopback(let url): "\(url) is no http URL on this machine's loopback"
    case .tokenTaken(let account): "the token belongs to account \(account)"
    case .badContact(let line, let what): "line \(line): \(what)"
    }
  }
}
