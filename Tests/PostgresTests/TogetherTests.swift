import Postgres
import Testing

@Suite struct TogetherTests {
  private struct Unwanted: Error {}

  @Test func theBodyGetsTheRowsOfEach() async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { session throws in
      // Three times: a text is prepared when it comes again, and then used.
      for round in 1...3 {
        let opening = [
          Statement(NumberTable.insert, [.int(round)]), Statement("select count(*), $1::text from t", [.text("é")]),
        ]
        let found = try session.transaction(opening: opening) { session, opened in
          opened.map { [$0.text(0, 0), $0.columnNames.count == 2 ? $0.text(0, 1) : nil] }
        }
        #expect(found == [["\(round)", nil], ["\(round)", "é"]])
      }
      #expect(try NumberTable.rows(session) == [1, 2, 3])
    }
  }

  @Test func aFailureIsThrownAndNothingBehindItIsRun() async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { session throws in
      for number in [1, 2] {
        let opening = [
          Statement(NumberTable.insert, [.int(number)]), Statement("select 1/0"),
          Statement(NumberTable.insert, [.int(9)]),
        ]
        let error = #expect(throws: PostgresError.self) {
          try session.transaction(opening: opening) { _, _ in Issue.record("the body was called") }
        }
        #expect(error?.sqlState == "22012")
      }
      #expect(try NumberTable.rows(session) == [])
      try session.transaction(opening: [Statement(NumberTable.insert, [.int(5)])]) { _, _ in }
      #expect(try NumberTable.rows(session) == [5])
    }
  }

  @Test func rollsBackWhenTheBodyThrows() async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { session throws in
      #expect(throws: Unwanted.self) {
        try session.transaction(opening: [Statement(NumberTable.insert, [.int(1)])]) { _, _ in throw Unwanted() }
      }
      #expect(try NumberTable.rows(session) == [])
    }
  }

  @Test func theModeIsTheTransactions() async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { session throws in
      let level = "select current_setting('transaction_isolation')"
      let inside = try session.transaction(.serializable, opening: [Statement(level)]) { _, opened in
        opened[0].text(0, 0)
      }
      #expect(inside == "serializable")
      #expect(try session.execute(level).text(0, 0) == "read committed")
    }
  }

  @Test func isNotNestedAndMayBeRehearsed() async throws {
    let connection = try await NumberTable.connection()
    try await connection.run { session throws in
      let error = #expect(throws: PostgresError.self) {
        try session.transaction { session in try session.transaction(opening: [Statement("select 1")]) { _, _ in } }
      }
      #expect(error?.sqlState == "25001")
    }
    try await connection.rehearse()
    try await connection.run { session throws in
      try session.transaction(opening: [Statement(NumberTable.insert, [.int(1)])]) { session, opened in
        #expect(opened[0].int(0, 0) == 1)
      }
      #expect(try NumberTable.rows(session) == [1])
    }
  }

  @Test func aTemporaryTableIsMadeAgainWhereItWentWithItsTransaction() async throws {
    let connection = try await NumberTable.connection()
    let make = "create temporary table if not exists s (a int) on commit delete rows"
    try await connection.run { session throws in
      for isCommitted in [false, false, true, true] {
        do {
          try session.transaction { session throws in
            try session.makeTemporaryTable(make)
            try session.execute("insert into s values (1)")
            if !isCommitted { throw Unwanted() }
          }
        } catch is Unwanted {}
      }
      try session.transaction { session throws in
        _ = try? session.savepoint { session throws in
          try session.execute("drop table s")
          throw Unwanted()
        }
        try session.makeTemporaryTable(make)
        #expect(try session.execute("select count(*) from s").int(0, 0) == 0)
      }
    }
  }
}
