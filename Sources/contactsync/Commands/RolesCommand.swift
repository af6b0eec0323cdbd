import ArgumentParser
import Load
import Postgres

struct RolesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles", abstract: "Isolates organizations: makes the roles, policies and rights that are missing.",
    discussion: """
      Running it again changes nothing. Where this login may not make roles, an administrator runs what --sql prints; until \
      then everything works as the login, and nothing keeps a login that may read the tables or views from any organization.

      Example: contactsync db roles --sql | psql "$ADMIN_DATABASE_URL"
      """)

  @ArgumentParser.Flag(help: "Print what is missing for an administrator to run; change nothing.") var sql = false

  func run() async throws {
    let composition = Composition()
    let connection = try await composition.open(try await composition.databaseURL())
    if sql {
      print(Self.script(try await connection.run { try Isolation.missing($0) }), terminator: "")
      return
    }
    do {
      let steps = try await connection.run { try Isolation.complete($0) }
      print(steps.isEmpty ? "in force" : "in force now: \(steps.count) statements were run")
    } catch let error as PostgresError where error.sqlState == "42501" {
      throw Failure(
        .failed,
        "isolation is not in force: this login may not set it up (\(error)); have an administrator run what "
          + "`contactsync db roles --sql` prints")
    } catch let error as PostgresError {
      throw Failure(error.remedy == .retry ? .temporary : .failed, "PostgreSQL: \(error)")
    }
    let (status, unlisted) = try await connection.run { session throws in
      try SessionRole.pipeline.take(session)
      let status = try Composition.migrator.status(session)
      return (status, status == .upToDate ? try Isolation.unlistedLogins(session) : [])
    }
    switch status {
    case .empty: complain("there is no schema yet: `contactsync db migrate` makes it, with its policies and rights")
    case .older: complain("the schema is older than this program: `contactsync db migrate` gives it its policies, too")
    case .upToDate, .newer: break
    }
    if !unlisted.isEmpty {
      complain(
        "see no organization until they are listed in contactsync.role_organization: \(unlisted.joined(separator: ", "))"
      )
    }
  }

  /// One transaction; empty where nothing is missing.
  private static func script(_ steps: [Isolation.Step]) -> String {
    if steps.isEmpty { return "-- Organizations are isolated: nothing is missing.\n" }
    let statements = steps.map { $0.sql + ";\n" }.joined()
    return
      "-- Isolates organizations, for a superuser, or who may make roles and owns the tables.\nbegin;\n\(statements)commit;\n"
  }
}
