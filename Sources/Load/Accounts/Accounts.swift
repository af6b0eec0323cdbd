package import ContactModel
package import Postgres
import SQLFiles

/// The linked accounts and their organizations.
package enum Accounts {
  package enum Added: Sendable, Equatable {
    case added
    /// The account was there in the same organization: its token and what else was given are replaced.
    case updated
  }

  /// Adds a linked account, and its organization where that is new.
  ///
  /// - Parameters:
  ///   - tokenSealed: Merge's account token, sealed; nil leaves what stands.
  ///   - integration: the accounting system, such as `quickbooks-online`; nil leaves what stands.
  ///   - mergeAccount: Merge's own id of the account; nil leaves what stands.
  ///   - connection: the entry of a pipeline file's `connections:`, ``defaultConnection`` for the environment's; nil
  ///     leaves what stands.
  /// - Throws: ``LoadError/accountElsewhere(account:organization:)``, PostgresError.
  package static func add(
    _ session: borrowing Session, id: String, organization: String, tokenSealed: [UInt8]? = nil,
    integration: String? = nil, mergeAccount: String? = nil, connection: String? = nil
  ) throws -> Added {
    let account = NewAccount(
      id: id, organization: organization, tokenSealed: tokenSealed, integration: integration,
      mergeAccount: mergeAccount, connection: connection)
    return try session.transaction { session in try place(session, account) }
  }

  /// The name that stands for the environment's connection.
  package static let defaultConnection = "default"

  /// The account's sealed token; nil where none is stored.
  ///
  /// - Throws: ``LoadError/unknownAccount(_:)``, PostgresError.
  package static func sealedToken(_ session: borrowing Session, account: String) throws -> [UInt8]? {
    guard let row = try session.execute(Query.accountToken.sql, [.text(account)]).first else {
      throw LoadError.unknownAccount(account)
    }
    return row.bytes(0)
  }

  /// Whether runs take the account: the raw value is stored.
  package enum State: String, Sendable {
    case active
    case paused
    case removed
  }

  /// Whether there is an organization of that id.
  package static func hasOrganization(_ session: borrowing Session, _ organization: String) throws -> Bool {
    try session.execute(Query.organizationExists.sql, [.text(organization)]).bool(0, 0) ?? false
  }

  /// - Throws: ``LoadError/unknownAccount(_:)``, PostgresError.
  package static func setState(_ session: borrowing Session, account: String, _ state: State) throws {
    let changed = try session.execute(Query.accountSetState.sql, [.text(account), .text(state.rawValue)])
    if changed.isEmpty { throw LoadError.unknownAccount(account) }
  }

  /// What Merge says of an account; nil leaves what stands.
  package struct RemoteStatus: Sendable {
    package var status: String?
    package var mergeAccount: String?
    package var integration: String?
    /// Result of Merge's last sync of contacts, such as `DONE`.
    package var lastSyncResult: String?
    package var lastSyncFinishedAt: Timestamp?

    package init(
      status: String? = nil, mergeAccount: String? = nil, integration: String? = nil, lastSyncResult: String? = nil,
      lastSyncFinishedAt: Timestamp? = nil
    ) {
      self.status = status
      self.mergeAccount = mergeAccount
      self.integration = integration
      self.lastSyncResult = lastSyncResult
      self.lastSyncFinishedAt = lastSyncFinishedAt
    }
  }

  /// Records what Merge said of an account just now.
  package static func record(_ session: borrowing Session, account: String, _ status: RemoteStatus) throws {
    try session.execute(
      Query.accountSetRemoteStatus.sql,
      [
        .text(account), .text(status.status), .text(status.mergeAccount), .text(status.integration),
        .text(status.lastSyncResult), .timestamp(microseconds: status.lastSyncFinishedAt?.microseconds),
      ])
  }
}
