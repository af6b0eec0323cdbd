import ArgumentParser
import Load
import LocalPostgres
import Postgres

struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "The database: the configured one, or a private PostgreSQL of contactsync's own.",
    subcommands: [Start.self, Stop.self, Status.self, Migrate.self, PruneCommand.self, RolesCommand.self, URL.self])

  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "start",
      abstract: "Starts the private PostgreSQL and brings its schema up to date.",
      discussion: "Example: contactsync db start")

    func run() async throws {
      let composition = Composition()
      guard try composition.settings.configuredDatabase() == nil else {
        throw Failure(
          .usage, "a database is configured in the environment; only the private one is started and stopped here")
      }
      print("running: \(try await composition.databaseURL())")
    }
  }

  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stop",
      abstract: "Stops the private PostgreSQL.", discussion: "Example: contactsync db stop")

    func run() async throws {
      do {
        print(try Composition().localPostgres.stop() ? "stopped" : "was not running")
      } catch {
        throw Failure(.failed, "\(error)")
      }
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status",
      abstract: "Says which database is meant and how its schema stands.", discussion: "Example: contactsync db status")

    func run() async throws {
      let composition = Composition()
      if try composition.settings.configuredDatabase() == nil {
        switch composition.localPostgres.status {
        case .absent: return print("private PostgreSQL in \(composition.settings.home): not made yet")
        case .stopped: return print("private PostgreSQL in \(composition.settings.home): stopped")
        case .running(let process):
          print("private PostgreSQL in \(composition.settings.home): running (process \(process))")
        }
      } else {
        print("configured in the environment")
      }
      let url = try composition.settings.configuredDatabase() ?? composition.localPostgres.url
      let connection = try await composition.openForWork(url)
      switch try await connection.run({ try Composition.migrator.status($0) }) {
      case .upToDate: print("schema: up to date")
      case .empty: print("schema: none yet; run `contactsync db migrate`")
      case .older(missing: []):
        print("schema: up to date; the views are of another release: `contactsync db migrate` makes them anew")
      case .older: print("schema: older than this program; run `contactsync db migrate`")
      case .newer(let version): print("schema: \(version), of a later release; this one works on it")
      }
      for table in try await connection.run({ try Partitions.read($0) }) where table.count > 0 {
        print("partitions of \(table.table): \(table.count)")
      }
    }
  }

  struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "migrate",
      abstract: "Brings the schema up to date.",
      discussion: """
        With --partitions the large tables that hang on an account (\(Partitions.tables.joined(separator: ", "))) are cut into so \
        many partitions by the hash of the account, whatever they were before; all rows are kept. Everything else waits meanwhile. \
        Without it they stay as they are. docs/database.md says when it pays.

        Example: contactsync db migrate --partitions 16
        """)

    @Option(help: "Cut the large tables into so many partitions, 1 to 1024.") var partitions: Int?

    func run() async throws {
      if let partitions, !Partitions.possible.contains(partitions) {
        throw Failure(.usage, "\(PartitionError.count(partitions))")
      }
      let composition = Composition()
      let connection = try await composition.open(try await composition.databaseURL())
      do {
        let applied = try await connection.run { try Composition.migrate($0) }
        print(applied.isEmpty ? "up to date" : "applied: \(applied.joined(separator: ", "))")
        guard let partitions else { return }
        let cut = try await connection.run { try Composition.cut($0, into: partitions) }
        let tables = cut.isEmpty ? "already" : "each of \(cut.joined(separator: ", "))"
        print("partitions: \(partitions) \(tables)")
      } catch let error as MigrationError {
        throw Failure(.failed, "\(error)")
      } catch let error as PartitionError {
        throw Failure(error == .busy ? .temporary : .failed, "\(error)")
      }
    }
  }

  struct URL: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "url", abstract: "Prints the database's connection text, for psql and others.",
      discussion: "Example: psql \"$(contactsync db url)\"")

    func run() async throws { print(try await Composition().databaseURL()) }
  }
}
