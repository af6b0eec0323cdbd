package import ContactModel
package import Postgres
import SQLFiles

/// The sessions of linking, from the wish to link an account to the stored token.
package enum LinkSessions {
  /// The id that a new session of an organization should link under where the platform names none: that of the last attempt
  /// which came to nothing; nil: a new one is to be made.
  package static func unusedAccount(
    _ session: borrowing Session, organization: String, integration: String?
  ) throws -> String? {
    try session.execute(Query.linkSessionUnused.sql, [.text(organization), .text(integration)]).first?.text(0)
  }

  /// Whether the organization may link under an account's id.
  ///
  /// - Returns: the entry of `connections:` that reaches the account; nil: the environment's, or there is no account yet.
  /// - Throws: ``LoadError/accountElsewhere(account:organization:)``, PostgresError.
  @discardableResult
  package static func checkOwner(
    _ session: borrowing Session, account: String, organization: String
  ) throws -> String? {
    guard let owner = try session.execute(Query.linkSessionOwner.sql, [.text(account)]).first else { return nil }
    if let other = owner.text(0), other != organization {
      throw LoadError.accountElsewhere(account: account, organization: other)
    }
    return owner.text(1)
  }

  /// Begins a session, and adds the organization where it is new; when the session ends.
  ///
  /// - Throws: ``LoadError/accountElsewhere(account:organization:)``, PostgresError.
  package static func begin(_ session: borrowing Session, _ new: NewLinkSession) throws -> Timestamp {
    try session.transaction { session in
      try checkOwner(session, account: new.account, organization: new.organization)
      try session.execute(Query.organizationInsert.sql, [.text(new.organization)])
      let inserted = try session.execute(
        Query.linkSessionInsert.sql,
        [
          .text(new.id), .text(new.organization), .text(new.account), .bytes(new.keyHash),
          new.linkTokenSealed.map { .bytes($0) } ?? .null, .text(new.integration), .bool(new.isMagicLink),
          .int(new.minutes),
        ])
      return inserted.first?.instant(0) ?? Timestamp(microseconds: 0)
    }
  }

  /// The session of that id; nil: there is none.
  package static func read(_ session: borrowing Session, id: String) throws -> LinkSession? {
    try session.execute(Query.linkSessionRead.sql, [.text(id)]).first.map { LinkSession(id: id, $0) }
  }

  /// Lets the caller exchange the session's public token; false where somebody else did, or it is not open any more.
  package static func beginExchange(_ session: borrowing Session, id: String) throws -> Bool {
    try !session.execute(Query.linkSessionBegin.sql, [.text(id)]).isEmpty
  }

  /// What becomes of an exchange that gave no token.
  package enum Ending: Sendable, Equatable {
    /// Nothing was sent: it may be tried again.
    case open
    case failed(code: String)
  }

  package static func endExchange(_ session: borrowing Session, id: String, _ ending: Ending) throws {
    let (state, code): (LinkSession.State, String?) =
      switch ending {
      case .open: (.open, nil)
      case .failed(let code): (.failed, code)
      }
    try session.execute(Query.linkSessionEndExchange.sql, [.text(id), .text(state.rawValue), .text(code)])
  }

  /// The session of an account that still waits for its token: the newest, unless that one is linked; nil: none waits.
  package static func waiting(
    _ session: borrowing Session, account: String
  ) throws -> (id: String, organization: String)? {
    try session.execute(Query.linkSessionWaiting.sql, [.text(account)]).first.map {
      ($0.text(0) ?? "", $0.text(1) ?? "")
    }
  }

  /// Stores the account with its token, and marks the session as linked: one transaction.
  ///
  /// An account that stood keeps everything; its token is replaced, and a removed one becomes active.
  ///
  /// - Returns: false where the session was linked already: nothing was changed.
  /// - Throws: ``LoadError/accountElsewhere(account:organization:)``, PostgresError.
  package static func link(_ session: borrowing Session, id: String, _ account: NewAccount) throws -> Bool {
    try session.transaction { session in
      if try session.execute(Query.linkSessionLink.sql, [.text(id)]).isEmpty { return false }
      _ = try Accounts.place(session, account)
      return true
    }
  }
}
