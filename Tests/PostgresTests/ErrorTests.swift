import LocalPostgres
import Postgres
import TestSupport
import Testing

/// What a statement's error tells, and what it must not tell.
struct ErrorCase: Sendable, CustomTestStringConvertible {
  let sql: String
  let sqlState: String
  let remedy: PostgresError.Remedy
  var message = ""
  var constraint: String?
  var testDescription: String { sqlState + " " + sql.prefix(40) }
}

@Suite struct ErrorTests {
  /// The value in each statement that no error text may hold.
  static let secret = "Mallory-4711"

  static let cases: [ErrorCase] = [
    ErrorCase(
      sql: "insert into t values (1, '\(secret)'), (1, 'b')", sqlState: "23505", remedy: .stopAccount,
      message: "duplicate key value violates unique constraint \"t_pkey\"", constraint: "t_pkey"),
    ErrorCase(
      sql: "insert into t values (2, null)", sqlState: "23502", remedy: .stopAccount,
      message: "null value in column \"name\" of relation \"t\" violates not-null constraint"),
    ErrorCase(
      sql: "insert into t values (-1, '\(secret)')", sqlState: "23514", remedy: .stopAccount,
      message: "new row for relation \"t\" violates check constraint \"t_id_check\"", constraint: "t_id_check"),
    ErrorCase(
      sql: "select '\(secret)'::int", sqlState: "22P02", remedy: .stopAccount,
      message: "a value is not of its column's type"),
    ErrorCase(
      sql: "select '\(secret)'::timestamptz", sqlState: "22007", remedy: .stopAccount,
      message: "a date or time is not well-formed"),
    ErrorCase(
      sql: "select '{\"\(secret)'::jsonb", sqlState: "22P02", remedy: .stopAccount,
      message: "a value is not of its column's type"),
    ErrorCase(
      sql: "select ('\(secret)' || repeat('x', 9))::varchar(3) from t where cast(1/0 as text) = 'x'", sqlState: "22012",
      remedy: .stopAccount, message: "division by zero"),
    ErrorCase(
      sql: "set timezone to '\(secret)'", sqlState: "22023", remedy: .stopRun,
      message: "a parameter or setting has a value that is not allowed"),
    ErrorCase(
      sql: "do $$ begin raise exception '\(secret)'; end $$", sqlState: "P0001", remedy: .stopRun,
      message: "the statement failed"),
    ErrorCase(
      sql: "do $$ begin raise exception using errcode = '40001', message = 'try again'; end $$", sqlState: "40001",
      remedy: .retry, message: "try again"),
    ErrorCase(
      sql: "do $$ begin raise exception using errcode = '53100', message = 'disk full'; end $$", sqlState: "53100",
      remedy: .retry, message: "disk full"),
    ErrorCase(
      sql: "select * from absent", sqlState: "42P01", remedy: .stopRun, message: "relation \"absent\" does not exist"),
    ErrorCase(sql: "selec 1", sqlState: "42601", remedy: .stopRun, message: "syntax error at or near \"selec\""),
    ErrorCase(
      sql: "copy t from stdin", sqlState: "0A000", remedy: .stopRun,
      message: "COPY runs through copyIn and copyOut only"),
    ErrorCase(
      sql: "copy (select 1 from generate_series(1, 100000)) to stdout", sqlState: "0A000", remedy: .stopRun,
      message: "COPY runs through copyIn and copyOut only"),
  ]

  @Test(arguments: cases) func errorNamesWhatFailedWithoutData(_ example: ErrorCase) async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session throws in
      try session.script("create table t (id int primary key check (id > 0), name text not null)")
      let error = #expect(throws: PostgresError.self) { try session.execute(example.sql) }
      #expect(error?.sqlState == example.sqlState)
      #expect(error?.message == example.message)
      #expect(error?.constraint == example.constraint)
      #expect(error?.remedy == example.remedy)
      #expect(error?.isConnectionLost == false)
      #expect(error.map { "\($0)".contains(Self.secret) } == false)
      #expect(try session.execute("select 1").int(0, 0) == 1, "the connection can be used on")
    }
  }

  @Test(arguments: [
    "postgresql://user:hunter2@host:port:x/db", "host=localhost password=hunter2 =", "password='hunter2",
    "postgresql://user:hun@ter2hunter2@localhost.invalid/db", "postgresql://u:hunter2@localhost:1/db",
    "host=/nonexistent password=hunter2",
  ])
  func connectingNeverRepeatsTheConnectionString(_ conninfo: String) async {
    let error = await #expect(throws: PostgresError.self) { try await Connection.open(conninfo) }
    #expect(error.map { "\($0)".contains("ter2") } == false)
  }

  @Test func connectingTellsAwayFromRefused() async throws {
    let away = await #expect(throws: PostgresError.self) {
      try await Connection.open("host=127.0.0.1 port=1 dbname=x")
    }
    #expect(away?.sqlState == "08001")
    #expect(away?.remedy == .retry)
    let url = try TestDatabase.server().url(database: "no_such_database")
    let refused = await #expect(throws: PostgresError.self) { try await Connection.open(url) }
    #expect(refused?.sqlState == "08004")
    #expect(refused?.remedy == .stopRun)
    #expect(refused?.message == "PostgreSQL refused: database \"no_such_database\" does not exist")
  }

  @Test func malformedConnectionStringStopsTheRun() async {
    let error = await #expect(throws: PostgresError.self) { try await Connection.open("host=localhost =") }
    #expect(error?.sqlState == "22023")
    #expect(error?.remedy == .stopRun)
  }
}
