import Glibc
import LocalPostgres
import Postgres
import TestSupport
import Testing

@Suite struct ConnectionTests {
  @Test func settingsAreOurs() async throws {
    let connection = try await Connection.open(TestDatabase.empty(), applicationName: "probe")
    let values = try await connection.run { session throws in
      try ["timezone", "client_encoding", "application_name", "statement_timeout"].map {
        try session.execute("select current_setting($1)", [.text($0)]).text(0, 0)
      }
    }
    #expect(values == ["UTC", "UTF8", "probe", "0"])
  }

  @Test func rowsReadByType() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session throws in
      let rows = try session.execute(
        """
        select 1 as a, 'x"\\,{}'::text, true, 1.5::float8, '\\x00ff7a'::bytea, array['a', null, '', 'q"\\,', 'NULL'],
          '{}'::text[], array[-1, 9223372036854775807], null
        """)
      #expect(rows.count == 1)
      #expect(rows.affected == 1)
      #expect(rows.columnNames.first == "a")
      #expect(rows.int(0, 0) == 1)
      #expect(rows[0, 1] == "x\"\\,{}")
      #expect(rows.bool(0, 2) == true)
      #expect(rows.double(0, 3) == 1.5)
      #expect(rows.bytes(0, 4) == [0, 255, 0x7a])
      #expect(rows.textArray(0, 5) == ["a", nil, "", "q\"\\,", "NULL"])
      #expect(rows.textArray(0, 6) == [])
      #expect(rows.intArray(0, 7) == [-1, .max])
      #expect(rows[0, 8] == nil)
      #expect(rows.int(0, 8) == nil && rows.bytes(0, 8) == nil && rows.textArray(0, 8) == nil)
      #expect(rows.map { $0.int(0) } == [1])
      #expect(try session.execute("select 1 where false").isEmpty)
    }
  }

  @Test func affectedCountsWrittenRows() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session throws in
      try session.script("create table t (a int)")
      #expect(try session.execute("insert into t select generate_series(1, 7)").affected == 7)
      #expect(try session.execute("update t set a = 0 where a > 4").affected == 3)
      #expect(try session.execute("create table u (a int)").affected == 0)
    }
  }

  /// Texts are prepared at the second use: the third and fourth run the prepared statement.
  @Test func repeatedStatementsArePreparedOnce() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session throws in
      for value in 1...4 { #expect(try session.execute("select $1::bigint", [.int(value)]).int(0, 0) == Int64(value)) }
      #expect(try session.execute("select count(*) from pg_prepared_statements").int(0, 0) == 1)
    }
  }

  @Test func whatIsPlannedAnewIsNotPrepared() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session throws in
      for value in 1...4 {
        #expect(try session.executePlannedAnew("select $1::bigint", [.int(value)]).int(0, 0) == Int64(value))
      }
      #expect(try session.execute("select count(*) from pg_prepared_statements").int(0, 0) == 0)
    }
  }

  @Test func preparedStatementSurvivesChangeOfItsTable() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session throws in
      try session.script("create table t (a int); insert into t values (1)")
      for _ in 0..<3 { #expect(try session.execute("select * from t").columnNames == ["a"]) }
      try session.script("alter table t add b int")
      #expect(try session.execute("select * from t").columnNames == ["a", "b"])
      try session.script("deallocate all")
      for _ in 0..<3 { #expect(try session.execute("select * from t").columnNames == ["a", "b"]) }
    }
  }

  /// Each waits at the server until all eight are at work: with fewer threads than connections this would never end.
  ///
  /// All hold a lock together; each gives its part back and then wants it alone, which it gets when all have done so.
  @Test(.timeLimit(.minutes(5))) func waitingConnectionsLeaveOthersAlone() async throws {
    let url = try await TestDatabase.empty()
    var connections: [Connection] = []
    for _ in 0..<8 {
      let connection = try await Connection.open(url)
      try await connection.run { session in _ = try session.execute("select pg_advisory_lock_shared(1)") }
      connections.append(connection)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for connection in connections {
        group.addTask {
          try await connection.run { session in
            try session.execute("select pg_advisory_unlock_shared(1)")
            try session.execute("select pg_advisory_lock(1)")
            try session.execute("select pg_advisory_unlock(1)")
          }
        }
      }
      try await group.waitForAll()
    }
    for connection in connections { await connection.close() }
  }

  @Test func closedConnectionSaysSo() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    await connection.close()
    let error = await #expect(throws: PostgresError.self) { try await connection.run { try $0.script("select 1") } }
    #expect(error?.isConnectionLost == true)
    #expect(await connection.isUsable == false)
  }

  @Test func terminatedConnectionIsLost() async throws {
    let url = try await TestDatabase.empty()
    let (victim, other) = (try await Connection.open(url), try await Connection.open(url))
    let process = await victim.serverProcess.map { Int64($0) }
    try await other.run { session in _ = try session.execute("select pg_terminate_backend($1, 5000)", [.int(process)]) }
    let error = await #expect(throws: PostgresError.self) {
      try await victim.run { session in try session.transaction { try $0.script("select 1") } }
    }
    #expect(["57P01", "08006"].contains(error?.sqlState))
    #expect(error?.isConnectionLost == true)
    #expect(error?.remedy == .retry)
    #expect(await victim.isUsable == false)
    let again = await #expect(throws: PostgresError.self) { try await victim.run { try $0.script("select 1") } }
    #expect(again?.isConnectionLost == true)
  }

  @Test func killedServerIsLostInTheMiddleOfACopy() async throws {
    let home = TestFolder.path("killed-copy")
    defer { TestFolder.remove(home) }
    let server = LocalPostgres(home: home, durable: false)
    let connection = try await Connection.open(server.start())
    guard case .running(let process) = server.status else { throw PostgresError(sqlState: "", message: "not running") }
    let backend = try #require(await connection.serverProcess)
    let error = await #expect(throws: PostgresError.self) {
      try await connection.run { session throws in
        try session.script("create table t (a text)")
        try session.transaction { session throws in
          try session.copyIn("copy t from stdin (format binary)") { encoder in
            for row in 0..<200_000 {
              if row == 100_000 { for process in [process, backend] { kill(process, SIGKILL) } }
              try encoder.beginRow(columns: 1)
              encoder.text("some text that fills the buffers of the socket")
            }
          }
        }
      }
    }
    #expect(error?.isConnectionLost == true)
    #expect(error?.remedy == .retry)
    let away = await #expect(throws: PostgresError.self) { try await Connection.open(server.url) }
    #expect(away?.remedy == .retry)
  }
}
