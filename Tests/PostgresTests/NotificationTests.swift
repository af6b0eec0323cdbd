import Postgres
import TestSupport
import Testing

@Suite struct NotificationTests {
  @Test func toldOfWhatWasCommittedOnly() async throws {
    let url = try await TestDatabase.empty()
    let (listener, speaker) = (try await Connection.open(url), try await Connection.open(url))
    try await listener.run { session throws in
      try session.execute("listen news")
      #expect(try session.notification(within: .zero) == nil)
      #expect(try session.notification(within: .milliseconds(1)) == nil)
    }
    struct Regret: Error {}
    await #expect(throws: Regret.self) {
      try await speaker.run { session in
        try session.transaction { session in
          try session.execute("notify news")
          throw Regret()
        }
      }
    }
    try await speaker.run { session throws in
      try session.execute("notify other")
      try session.execute("notify news, '1'")
      try session.execute("notify news, '2'")
    }
    try await listener.run { session throws in
      #expect(try session.notification(within: .seconds(500)) == "news")
      #expect(try session.notification(within: .seconds(500)) == "news")
      #expect(try session.notification(within: .milliseconds(1)) == nil)
      #expect(try session.execute("select 1").int(0, 0) == 1)
    }
  }

  @Test func wakesAtOnce() async throws {
    let url = try await TestDatabase.empty()
    let (listener, speaker) = (try await Connection.open(url), try await Connection.open(url))
    try await listener.run { try $0.script("listen news") }
    let start = ContinuousClock.now
    let waiting = Task { try await listener.run { try $0.notification(within: .seconds(600)) } }
    try await speaker.run { try $0.script("select pg_sleep(0.3); notify news") }
    #expect(try await waiting.value == "news")
    #expect(ContinuousClock.now - start < .seconds(500))
  }

  @Test func cancellingEndsTheWait() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    let start = ContinuousClock.now
    let waiting = Task { try await connection.run { try $0.notification(within: .seconds(600)) } }
    waiting.cancel()
    let error = await #expect(throws: PostgresError.self) { try await waiting.value }
    #expect(error?.isCancelled == true && ContinuousClock.now - start < .seconds(60))
    #expect(try await connection.run { try $0.execute("select 1").int(0, 0) } == 1)
  }

  @Test func aLostConnectionEndsTheWait() async throws {
    let url = try await TestDatabase.empty()
    let connection = try await Connection.open(url)
    let process = try #require(await connection.serverProcess)
    let waiting = Task { try await connection.run { try $0.notification(within: .seconds(600)) } }
    try await TestDatabase.administer(url, "select pg_terminate_backend(\(process))")
    let error = await #expect(throws: PostgresError.self) { try await waiting.value }
    #expect(error?.isConnectionLost == true)
    #expect(await !connection.isUsable)
  }
}
