import Load
package import Logging
package import MergeAPI
package import Secrets

/// Ends sessions of linking: exchanges the browser's public token for the account's, stores that sealed, asks for a first run.
///
/// A public token is exchanged once. Where the answer is lost, the session stays `exchanging`, and ``recover(_:)`` or a new
/// session ends it.
package struct LinkCompletion: Sendable {
  private let pool: ConnectionPool
  private let vault: TokenVault
  private let merge: MergeClient
  private let requestSync: @Sendable (_ account: String) async throws -> Void
  private let logger: Logger

  /// - Parameters:
  ///   - pool: of connections in the pipeline's role.
  ///   - requestSync: asks for a run of the account; it is linked whatever becomes of that.
  package init(
    pool: ConnectionPool, vault: TokenVault, merge: MergeClient, logger: Logger,
    requestSync: @escaping @Sendable (_ account: String) async throws -> Void
  ) {
    self.pool = pool
    self.vault = vault
    self.merge = merge
    self.logger = logger
    self.requestSync = requestSync
  }

  /// Exchanges the public token of a session, unless it was done; the session as it is then.
  ///
  /// - Parameter id: of a session whose key the caller has shown.
  /// - Returns: nil where there is no such session any more.
  func complete(_ id: String, publicToken: SecretText) async throws -> LinkSession? {
    // A browser that leaves must not stop what was begun: the token is good for one exchange.
    try await Task {
      if try await pool.run({ try LinkSessions.beginExchange($0, id: id) }) {
        try await exchange(id, publicToken)
      }
      return try await pool.run { try LinkSessions.read($0, id: id) }
    }.value
  }

  private func exchange(_ id: String, _ publicToken: SecretText) async throws {
    switch try await merge.accountToken(publicToken: publicToken) {
    case .exchanged(let token):
      guard let session = try await pool.run({ try LinkSessions.read($0, id: id) }) else { return }
      switch await standing(of: token.token, for: session.account) {
      case .unknown(let error): log("link not verified", session.account, error)
      case .other: try await end(id, .failed(code: "other_account"))
      case .right(let details):
        try await link(
          id, session.organization, session.account, token.token,
          mergeAccount: token.mergeAccount.isEmpty ? details.id : token.mergeAccount,
          integration: token.integration ?? details.integrationSlug ?? details.integrationName)
      }
    case .refused(let error):
      logger.warning("public token refused", metadata: ["error": "\(error)"])
      try await end(id, .failed(code: "public_token_refused"))
    case .notSent(let error):
      logger.warning("public token not exchanged", metadata: ["error": "\(error)"])
      try await end(id, .open)
    case .unknown(let error):
      logger.warning("answer to the exchange lost", metadata: ["error": "\(error)"])
    }
  }

  /// Whose account a token opens.
  enum Standing {
    case right(LinkedAccount)
    /// Another account than the one that was to be linked, or none.
    case other
    case unknown(MergeError)
  }

  /// A token is stored only for the account that Merge says it is of: a public token of one session is no use in another.
  func standing(of token: SecretText, for account: String) async -> Standing {
    do {
      let details = try await merge.accountDetails(account: token)
      return details.endUserOriginID == nil || details.endUserOriginID == account ? .right(details) : .other
    } catch let error as MergeError {
      return error.kind == .unauthorized && error.credential != .apiKey || error.kind == .notFound
        ? .other : .unknown(error)
    } catch {
      return .unknown(
        MergeError(.timeout, operation: "GET /accounting/v1/account-details", host: "", isAccountCall: true))
    }
  }

  /// Stores the account; false where the session was linked already.
  @discardableResult
  func link(
    _ id: String, _ organization: String, _ account: String, _ token: SecretText, mergeAccount: String,
    integration: String?
  ) async throws -> Bool {
    let new = NewAccount(
      id: account, organization: organization, tokenSealed: vault.seal(token.value, account: account),
      integration: integration, mergeAccount: mergeAccount.isEmpty ? nil : mergeAccount)
    guard try await pool.run({ try LinkSessions.link($0, id: id, new) }) else { return false }
    logger.info("account linked", metadata: ["account": "\(account)"])
    do { try await requestSync(account) } catch {
      logger.warning("first run not asked for", metadata: ["account": "\(account)", "error": "\(error)"])
    }
    return true
  }

  private func end(_ id: String, _ ending: LinkSessions.Ending) async throws {
    try await pool.run { try LinkSessions.endExchange($0, id: id, ending) }
  }

  private func log(_ what: String, _ account: String, _ error: MergeError) {
    logger.warning("\(what)", metadata: ["account": "\(account)", "error": "\(error)"])
  }

  /// A connection of the pool, for ``recover(_:)``.
  func waiting(_ account: String) async throws -> (id: String, organization: String)? {
    try await pool.run { try LinkSessions.waiting($0, account: account) }
  }
}
