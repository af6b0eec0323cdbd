import Postgres
import TestSupport
import Testing

private struct Unwanted: Error {}

@Suite("A rehearsal on a connection")
struct RehearsalTests {
  /// Two connections to one database with a table `t (a)`: one to rehearse on, one that watches.
  private func pair() async throws -> (rehearsing: Connection, watching: Connection) {
    let url = try await TestDatabase.empty()
    let watching = try await Connection.open(url)
    try await watching.run { try $0.script("create table t (a int primary key); insert into t values (1)") }
    let rehearsing = try await Connection.open(url)
    try await rehearsing.rehearse()
    return (rehearsing, watching)
  }

  private static func rows(_ connection: Connection) async throws -> [Int64] {
    try await connection.run { try $0.execute("select a from t order by a").compactMap { $0.int(0) } }
  }

  @Test("It sees what it did across runs and transactions, nobody else does, and nothing is left")
  func keepsNothing() async throws {
    let (rehearsing, watching) = try await pair()
    try await rehearsing.run { session in
      try session.execute("insert into t values (2)")
      try session.transaction(.serializable) { session in
        try session.savepoint { session in _ = try session.execute("insert into t values (3)") }
      }
    }
    try await rehearsing.runUninterrupted { try $0.script("insert into t values (4); delete from t where a = 1") }
    #expect(try await Self.rows(rehearsing) == [2, 3, 4])
    #expect(try await Self.rows(watching) == [1])
    await rehearsing.close()
    #expect(try await Self.rows(watching) == [1])
  }

  @Test("What fails takes back its own work, and the rehearsal goes on")
  func failures() async throws {
    let (rehearsing, _) = try await pair()
    try await rehearsing.run { _ = try $0.execute("insert into t values (2)") }
    await #expect(throws: Unwanted.self) {
      try await rehearsing.run { session in
        try session.execute("insert into t values (3)")
        throw Unwanted()
      }
    }
    let twice = await #expect(throws: PostgresError.self) {
      try await rehearsing.run { session in
        try session.transaction { session in _ = try session.execute("insert into t values (4)") }
        try session.transaction { session in _ = try session.execute("insert into t values (2)") }
      }
    }
    #expect(twice?.sqlState == "23505")
    try await rehearsing.run { session in
      let swallowed = #expect(throws: PostgresError.self) {
        try session.transaction { session in
          try session.execute("insert into t values (5)")
          _ = try? session.execute("select 1/0")
        }
      }
      #expect(swallowed?.sqlState == "25P02")
      let nested = #expect(throws: PostgresError.self) {
        try session.transaction { session in
          try session.execute("insert into t values (6)")
          try session.transaction { _ in }
        }
      }
      #expect(nested?.sqlState == "25001")
      _ = try session.execute("insert into t values (7)")
    }
    #expect(try await Self.rows(rehearsing) == [1, 2, 7])
  }

  @Test("Temporary tables are emptied where a commit would empty them")
  func temporaryTables() async throws {
    let (rehearsing, _) = try await pair()
    for _ in 0..<2 {
      try await rehearsing.run { session in
        try session.transaction { session in
          try session.execute("create temporary table if not exists stage (a int) on commit delete rows")
          try session.copyIn("copy stage (a) from stdin (format binary)") { copy in
            try copy.beginRow(columns: 1)
            copy.int4(9)
          }
          #expect(try session.execute("select count(*) from stage").int(0, 0) == 1)
        }
        #expect(try session.execute("select count(*) from stage").int(0, 0) == 0)
      }
    }
  }

  @Test("A cancelled run ends, and what follows uninterrupted is still rehearsed")
  func cancelled() async throws {
    let (rehearsing, watching) = try await pair()
    let pid = await rehearsing.serverProcess ?? 0
    let task = Task {
      try await rehearsing.run { session in
        try session.transaction { session in
          try session.execute("insert into t values (2)")
          _ = try session.execute("select pg_sleep(60)")
        }
      }
    }
    let asleep = "select count(*) from pg_stat_activity where pid = $1::int and query like '%pg_sleep(60)%'"
    while try await watching.run({ try $0.execute(asleep, [.int(Int64(pid))]).int(0, 0) }) == 0 {}
    task.cancel()
    let error = await #expect(throws: PostgresError.self) { try await task.value }
    #expect(error?.isCancelled == true)
    try await rehearsing.runUninterrupted { _ = try $0.execute("insert into t values (3)") }
    #expect(try await Self.rows(rehearsing) == [1, 3])
    await rehearsing.close()
    #expect(try await Self.rows(watching) == [1])
  }
}
