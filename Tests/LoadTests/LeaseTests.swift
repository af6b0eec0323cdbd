import ContactModel
import Load
import Postgres
import TestSupport
import Testing

@Suite("Leases")
struct LeaseTests {
  @Test("one living holder at a time; a dead one's lease is free at once")
  func exclusive() async throws {
    let database = try await TestDatabase.fresh()
    let (one, two) = (try await Connection.open(database), try await Connection.open(database))
    let first = try await one.run { session in
      _ = try Accounts.add(session, id: "a", organization: "o")
      return try AccountLease.acquire(session, account: "a")
    }
    #expect(first?.organization == "o")
    #expect(try await two.run { try AccountLease.acquire($0, account: "a") } == nil)
    await one.close()
    var second: AccountLease?
    while second == nil { second = try await two.run { try AccountLease.acquire($0, account: "a") } }
    #expect(second?.epoch == first.map { $0.epoch + 1 })
    await #expect(throws: LoadError.unknownAccount("b")) {
      try await two.run { try AccountLease.acquire($0, account: "b") }
    }
  }

  @Test("a holder past its lease is ended and fenced: it writes nothing")
  func fencing() async throws {
    let database = try await TestDatabase.fresh()
    let (one, two) = (try await Connection.open(database), try await Connection.open(database))
    let paused = try await one.run { session in
      _ = try Accounts.add(session, id: "a", organization: "o")
      return try AccountLease.acquire(session, account: "a", seconds: -1)
    }
    let taker = try await two.run { try AccountLease.acquire($0, account: "a") }
    #expect(taker != nil)
    let old = try #require(paused)
    await #expect(throws: PostgresError.self, "its session is over") { try await one.run { try old.hold($0) } }
    let three = try await Connection.open(database)
    await #expect(throws: LoadError.leaseLost(account: "a")) {
      try await three.run { session in
        let window = try ReadWindow.open(
          session, lease: try #require(taker), since: .beginning, overlap: 0, pipeline: "p")
        _ = try PageStore.store(
          session, TestContact.page([.init(id: "c")]), next: nil, respondedAt: World.now, window: window, lease: old,
          run: 1)
      }
    }
    #expect(try await three.run { try $0.value("select count(*) from contactsync.contact") } == "0")
  }

  @Test("who takes the lease just now, or gives it back, is not ended, whatever is left of the holder before")
  func taking() async throws {
    let database = try await TestDatabase.fresh()
    let (one, two) = (try await Connection.open(database), try await Connection.open(database))
    let lock = "select pg_advisory_lock(hashtextextended('contactsync account a', 0))"
    try await one.run { session in
      _ = try Accounts.add(session, id: "a", organization: "o")
      try session.script(lock)
    }
    #expect(try await two.run { try AccountLease.acquire($0, account: "a") } == nil, "no lease yet")
    try await one.run { session in
      try session.script("select pg_advisory_unlock_all()")
      _ = try AccountLease.acquire(session, account: "a", seconds: -1)
    }
    let dead = await one.serverProcess
    await one.close()
    let three = try await Connection.open(database)
    try await three.run { try $0.script(lock) }
    let living = await three.serverProcess
    #expect(living != dead)
    #expect(try await two.run { try AccountLease.acquire($0, account: "a") } == nil, "the lease is the dead one's")
    #expect(try await three.run { try $0.value("select 1") } == "1")
  }

  @Test("who holds the account without a lease and does nothing for as long as a lease lasts is ended")
  func idle() async throws {
    let database = try await TestDatabase.fresh()
    let (one, two) = (try await Connection.open(database), try await Connection.open(database))
    try await one.run { session in
      _ = try Accounts.add(session, id: "a", organization: "o")
      try session.script("select pg_advisory_lock(hashtextextended('contactsync account a', 0))")
    }
    #expect(try await two.run { try AccountLease.acquire($0, account: "a", seconds: -1) } != nil)
    await #expect(throws: PostgresError.self) { try await one.run { try $0.script("select 1") } }
  }

  @Test("a released lease is free, also for the same session")
  func release() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      _ = try Accounts.add(session, id: "a", organization: "o")
      let first = try #require(try AccountLease.acquire(session, account: "a"))
      try first.release(session)
      #expect(
        try session.value("select count(*) from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'") == "0"
      )
      let second = try #require(try AccountLease.acquire(session, account: "a"))
      #expect(throws: LoadError.leaseLost(account: "a")) { try first.hold(session) }
      try second.hold(session)
    }
  }
}
