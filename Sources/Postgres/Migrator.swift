/// Brings a database to the schema that this program was built for: migrations forward only, then the reporting views.
///
/// What was applied stands in `contactsync.schema_migration`; its row of version 0 belongs to the set of views. Any number
/// of migrators may run at once: one works, the others wait and find nothing to do.
package struct Migrator: Sendable {
  private let migrations: [Script]
  private let views: [Script]

  /// - Parameters:
  ///   - migrations: in rising order of version, from 1.
  ///   - reporting: one view each, a view after those that it reads.
  package init(
    migrations: [(version: Int, name: String, sql: String)], reporting: [(name: String, sql: String)]
  ) {
    self.migrations = migrations.map { Script(version: $0.version, name: $0.name, sql: $0.sql) }
    views = reporting.map { Script(version: 0, name: $0.name, sql: $0.sql) }
  }

  /// How a database stands to this program.
  package enum Status: Sendable, Equatable {
    /// Nothing was ever applied.
    case empty
    /// These versions are missing, or the views are of another build (then the list may be empty).
    case older(missing: [Int])
    case upToDate
    /// A later release has been here; this one still works on it.
    case newer(version: Int)
  }

  /// Reads only. Throws ``MigrationError/changed(version:name:)`` when an applied migration is not what it was.
  package func status(_ session: borrowing Session) throws -> Status {
    let applied = try MigrationTable.read(session)
    guard let applied else { return .empty }
    try check(applied)
    if let newest = applied.newest, newest > (migrations.last?.version ?? 0) { return .newer(version: newest) }
    let missing = migrations.filter { applied.checksum(of: $0.version) == nil }.map(\.version)
    return missing.isEmpty && applied.checksum(of: 0) == viewsChecksum ? .upToDate : .older(missing: missing)
  }

  /// Applies what is missing, each migration in its own transaction, and makes the views anew when one of them changed.
  ///
  /// Returns the names of what was applied, in order (`0002_add_x`, `reporting`). On a newer database it does nothing.
  /// When one fails, ``MigrationError`` says which and what had been applied before.
  @discardableResult
  package func migrate(_ session: borrowing Session) throws -> [String] {
    try alone(session) { try migrateLocked($0) }
  }

  /// Runs a body that puts tables in the place of others, in one transaction: without our views, which are made anew after it, and
  /// without any ``TransactionMode/storedSnapshot`` beside it.
  ///
  /// - Parameter patience: how long a lock that others hold is waited for.
  /// - Throws: ``MigrationError/otherRelease`` where the schema is older or newer than this program; PostgresError, 55P03 where
  ///   others held a lock for too long. Nothing is changed then.
  package func replaceTables<R>(
    _ session: borrowing Session, patience: Duration, _ body: (borrowing Session) throws -> R
  ) throws -> R {
    let (seconds, attoseconds) = patience.components
    let milliseconds = max(seconds * 1000 + attoseconds / 1_000_000_000_000_000, 1)
    return try alone(session) { session in
      guard try status(session) == .upToDate else { throw MigrationError.otherRelease }
      return try session.transaction { session in
        try session.script("set local lock_timeout = \(milliseconds)")
        try session.script(MigrationTable.lockAgainstReaders)
        try MigrationTable.dropViews(session)
        let value = try body(session)
        try makeViews(session, applied: [])
        return value
      }
    }
  }

  /// One migrator works at a time.
  private func alone<R>(_ session: borrowing Session, _ body: (borrowing Session) throws -> R) throws -> R {
    try session.execute("select pg_advisory_lock($1)", [.int(MigrationTable.lock)])
    let result = Result { try body(session) }
    if case .failure(let error as PostgresError) = result, error.isConnectionLost { throw error }
    try session.execute("select pg_advisory_unlock($1)", [.int(MigrationTable.lock)])
    return try result.get()
  }

  private func migrateLocked(_ session: borrowing Session) throws -> [String] {
    var done: [String] = []
    let applied = try MigrationTable.read(session) ?? MigrationTable(checksums: [:])
    try check(applied)
    if let newest = applied.newest, newest > (migrations.last?.version ?? 0) { return [] }
    for migration in migrations where applied.checksum(of: migration.version) == nil {
      do {
        try session.transaction { session throws in
          try session.script(migration.sql)
          try MigrationTable.create(session)
          try MigrationTable.record(session, migration)
        }
      } catch let error as PostgresError {
        throw MigrationError.failed(migration: migration.fullName, error, applied: done)
      }
      done.append(migration.fullName)
    }
    if applied.checksum(of: 0) != viewsChecksum, !views.isEmpty {
      try replaceViews(session, applied: done)
      done.append("reporting")
    }
    return done
  }

  /// In one transaction, so that readers see the old views or the new ones. Views of others that read ours stop it: they
  /// are not dropped in silence.
  private func replaceViews(_ session: borrowing Session, applied: [String]) throws {
    do {
      try session.transaction { session throws in
        try MigrationTable.dropViews(session)
        try makeViews(session, applied: applied)
        try MigrationTable.record(session, Script(version: 0, name: "reporting", checksum: viewsChecksum))
      }
    } catch let error as PostgresError {
      throw MigrationError.failed(migration: "reporting", error, applied: applied)
    }
  }

  private func makeViews(_ session: borrowing Session, applied: [String]) throws(MigrationError) {
    for view in views {
      do throws(PostgresError) { try session.script(view.sql) } catch {
        throw MigrationError.failed(migration: "reporting/\(view.name)", error, applied: applied)
      }
    }
  }

  private func check(_ applied: MigrationTable) throws(MigrationError) {
    for migration in migrations {
      guard let checksum = applied.checksum(of: migration.version) else { continue }
      if checksum != migration.checksum {
        throw MigrationError.changed(version: migration.version, name: migration.name)
      }
    }
  }

  private var viewsChecksum: String {
    views.isEmpty
      ? Script.checksum(of: "") : Script.checksum(of: views.map { $0.name + "\n" + $0.sql }.joined(separator: "\n"))
  }
}
