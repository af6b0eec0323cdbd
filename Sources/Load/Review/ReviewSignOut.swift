package import ContactModel
package import Postgres
import SQLFiles

/// A reviewer whose links and sessions of one organization, as far as they were signed before, are over.
package struct ReviewSignOut: Sendable {
  package var organization: String
  package var reviewer: String
  /// In the database's clock.
  package var endedAt: Timestamp

  /// Signs a reviewer out.
  ///
  /// - Parameters:
  ///   - organization: nil: of all.
  ///   - longest: seconds that a link or a session may last; older rows are forgotten.
  /// - Returns: the organizations; empty where there is none of that name.
  /// - Throws: PostgresError.
  package static func end(
    _ session: borrowing Session, reviewer: String, organization: String?, longest: Int
  ) throws -> [String] {
    try session.execute(Query.reviewSignOutInsert.sql, [.text(reviewer), .text(organization), .int(longest)])
      .compactMap { $0.text(0) }
  }

  /// Everybody who was signed out, in a role that sees every organization.
  ///
  /// - Throws: PostgresError.
  package static func all(_ session: borrowing Session) throws -> [ReviewSignOut] {
    try session.execute(Query.reviewSignOutRead.sql).map { row in
      ReviewSignOut(
        organization: row.text(0) ?? "", reviewer: row.text(1) ?? "",
        endedAt: Timestamp(microseconds: row.int(2) ?? 0))
    }
  }
}
