import ContactModel
import FoundationEssentials
import Load
import LocalPostgres
import MergeAPI
import Pipeline
import Postgres
import SQLFiles
import Secrets
import Serve

/// Builds the real things that commands work with, from the environment.
struct Composition: Sendable {
  let settings: Settings

  init(settings: Settings = Settings()) { self.settings = settings }

  var localPostgres: LocalPostgres { LocalPostgres(home: settings.home) }

  static let migrator = Migrator(migrations: SQLFiles.migrations, reporting: SQLFiles.reporting)

  /// The connection text of the database; the private server is started, and brought to this program's schema, on demand.
  func databaseURL() async throws -> String {
    if let configured = try settings.configuredDatabase() { return configured }
    let url: String
    do { url = try localPostgres.start() } catch { throw Failure(.failed, "\(error)") }
    let connection = try await open(url)
    do {
      try await connection.run { session throws in
        try Isolation.complete(session)
        if try Self.migrator.status(session) != .upToDate { _ = try Self.migrate(session) }
      }
    } catch {
      throw Failure(.failed, "\(error)")
    }
    await connection.close()
    return url
  }

  /// Brings the schema up to date, as its owner where organizations are isolated; the names of what was applied.
  static func migrate(_ session: borrowing Session) throws -> [String] {
    let isIsolated = try SessionRole.owner.take(session)
    let applied = try migrator.migrate(session)
    if isIsolated { try Isolation.follow(session) }
    return applied
  }

  /// Cuts the large tables into so many partitions, as their owner where organizations are isolated; the names of those that were not.
  static func cut(_ session: borrowing Session, into count: Int) throws -> [String] {
    let isIsolated = try SessionRole.owner.take(session)
    return try Partitions.cut(session, into: count, migrator: migrator, isIsolated: isIsolated)
  }

  /// A connection to a database whose schema this program can work with: its own, or that of a later release. Views of
  /// another build are no hindrance: they are for readers, and the release that made them may be the later one.
  func database() async throws -> Connection {
    let connection = try await openForWork(try await databaseURL())
    switch try await connection.run({ try Self.migrator.status($0) }) {
    case .upToDate, .newer, .older(missing: []): return connection
    case .empty:
      throw Failure(
        .temporary, "the database has no contactsync schema yet: run `contactsync db migrate`, then try again")
    case .older:
      throw Failure(
        .temporary, "the database's schema is older than this program: run `contactsync db migrate`, then try again")
    }
  }

  /// A connection as its login, whatever the schema.
  func open(_ url: String) async throws -> Connection { try await Self.explained { try await Connection.open(url) } }

  /// A connection in the role that all work is done in, whatever the schema.
  func openForWork(_ url: String) async throws -> Connection {
    try await Self.explained { try await Self.connect(url) }
  }

  /// A connection in a role, by default the one that all work is done in, or as its login where organizations are not
  /// isolated.
  static func connect(_ url: String, as role: SessionRole = .pipeline) async throws -> Connection {
    let connection = try await Connection.open(url)
    try await connection.run { _ = try role.take($0) }
    return connection
  }

  private static func explained(_ open: () async throws -> Connection) async throws -> Connection {
    do {
      return try await open()
    } catch let error as PostgresError {
      let code: Failure.Code = error.remedy == .retry ? .temporary : .failed
      throw Failure(code, "cannot connect to PostgreSQL: \(error); check DATABASE_URL or the PG* variables")
    }
  }

  /// Seals and opens account tokens.
  func vault() throws -> TokenVault { TokenVault(try keys("CONTACTSYNC_TOKEN_KEYS")) }

  /// The keys by which erased contacts are known.
  func erasureKeys() throws -> ErasureKeys { ErasureKeys(try keys("CONTACTSYNC_ERASURE_KEYS").keys) }

  /// The keys that sign the links and sessions of reviewers.
  func reviewKeys() throws -> KeyRing { try keys("CONTACTSYNC_REVIEW_KEYS") }

  /// The secret of the platform's backend; nil: unset, and `/api` is switched off.
  func serviceToken() throws -> ServiceToken? {
    guard let text = try settings.value("CONTACTSYNC_SERVICE_TOKEN") else { return nil }
    guard let token = ServiceToken(text) else {
      throw Failure(.usage, "CONTACTSYNC_SERVICE_TOKEN must have at least 16 characters")
    }
    return token
  }

  /// Keys of the environment; those of the private database are made in its home where none are set.
  private func keys(_ name: String) throws -> KeyRing {
    do {
      let home = try settings.configuredDatabase() == nil ? settings.home : nil
      return try KeyRing.load(environment: { settings.environment[$0] }, home: home, name: name)
    } catch let error as SecretsError {
      throw Failure(.failed, "\(error)")
    }
  }

  /// The tools of a pipeline's run: without Merge, its key and the keys of tokens where it reads an export.
  func withTools<R>(
    for file: PipelineFile, progress: @escaping @Sendable (RunProgress) -> Void, _ body: (RunTools) async throws -> R
  ) async throws -> R {
    guard file.contacts != nil else { return try await withTools(file: file, progress: progress, body) }
    return try await body(offlineTools(progress: progress))
  }

  /// The tools of work that calls no Merge.
  func offlineTools(progress: @escaping @Sendable (RunProgress) -> Void) async throws -> RunTools {
    let url = try await databaseURL()
    return try RunTools(
      connect: { try await Self.connect(url) }, surroundings: .live,
      logger: settings.logger(), version: Contactsync.version,
      erasureKeys: { try self.erasureKeys() },
      environment: { [settings] in try settings.value($0) }, progress: progress)
  }

  /// The tools of a run, for as long as the body takes.
  ///
  /// - Parameters:
  ///   - connection: to Merge, of accounts that name none; nil: the environment's.
  ///   - file: the pipeline whose `connections:` others may name.
  func withTools<R>(
    connection: MergeConnection? = nil, file: PipelineFile? = nil,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }, _ body: (RunTools) async throws -> R
  ) async throws -> R {
    let url = try await databaseURL()
    let vault = try vault()
    let surroundings = Surroundings.live
    let merge = try MergeAccess(
      settings: settings, brake: SharedBrake { try await Self.connect(url) }, connection: connection,
      named: file?.connections ?? [], file: file?.path ?? "",
      surroundings: surroundings)
    let tools = try RunTools(
      connect: { try await Self.connect(url) }, clients: merge.clients, surroundings: surroundings,
      openToken: { account, sealed in SecretText(try vault.open(sealed, account: account)) }, now: surroundings.now,
      logger: settings.logger(), version: Contactsync.version,
      erasureKeys: { try self.erasureKeys() },
      environment: { [settings] in try settings.value($0) }, progress: progress)
    do {
      let result = try await body(tools)
      await merge.shutdown()
      return result
    } catch {
      await merge.shutdown()
      throw error
    }
  }
}
