import Postgres
import TestSupport
import Testing

private struct Unwanted: Error {}

@Suite struct TransactionTests {
  @Test func commitsWhenTheBodyReturns() async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { session throws in
      let value = try session.transaction { session throws in
        try session.execute("insert into t values (1)")
        return "done"
      }
      #expect(value == "done")
      #expect(try NumberTable.rows(session) == [1])
    }
  }

  @Test func rollsBackWhenTheBodyThrows() async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { session throws in
      #expect(throws: Unwanted.self) {
        try session.transaction { session throws in
          try session.execute("insert into t values (1)")
          throw Unwanted()
        }
      }
      #expect(try NumberTable.rows(session) == [])
    }
  }

  @Test func swallowedErrorIsNoCommit() async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { session throws in
      let error = #expect(throws: PostgresError.self) {
        try session.transaction { session throws in
          try session.execute("insert into t values (1)")
          _ = try? session.execute("select 1/0")
        }
      }
      #expect(error?.sqlState == "25P02")
      #expect(try NumberTable.rows(session) == [])
    }
  }

  @Test func transactionInsideTransactionIsRefused() async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { session throws in
      let error = #expect(throws: PostgresError.self) {
        try session.transaction { session in try session.transaction { _ in } }
      }
      #expect(error?.sqlState == "25001")
      #expect(try NumberTable.rows(session) == [])
    }
  }

  @Test func savepointUndoesItsOwnWorkOnly() async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { session throws in
      try session.transaction { session throws in
        try session.execute("insert into t values (1)")
        #expect(throws: PostgresError.self) {
          try session.savepoint { session throws in
            try session.execute("insert into t values (2)")
            try session.savepoint { session in _ = try session.execute("insert into t values (3)") }
            _ = try session.execute("insert into t values (1)")
          }
        }
        #expect(throws: Unwanted.self) {
          try session.savepoint { session throws in
            try session.execute("insert into t values (4)")
            throw Unwanted()
          }
        }
        try session.savepoint { session in _ = try session.execute("insert into t values (5)") }
      }
      #expect(try NumberTable.rows(session) == [1, 5])
    }
  }

  @Test func transactionLeftOpenIsRolledBackAtTheEndOfTheRun() async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { try $0.script("begin; insert into t values (1)") }
    let count = try await connection.run { session throws in
      #expect(try session.execute("select 1").count == 1)
      return try NumberTable.rows(session).count
    }
    #expect(count == 0)
  }

  @Test(arguments: [
    (TransactionMode.readCommitted, "read committed", "off"), (.repeatableRead, "repeatable read", "off"),
    (.serializable, "serializable", "off"), (.readOnlySnapshot, "repeatable read", "on"),
  ])
  func modes(_ mode: TransactionMode, _ isolation: String, _ readOnly: String) async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { session throws in
      try session.transaction(mode) { session throws in
        let names = ["transaction_isolation", "transaction_read_only"]
        let values = try names.map { try session.execute("select current_setting($1)", [.text($0)]).text(0, 0) }
        #expect(values == [isolation, readOnly])
      }
    }
  }

  @Test func aCommitNeedNotWait() async throws {
    let connection = try await Connection.open(try await TestDatabase.empty())
    try await connection.run { session in
      try session.script("set synchronous_commit = local")
      func setting(_ session: borrowing Session) throws -> String? {
        try session.execute("show synchronous_commit").first?.text(0)
      }
      let inside = try session.transaction(.readCommittedWithoutWaiting) { try setting($0) }
      let waiting = try session.transaction { try setting($0) }
      #expect((inside, waiting) == ("off", "local"))
      #expect(try setting(session) == "local")
    }
    await connection.close()
  }

  @Test func statementsOfOneRunAreNotMixedWithAnothers() async throws {
    let connection = try await NumberTable.connection()
    await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          try await connection.run { session throws in
            try session.transaction { session throws in
              try session.execute("insert into t values ($1)", [.int(number)])
              if number % 2 == 0 { throw Unwanted() }
            }
          }
        }
      }
      while let result = await group.nextResult() {
        if case .failure(let error) = result { #expect(error is Unwanted) }
      }
    }
    let values = try await connection.run { try NumberTable.rows($0) }
    #expect(values == (0..<40).filter { $0 % 2 == 1 })
  }
}
