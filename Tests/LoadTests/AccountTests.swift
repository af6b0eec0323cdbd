import Load
import Postgres
import TestSupport
import Testing

@Suite("Accounts")
struct AccountTests {
  @Test("adding: new, again, and in another organization")
  func adding() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      #expect(try Accounts.add(session, id: "a", organization: "o", tokenSealed: [1, 2]) == .added)
      #expect(try Accounts.add(session, id: "a", organization: "o", tokenSealed: [3], integration: "xero") == .updated)
      #expect(try Accounts.sealedToken(session, account: "a") == [3])
      #expect(throws: LoadError.accountElsewhere(account: "a", organization: "o")) {
        try Accounts.add(session, id: "a", organization: "p", tokenSealed: [9])
      }
      #expect(try Accounts.sealedToken(session, account: "a") == [3])
      #expect(try session.value("select count(*) from contactsync.organization") == "1")
      #expect(throws: LoadError.unknownAccount("b")) { try Accounts.sealedToken(session, account: "b") }
      try Accounts.setState(session, account: "a", .removed)
      #expect(try Accounts.add(session, id: "a", organization: "o") == .updated)
      #expect(try Accounts.list(session).map(\.state) == [.active])
    }
  }

  @Test("the list shows each account with its last run, the counts what is stored")
  func listing() async throws {
    try await World.with { session, world in
      _ = try Accounts.add(session, id: "acc-2", organization: "org-2", integration: "netsuite")
      try world.read(session, [[.init(id: "a"), .init(id: "b", deleted: true)]])
      try RunLog.finishAccount(
        session, run: world.run, account: World.account, .failed, errorCode: "relink_needed", errorText: "x",
        times: StageTimes(extract: 3), limits: RateLimitCounts(waits: 4, milliseconds: 1500, refusals: 2))
      try RunLog.finish(session, run: world.run, .partial)
      let list = try Accounts.list(session)
      #expect(list.map(\.account) == ["acc-1", "acc-2"])
      #expect(list[0].lastRun?.outcome == .failed && list[0].lastRun?.rowsRead == 2)
      #expect(list[1].lastRun == nil && list[1].integration == "netsuite")
      #expect(try Accounts.list(session, organization: "org-2").map(\.account) == ["acc-2"])
      let counts = try Accounts.counts(session, account: World.account)
      #expect(counts.contacts == 2 && counts.deleted == 1 && counts.matched == 0)
      let read = try #require(try RunLog.read(session, run: nil, account: World.account))
      #expect(read.times.extract == 3)
      #expect(read.limits == RateLimitCounts(waits: 4, milliseconds: 1500, refusals: 2))
    }
  }

  @Test("a run that lives stays open when another takes an account that it lost; after its end it is closed")
  func livingRun() async throws {
    let database = try await TestDatabase.fresh()
    let (living, lost, other) = (
      try await Connection.open(database), try await Connection.open(database), try await Connection.open(database)
    )
    let run = try await living.run { session in
      _ = try Accounts.add(session, id: "a", organization: "o")
      return try RunLog.start(session, pipeline: "one", version: "0")
    }
    try await lost.run { session in
      let lease = try #require(try AccountLease.acquire(session, account: "a"))
      try RunLog.startAccount(session, run: run, lease: lease)
      try lease.release(session)
    }
    await lost.close()
    func take() async throws -> String? {
      try await other.run { session in
        let next = try RunLog.start(session, pipeline: "two", version: "0")
        let lease = try #require(try AccountLease.acquire(session, account: "a"))
        try RunLog.startAccount(session, run: next, lease: lease)
        try lease.release(session)
        return try session.value("select coalesce(outcome, 'open') from contactsync.run where run_id = \(run)")
      }
    }
    #expect(try await take() == "open")
    #expect(try await other.run { try RunLog.read($0, run: run, account: "a")?.outcome } == .stopped)
    await living.close()
    while try await take() != "stopped" {}
  }

  @Test("what a later run left open is closed by one that began before it")
  func laterDeadRun() async throws {
    try await World.with { session, world in
      let earlier = try RunLog.start(session, pipeline: "p", version: "0")
      try world.startRun(session)
      let dead = world.run
      #expect(earlier < dead)
      try RunLog.startAccount(session, run: earlier, lease: world.lease)
      #expect(try RunLog.read(session, run: dead, account: World.account)?.outcome == .stopped)
      #expect(try RunLog.read(session, run: earlier, account: World.account)?.outcome == nil)
    }
  }

  @Test("a run left open by a dead process is closed as stopped when its account is taken again")
  func deadRun() async throws {
    try await World.with { session, world in
      let dead = world.run
      try world.startRun(session)
      let left = try RunLog.read(session, run: dead, account: World.account)
      #expect(left?.outcome == .stopped && left?.errorCode == "process_ended")
      #expect(try session.value("select outcome from contactsync.run where run_id = \(dead)") == "stopped")
      try RunLog.finishAccount(session, run: dead, account: World.account, .done)
      #expect(try RunLog.read(session, run: dead, account: World.account)?.outcome == .stopped)
      #expect(try RunLog.read(session, run: world.run, account: World.account)?.outcome == nil)
    }
  }
}
