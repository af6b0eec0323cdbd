import ContactModel

/// The link tokens and public tokens that are out.
struct LinkDesk: Sendable {
  /// What a link token was asked for: one session of Merge Link for one user.
  struct Session: Sendable {
    var token: String
    /// Our id of the account that is to be linked.
    var originID: String
    var organizationName: String
    var emailAddress: String
    /// Nil: the user chooses.
    var integration: Integration?
    var expiresAt: Timestamp
    var isFinished = false
  }

  struct PublicToken: Sendable {
    var account: String
    var expiresAt: Timestamp
  }

  /// Public tokens live ten minutes.
  static let publicLifetime: Int64 = 600

  private(set) var sessions: [Session] = []
  private var publicTokens: [String: PublicToken] = [:]
  private var issued = 0

  /// Opens a session under a new link token.
  mutating func open(_ session: Session) -> String {
    var session = session
    session.token = nextToken("link")
    sessions.append(session)
    return session.token
  }

  /// Ends the session of a link token, once and in time; nil where there is none such.
  mutating func finish(_ token: String, at now: Timestamp) -> Session? {
    guard let index = sessions.firstIndex(where: { $0.token == token }), !sessions[index].isFinished,
      now < sessions[index].expiresAt
    else { return nil }
    sessions[index].isFinished = true
    return sessions[index]
  }

  /// A new public token for an account.
  mutating func publicToken(for account: String, at now: Timestamp) -> String {
    let token = nextToken("public")
    publicTokens[token] = PublicToken(account: account, expiresAt: now.advanced(bySeconds: LinkDesk.publicLifetime))
    return token
  }

  /// The account of a public token, which is then used up; nil where it is unknown, used or too old.
  mutating func redeem(_ token: String, at now: Timestamp) -> String? {
    guard let known = publicTokens.removeValue(forKey: token), now < known.expiresAt else { return nil }
    return known.account
  }

  private mutating func nextToken(_ kind: String) -> String {
    issued += 1
    return "\(kind)-\(StableUUID.text(seed: "\(kind)-token/\(issued)"))"
  }
}
