extension Session {
  /// A transaction of a rehearsal: a savepoint in the one that is never committed.
  ///
  /// What a commit would do besides happens here too: temporary tables are left empty, since all of them are made with
  /// `on commit delete rows`.
  borrowing func rehearsed<R>(_ body: (borrowing Session) throws -> R) throws -> R {
    guard !wire.isInRehearsedTransaction else { throw PostgresError.nestedTransaction }
    wire.isInRehearsedTransaction = true
    defer { wire.isInRehearsedTransaction = false }
    return try savepoint { session in
      let value = try body(session)
      try session.emptyTemporaryTables()
      return value
    }
  }

  private borrowing func emptyTemporaryTables() throws(PostgresError) {
    let names = try execute(
      """
      select string_agg(oid::regclass::text, ', ') from pg_class
      where relnamespace = pg_my_temp_schema() and relkind = 'r'
      """)
    if let names = names.first?.text(0) { try wire.simple("truncate \(names)") }
  }
}
