package import Postgres
import SQLFiles

extension Accounts {
  /// Deletes an organization with its accounts, contacts, parties, links and everything else that hangs on it; nothing
  /// where there is no such organization.
  ///
  /// - Returns: how many accounts it had.
  @discardableResult
  package static func purge(_ session: borrowing Session, organization: String) throws -> Int {
    Int(try session.execute(Query.organizationPurge.sql, [.text(organization)]).int(0, 0) ?? 0)
  }
}
