import Postgres
import TestSupport
import Testing

@Suite struct CancellationTests {
  /// Cancels a task once its statement is seen at work by another connection.
  private func cancelWhenActive(_ task: Task<Void, any Error>, process: Int32?, watcher: Connection) async throws {
    try await watcher.run { session throws in
      while try session.execute(
        "select 1 from pg_stat_activity where pid = $1 and state = 'active' and query like 'select pg_sleep%'",
        [.int(process.map { Int($0) })]
      ).isEmpty {}
    }
    task.cancel()
  }

  @Test func cancelledTaskStopsItsStatementAndTheConnectionLivesOn() async throws {
    let url = try await TestDatabase.empty()
    let (connection, watcher) = (try await Connection.open(url), try await Connection.open(url))
    let process = await connection.serverProcess
    let start = ContinuousClock.now
    let task = Task {
      try await connection.run { session throws in
        try session.transaction { session throws in
          try session.script("create table t (a int)")
          try session.execute("select pg_sleep(60)")
        }
      }
    }
    try await cancelWhenActive(task, process: process, watcher: watcher)
    let error = await #expect(throws: PostgresError.self) { try await task.value }
    #expect(error?.isCancelled == true)
    #expect(error?.isConnectionLost == false)
    #expect(ContinuousClock.now - start < .seconds(30))
    let left = try await connection.run { try $0.execute("select to_regclass('t')").text(0, 0) }
    #expect(left == nil)
  }

  @Test func cancelledTaskRunsNothingMore() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await connection.run { session in try session.script("create table t (a int)") }
    }
    let error = await #expect(throws: PostgresError.self) { try await task.value }
    #expect(error == PostgresError(sqlState: "57014", message: "cancelled"))
    let last = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await connection.runUninterrupted { try $0.execute("select to_regclass('t') is null").bool(0, 0) }
    }
    #expect(try await last.value == true)
  }

  /// The request of one run must never reach the statements of the next, whenever it comes.
  @Test func lateRequestsHitNobodyElse() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    for round in 0..<200 {
      let task = Task {
        try await connection.run { session throws in
          for _ in 0..<5 { try session.execute("select 1") }
        }
      }
      if round % 2 == 0 { await Task.yield() }
      task.cancel()
      let value = try await connection.run { try $0.execute("select $1::int", [.int(round)]).int(0, 0) }
      #expect(value == Int64(round))
      _ = await task.result
    }
  }

  @Test func cancelledCopyIsDropped() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { try $0.script("create table t (a bigint)") }
    let task = Task {
      try await connection.run { session throws in
        try session.copyIn("copy t from stdin (format binary)") { encoder in
          var value: Int64 = 0
          while true {
            try encoder.beginRow(columns: 1)
            encoder.int8(value)
            value += 1
            if value == 100_000 { withUnsafeCurrentTask { $0?.cancel() } }
          }
        }
      }
    }
    let error = await #expect(throws: PostgresError.self) { try await task.value }
    #expect(error?.isCancelled == true)
    let count = try await connection.run { try $0.execute("select count(*) from t").int(0, 0) }
    #expect(count == 0)
  }
}
