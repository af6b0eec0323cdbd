import Extract
import Load
import Postgres

extension World {
  /// Begins a run, reads these contacts as one window, settles the whole account and ends the run.
  mutating func night(_ session: borrowing Session, _ contacts: [TestContact]) throws {
    try startRun(session)
    let read = try read(session, [contacts], score: Ruling.score)
    try settle(session, read.window, scope: .all)
    try finish(session)
  }

  func finish(_ session: borrowing Session) throws {
    try RunLog.finishAccount(session, run: run, account: World.account, .done)
    try RunLog.finish(session, run: run, .done)
  }

  /// Lets time pass: everything that was written becomes older by an interval, such as `interval '1 day'`.
  static func pass(_ session: borrowing Session, _ interval: String) throws {
    try session.script(
      """
      do $$
      declare
        aged record;
      begin
        for aged in
          select
            tables.relname as name,
            string_agg(
              format('%1$I = %1$I - %2$L::interval', columns.attname, (\(interval))::text), ', '
            ) as assignments
          from pg_class as tables
          join pg_attribute as columns on columns.attrelid = tables.oid
          where tables.relnamespace = 'contactsync'::regnamespace
            and tables.relkind = 'r'
            and tables.relname not in ('schema_migration', 'role_organization')
            and columns.atttypid = 'timestamptz'::regtype
            and not columns.attisdropped
          group by tables.relname
        loop
          execute format('update contactsync.%I set %s', aged.name, aged.assignments);
        end loop;
      end
      $$
      """)
  }

  /// Moves everything that was written so that today is 2025-03-10, at noon UTC.
  static func pin(_ session: borrowing Session) throws {
    try pass(session, "now() - timestamptz '2025-03-10T12:00:00Z'")
  }
}

extension Session {
  /// The rows of a statement, values separated by a blank, `-` for null.
  borrowing func lines(_ sql: String) throws -> [String] {
    let rows = try execute(sql)
    let columns = rows.columnNames.indices
    return rows.map { row in columns.map { row.text($0) ?? "-" }.joined(separator: " ") }
  }
}
