import Glibc
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

  /// A new database with our schema and views; returns its connection string.
  package static func fresh() async throws -> String {
    try await migrated.value
    return try await create(template: template)
  }

  /// A new database without anything in it.
  package static func empty() async throws -> String { try await create(template: "template1") }

  /// A connection to a new database with our schema and views.
  package static func connection() async throws -> Connection { try await Connection.open(fresh()) }

  /// What brings a database to the schema of this build.
  package static var migrator: Migrator {
    Migrator(migrations: SQLFiles.migrations, reporting: SQLFiles.reporting)
  }

  /// The process's server: not to be stopped, others use it.
  package static func server() throws -> LocalPostgres { try cluster.get().server }

  private static func makeTemplate() async throws {
    let server = try server()
    try await administer("create database \(template)")
    let connection = try await Connection.open(server.url(database: template))
    try await connection.run { session in _ = try migrator.migrate(session) }
    await connection.close()
  }

  private static func create(template: String) async throws -> String {
    let name = "test_\(number.add(1, ordering: .relaxed).newValue)"
    try await administer("create database \(name) template \(template) strategy file_copy")
    return try server().url(database: name)
  }

  private static func administer(_ statement: String) async throws {
    let connection = try await Connection.open(server().url(database: "postgres"))
    try await connection.run { session in try session.script(statement) }
  }
}
