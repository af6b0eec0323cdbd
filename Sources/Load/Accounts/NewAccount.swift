package import Postgres
import SQLFiles

/// A linked account to be added, or to be brought up to date; what is nil leaves what stands.
package struct NewAccount: Sendable {
  package var id: String
  package var organization: String
  /// Merge's account token, sealed.
  package var tokenSealed: [UInt8]?
  package var integration: String?
  package var mergeAccount: String?
  package var connection: String?

  package init(
    id: String, organization: String, tokenSealed: [UInt8]? = nil, integration: String? = nil,
    mergeAccount: String? = nil, connection: String? = nil
  ) {
    self.id = id
    self.organization = organization
    self.tokenSealed = tokenSealed
    self.integration = integration
    self.mergeAccount = mergeAccount
    self.connection = connection
  }
}

extension Accounts {
  /// Accounts that one call should hold at most.
  package static let batch = 500

  /// Adds accounts in one transaction; one that belongs to another organization already is left out.
  ///
  /// - Returns: what became of each, in order.
  package static func add(
    _ session: borrowing Session, _ accounts: [NewAccount]
  ) throws -> [Result<Added, LoadError>] {
    if accounts.isEmpty { return [] }
    return try session.transaction { session in
      try accounts.map { account in
        do { return .success(try place(session, account)) } catch let error as LoadError { return .failure(error) }
      }
    }
  }

  /// Inside a transaction.
  static func place(_ session: borrowing Session, _ account: NewAccount) throws -> Added {
    let token = account.tokenSealed.map { Parameter.bytes($0) } ?? .null
    let details: [Parameter] = [
      token, .text(account.integration), .text(account.mergeAccount), .text(account.connection),
    ]
    try checkOwner(session, account)
    try session.execute(Query.organizationInsert.sql, [.text(account.organization)])
    let inserted = try session.execute(
      Query.accountInsert.sql, [.text(account.id), .text(account.organization)] + details)
    if !inserted.isEmpty { return .added }
    try checkOwner(session, account)
    try session.execute(Query.accountUpdate.sql, [.text(account.id)] + details)
    return .updated
  }

  private static func checkOwner(_ session: borrowing Session, _ account: NewAccount) throws {
    let owner = try session.execute(Query.accountOrganization.sql, [.text(account.id)]).first?.text(0)
    if let owner, owner != account.organization {
      throw LoadError.accountElsewhere(account: account.id, organization: owner)
    }
  }
}
