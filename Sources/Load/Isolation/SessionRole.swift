package import Postgres
import SQLFiles

/// What a session may see: a role of PostgreSQL with row-level policies of its own, which a login takes for its work.
package enum SessionRole: String, Sendable, CaseIterable {
  /// Owns the schemas; for migrating.
  case owner = "contactsync_owner"
  /// Sees every organization: runs, imports, reports of the operator.
  case pipeline = "contactsync_pipeline"
  /// Sees the one organization that ``see(_:organization:)`` names, within one transaction.
  case review = "contactsync_review"

  /// Works as this role from here on, where the login may and the role has rights in this database.
  ///
  /// - Returns: false where not; then the session goes on as its login, which is all there is without isolation.
  @discardableResult
  package func take(_ session: borrowing Session) throws -> Bool {
    try !session.execute(Query.roleTake.sql, [.text(rawValue)]).isEmpty
  }

  /// Works as the login for what only it may, such as ending another session of the same login; then as before.
  package static func asLogin<R>(_ session: borrowing Session, _ body: (borrowing Session) throws -> R) throws -> R {
    let before = try session.execute(Query.roleLeave.sql).text(0, 0) ?? "none"
    let result: R
    do { result = try body(session) } catch {
      // In a transaction that failed this fails too, and the rollback does it.
      _ = try? session.execute(Query.roleResume.sql, [.text(before)])
      throw error
    }
    try session.execute(Query.roleResume.sql, [.text(before)])
    return result
  }

  /// Lets a session of the role ``review`` see one organization until the end of the transaction.
  ///
  /// Who calls this decides what the session sees: it comes from a verified sign-in, never from what a request says.
  ///
  /// - Parameter isPlannedOnce: the transaction's prepared statements find single rows by their keys, so that one plan
  ///   serves whatever they are given; planning them anew takes longer than running them.
  package static func see(
    _ session: borrowing Session, organization: String, isPlannedOnce: Bool = false
  ) throws {
    try session.execute(
      Query.reviewOrganization.sql, [.text(organization), .text(isPlannedOnce ? "force_generic_plan" : "auto")])
  }
}
