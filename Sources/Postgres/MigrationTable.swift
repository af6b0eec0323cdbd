/// The rows of `contactsync.schema_migration`: which versions were applied, with their checksums.
struct MigrationTable {
  let checksums: [Int: String]

  /// Key of the advisory lock that a migrator holds ("contacts" in ASCII).
  static let lock: Int64 = 0x636f_6e74_6163_7473

  /// Held until the end of a transaction that reads a snapshot, and of one that no such snapshot may outlast.
  static let lockAsReader = "lock table contactsync.schema_migration in access share mode"
  static let lockAgainstReaders = "lock table contactsync.schema_migration in access exclusive mode"

  func checksum(of version: Int) -> String? { checksums[version] }

  var newest: Int? { checksums.keys.max() }

  /// nil when the table does not exist.
  static func read(_ session: borrowing Session) throws(PostgresError) -> MigrationTable? {
    let found = try session.execute("select to_regclass('contactsync.schema_migration') is not null")
    guard found.bool(0, 0) == true else { return nil }
    let rows = try session.execute("select version, checksum from contactsync.schema_migration")
    return MigrationTable(
      checksums: Dictionary(uniqueKeysWithValues: rows.map { (Int($0.int(0) ?? 0), $0.text(1) ?? "") }))
  }

  static func create(_ session: borrowing Session) throws(PostgresError) {
    try session.script(
      """
      create schema if not exists contactsync;
      create table if not exists contactsync.schema_migration (
        version integer primary key,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null default now()
      )
      """)
  }

  static func record(_ session: borrowing Session, _ script: Script) throws(PostgresError) {
    try session.execute(
      """
      insert into contactsync.schema_migration (version, name, checksum) values ($1, $2, $3)
      on conflict (version) do update set name = excluded.name, checksum = excluded.checksum, applied_at = now()
      """, [.int(script.version), .text(script.name), .text(script.checksum)])
  }

  /// Drops every view of the schema `reporting` in one statement, so that their order does not matter. Rights on the
  /// schema and default privileges stay.
  static func dropViews(_ session: borrowing Session) throws(PostgresError) {
    try session.script("create schema if not exists reporting")
    let views = try session.execute(
      """
      select string_agg(format('reporting.%I', relname), ', ')
      from pg_class where relnamespace = 'reporting'::regnamespace and relkind = 'v'
      """)
    guard let names = views.text(0, 0) else { return }
    try session.script("drop view \(names)")
  }
}
