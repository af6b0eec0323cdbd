package import ContactModel
import Load
package import MergeAPI
package import Secrets

/// Makes sessions of linking: an address for one user to connect one accounting system at.
package struct LinkSessionMaker: Sendable {
  /// What is to be linked, for whom.
  package struct Wish: Sendable {
    package var organization: String
    /// Our permanent id of the account; nil: that of the last attempt that came to nothing, else a new one.
    package var account: String?
    /// Slug of the accounting system; nil: the user chooses.
    package var integration: String?
    /// The user's address, for Merge's dashboard only; nil: none is told.
    package var emailAddress: String?
    /// The organization's name for Merge's dashboard; nil: its id.
    package var organizationName: String?
    /// Whether an address is wanted that can be sent to the user, and ends at Merge.
    package var isMagicLink: Bool
    /// How long it is good; nil: 30, with a magic link a week.
    package var minutes: Int?

    package init(
      organization: String, account: String? = nil, integration: String? = nil, emailAddress: String? = nil,
      organizationName: String? = nil, isMagicLink: Bool = false, minutes: Int? = nil
    ) {
      self.organization = organization
      self.account = account
      self.integration = integration
      self.emailAddress = emailAddress
      self.organizationName = organizationName
      self.isMagicLink = isMagicLink
      self.minutes = minutes
    }
  }

  /// A session that was made.
  package struct Made: Sendable {
    package var id: String
    package var account: String
    /// For the user only: who has it can link. Never logged.
    package var address: SecretText
    package var expiresAt: Timestamp
  }

  /// Why no session is made: a wish that cannot be; one line.
  package struct Refusal: Error, Sendable, CustomStringConvertible {
    package var description: String
  }

  /// Merge wants an address; this one is nobody's.
  private static let noAddress = "unknown@contactsync.invalid"

  private let pool: ConnectionPool
  private let vault: TokenVault
  private let merge: MergeClient

  /// - Parameter pool: of connections in the pipeline's role.
  package init(pool: ConnectionPool, vault: TokenVault, merge: MergeClient) {
    self.pool = pool
    self.vault = vault
    self.merge = merge
  }

  /// Asks Merge for a link token and stores the session.
  ///
  /// - Parameter base: the server's public address, without a slash at its end.
  /// - Throws: ``Refusal``, MergeError, PostgresError.
  package func make(_ wish: Wish, base: String) async throws -> Made {
    try Self.check(wish)
    let account = try await account(for: wish)
    let minutes = wish.minutes ?? (wish.isMagicLink ? 10_080 : 30)
    let token = try await merge.linkToken(
      LinkTokenRequest(
        originID: account, organizationName: wish.organizationName ?? wish.organization,
        emailAddress: wish.emailAddress ?? Self.noAddress, integration: wish.integration, minutes: minutes,
        wantsMagicLink: wish.isMagicLink))
    let (id, key) = (LinkKey.makeID(), LinkKey.make())
    let new = NewLinkSession(
      id: id, organization: wish.organization, account: account, keyHash: LinkKey.hash(key),
      linkTokenSealed: wish.isMagicLink ? nil : vault.seal(token.token.value, account: Self.purpose(id)),
      integration: wish.integration, isMagicLink: wish.isMagicLink, minutes: minutes)
    do {
      let expiresAt = try await pool.run { try LinkSessions.begin($0, new) }
      return Made(
        id: id, account: account, address: token.magicLink ?? SecretText("\(base)/link/\(id)#\(key)"),
        expiresAt: expiresAt)
    } catch let error as LoadError {
      throw Refusal(description: "\(error)")
    }
  }

  /// What a link token is sealed for: never taken for an account's token.
  static func purpose(_ id: String) -> String { "link session \(id)" }

  private func account(for wish: Wish) async throws -> String {
    do {
      return try await pool.run { session in
        if let account = wish.account {
          let connection = try LinkSessions.checkOwner(session, account: account, organization: wish.organization)
          guard let connection else { return account }
          throw Refusal(
            description:
              "\(account) is reached through the connection `\(connection)`, and linking uses the environment's; "
              + "link it where that one is the environment's, and add its token with `contactsync accounts add`")
        }
        let unused = try LinkSessions.unusedAccount(
          session, organization: wish.organization, integration: wish.integration)
        return unused ?? LinkKey.makeAccountID()
      }
    } catch let error as LoadError {
      throw Refusal(description: "\(error)")
    }
  }

  private static func check(_ wish: Wish) throws {
    func isText(_ text: String) -> Bool {
      (1...255).contains(text.utf8.count) && !text.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
    }
    for (name, text) in [
      ("organization", wish.organization), ("id", wish.account), ("email", wish.emailAddress),
      ("end_user_organization", wish.organizationName),
    ] {
      guard let text else { continue }
      guard isText(text) else {
        throw Refusal(description: "\(name) must have 1 to 255 bytes and no control characters")
      }
    }
    if let integration = wish.integration {
      guard (1...64).contains(integration.utf8.count),
        integration.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D })
      else {
        throw Refusal(description: "integration must be Merge's name of a system, such as quickbooks-online")
      }
    }
    let longest = wish.isMagicLink ? 10_080 : 720
    guard (30...longest).contains(wish.minutes ?? 30) else {
      throw Refusal(description: "minutes must be from 30 to \(longest)")
    }
  }
}
