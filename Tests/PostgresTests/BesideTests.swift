import Postgres
import TestSupport
import Testing

@Suite struct BesideTests {
  @Test func readsThereAndWritesHere() async throws {
    let (here, there) = (try await TestDatabase.empty(), try await TestDatabase.empty())
    let connection = try await Connection.open(here)
    let sum = try await connection.run { session in
      try session.script("create table t (a int)")
      return try session.beside(there) { other in
        try other.script("create table source as select generate_series(1, 100) as a")
        try session.transaction { session in
          for row in try other.execute("select a from source") {
            try session.execute("insert into t values ($1)", [.int(row.int(0))])
          }
        }
        #expect(try session.execute("select to_regclass('source')").text(0, 0) == nil)
        return try session.execute("select sum(a) from t").int(0, 0)
      }
    }
    #expect(sum == 5050)
    // The server ends the second connection's process a moment after it was closed.
    try await connection.run { session throws in
      while try session.execute(
        "select count(*) from pg_stat_activity where datname = $1", [.text(databaseName(there))]
      )
      .int(0, 0) != 0 {}
    }
  }

  private func databaseName(_ url: String) -> String {
    String(url.split(separator: "/").last?.prefix { $0 != "?" } ?? "")
  }

  @Test func anAbsentServerLeavesTheFirstConnectionAlone() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session in
      let error = #expect(throws: PostgresError.self) {
        try session.beside("postgresql:///x?host=/nowhere") { _ in }
      }
      #expect(error?.remedy == .retry)
      let one = try session.execute("select 1").int(0, 0)
      #expect(one == 1)
    }
  }

  @Test func cancellingStopsTheStatementOfTheSecond() async throws {
    let url = try await TestDatabase.empty()
    let (connection, watcher) = (try await Connection.open(url), try await Connection.open(url))
    let task = Task {
      try await connection.run { session throws in
        try session.beside(url) { other throws in _ = try other.execute("select pg_sleep(60)") }
      }
    }
    let start = ContinuousClock.now
    try await watcher.run { session throws in
      while try session.execute(
        "select 1 from pg_stat_activity where datname = current_database() and state = 'active' "
          + "and query like 'select pg_sleep%'"
      ).isEmpty {}
    }
    task.cancel()
    let error = await #expect(throws: PostgresError.self) { try await task.value }
    #expect(error?.isCancelled == true)
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(try await connection.run { try $0.execute("select 1").int(0, 0) } == 1)
  }
}
