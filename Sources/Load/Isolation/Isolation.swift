package import Postgres
import SQLFiles

/// The isolation of organizations in one database: the roles, who owns what, row-level security and rights.
///
/// What is missing is worked out from the server's catalog, so that there is one list of it, whether it is run here, printed
/// for an administrator, or only looked at.
package enum Isolation {
  /// One statement that brings the isolation nearer to being in force.
  package struct Step: Sendable, Equatable {
    /// Only who may make roles, or owns the tables now, may run it; else the role ``SessionRole/owner`` does.
    package var needsAdministrator: Bool
    package var sql: String
  }

  /// What is missing for the login of this session, in the order in which it must be run; empty: it is in force.
  package static func missing(_ session: borrowing Session) throws -> [Step] {
    let login = try session.execute(Query.roleLogin.sql).text(0, 0)
    return try session.execute(Query.isolationMissing.sql, [.text(login)]).map {
      Step(needsAdministrator: $0.bool(0) ?? true, sql: $0.text(1) ?? "")
    }
  }

  /// Runs what is missing, in one transaction; what was run. A second call does nothing.
  ///
  /// Tables and views that a migration makes later need another call.
  ///
  /// - Throws: PostgresError 42501 where the login may not make roles, or does not own the tables; nothing is done then.
  @discardableResult
  package static func complete(_ session: borrowing Session) throws -> [Step] {
    if try missing(session).isEmpty { return [] }
    return try session.transaction { session throws in
      try session.execute(Query.isolationLock.sql)
      let steps = try missing(session)
      for step in steps where step.needsAdministrator { try session.script(step.sql) }
      let owned = steps.filter { !$0.needsAdministrator }
      if !owned.isEmpty {
        try SessionRole.owner.take(session)
        for step in owned { try session.script(step.sql) }
        try session.execute(Query.roleLeave.sql)
      }
      return steps
    }
  }

  /// Gives what a migration has just made its policies and rights, as the owner that this session works as. What belongs to
  /// somebody else stays as it is, until an administrator completes the isolation.
  package static func follow(_ session: borrowing Session) throws {
    if try missing(session).allSatisfy(\.needsAdministrator) { return }
    try session.transaction { try followWithin($0) }
  }

  /// The same within the transaction that made them.
  static func followWithin(_ session: borrowing Session) throws {
    for step in try missing(session) where !step.needsAdministrator {
      do { try session.savepoint { session throws in try session.script(step.sql) } } catch let error as PostgresError
        where error.sqlState == "42501"
      { continue }
    }
  }

  /// Logins that may read the reporting views and see nothing there, as no organization is listed for them.
  package static func unlistedLogins(_ session: borrowing Session) throws -> [String] {
    try session.execute(Query.isolationUnlisted.sql).compactMap { $0.text(0) }
  }
}
