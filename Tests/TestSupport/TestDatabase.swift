import FoundationEssentials
import Glibc
import Load
package import LocalPostgres
package import Postgres
import SQLFiles
import Synchronization

/// Databases for tests, on one throw-away PostgreSQL for the whole process (fsync off), which ends with it.
package enum TestDatabase {
  private static let template = "contactsync_template"
  private static let number = Atomic<Int>(0)
  private static let cluster = Result { try TestCluster() }
  private static let migrated = Task { try await makeTemplate() }

  /// The login of tests, which may do nothing unless it takes a role of ours: no superuser, so that a right that was
  /// forgotten shows.
  package static let login = "contactsync_login"

  /// A new database with our schema and views; returns the connection string of the role that runs work as.
  package static func fresh() async throws -> String {
    try await migrated.value
    return asPipeline(try await create(template: template))
  }

  /// A new database with our schema and views, whose large tables are cut into so many partitions.
  package static func partitioned(into count: Int) async throws -> String {
    let url = try await fresh()
    try await cut(url, into: count)
    return url
  }

  /// Cuts the large tables of a database, as their owner; the tables that were not cut so before.
  @discardableResult
  package static func cut(_ url: String, into count: Int) async throws -> [String] {
    let connection = try await Connection.open(asLogin(url))
    let tables = try await connection.run { session in
      try SessionRole.owner.take(session)
      return try Partitions.cut(session, into: count, migrator: migrator, isIsolated: true)
    }
    await connection.close()
    return tables
  }

  /// A new database without anything in it.
  package static func empty() async throws -> String { try await create(template: "template1") }

  /// A connection to a new database with our schema and views.
  package static func connection() async throws -> Connection { try await Connection.open(fresh()) }

  /// What brings a database to the schema of this build.
  package static var migrator: Migrator {
    Migrator(migrations: SQLFiles.migrations, reporting: SQLFiles.reporting)
  }

  /// The connection string of a database's login, without a role: what is configured for a program.
  package static func asLogin(_ url: String) -> String { url.replacing(pipelineOption, with: "") }

  /// The connection string of a database's superuser, whom no policy holds.
  package static func asAdministrator(_ url: String) -> String {
    asLogin(url).replacing("user=\(login)", with: "user=postgres")
  }

  /// The connection string of another login to a database.
  package static func asUser(_ user: String, _ url: String) -> String {
    asLogin(url).replacing("user=\(login)", with: "user=\(user)")
  }

  private static let pipelineOption = "&options=-c%20role%3Dcontactsync_pipeline"

  private static func asPipeline(_ url: String) -> String {
    url.replacing("user=postgres", with: "user=\(login)") + pipelineOption
  }

  /// Runs statements as the superuser.
  package static func administer(_ url: String, _ statements: String) async throws {
    let connection = try await Connection.open(asAdministrator(url))
    try await connection.run { try $0.script(statements) }
    await connection.close()
  }

  /// The process's server: not to be stopped, others use it.
  package static func server() throws -> LocalPostgres { try cluster.get().server }

  private static func makeTemplate() async throws {
    let server = try server()
    try await administer("create database \(template)")
    let connection = try await Connection.open(server.url(database: template))
    try await connection.run { session throws in
      try Isolation.complete(session)
      try session.script(
        "create role \(login) login noinherit in role contactsync_owner, contactsync_pipeline, contactsync_review")
      try SessionRole.owner.take(session)
      _ = try migrator.migrate(session)
      try Isolation.follow(session)
    }
    await connection.close()
  }

  /// Removes a database that nothing needs any more, whoever is connected: a torture makes thousands.
  package static func discard(_ url: String) async throws {
    let connection = try await Connection.open(asAdministrator(url))
    let name = try await connection.run { try $0.execute("select current_database()").text(0, 0) }
    await connection.close()
    if let name { try await administer("drop database \(name) with (force)") }
  }

  private static func create(template: String) async throws -> String {
    let name = "test_\(number.add(1, ordering: .relaxed).newValue)"
    try await administer("create database \(name) template \(template) strategy file_copy")
    if template == Self.template { try await administer("grant create on database \(name) to contactsync_owner") }
    return try server().url(database: name)
  }

  private static func administer(_ statement: String) async throws {
    let connection = try await Connection.open(server().url(database: "postgres"))
    try await connection.run { session in try session.script(statement) }
  }
}
