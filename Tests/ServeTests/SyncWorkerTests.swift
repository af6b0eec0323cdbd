import Load
import Logging
import Postgres
import Serve
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite("Workers read the accounts that webhooks asked for")
struct SyncWorkerTests {
  /// What runs do here: they answer what they saw when they began, as real ones do.
  private struct Desk: Sendable {
    let database: String
    let served = Collected<String>()

    func worker(
      _ concurrency: Int = 4, refresh: (@Sendable (String) async -> Refreshed)? = nil
    ) -> SyncWorker {
      let database = database
      return SyncWorker(
        pool: ConnectionPool(limit: 1) { try await Connection.open(database) },
        listen: { try await Connection.open(database) }, concurrency: concurrency,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        refresh: refresh ?? { account in await read(account) })
    }

    func read(_ account: String, meanwhile: @Sendable () async -> Void = {}) async -> Refreshed {
      do {
        let connection = try await Connection.open(database)
        let seen = try await connection.run { try SyncRequests.unanswered($0, account: account) }
        served.add(account)
        await meanwhile()
        try await connection.run { try SyncRequests.close($0, account: account, seen: seen) }
        await connection.close()
        return .done
      } catch {
        return .failed
      }
    }

    func ask(_ accounts: [String], reason: String = "Contact.changed") async throws {
      let connection = try await Connection.open(database)
      try await connection.run { session in
        try session.transaction { session in
          let wishes = accounts.map { SyncRequests.Wish(account: $0, mergeAccount: nil, reason: reason) }
          _ = try SyncRequests.post(session, wishes)
        }
      }
      await connection.close()
    }

    func value(_ sql: String) async throws -> String? {
      let connection = try await Connection.open(database)
      let value = try await connection.run { try $0.execute(sql).text(0, 0) }
      await connection.close()
      return value
    }

    /// Waits until a statement gives a value; false after ten minutes, for the suite runs many tests at once.
    func becomes(_ sql: String, _ expected: String) async throws -> Bool {
      let deadline = ContinuousClock.now + .seconds(600)
      let connection = try await Connection.open(database)
      defer { Task { await connection.close() } }
      while ContinuousClock.now < deadline {
        if try await connection.run({ try $0.execute(sql).text(0, 0) }) == expected { return true }
        try await Task.sleep(for: .milliseconds(20))
      }
      return false
    }
  }

  /// A worker takes requests on a second connection once it listens on the first.
  private static let isListening = """
    select count(*) = 2 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    """
  private static let open = "select count(*) from contactsync.sync_request where request_count > 0"

  /// Runs the body while workers work; they are stopped in the end, gracefully.
  private static func with(
    accounts: Int = 3, _ workers: (Desk) -> [SyncWorker], _ body: (Desk) async throws -> Void
  ) async throws {
    let desk = Desk(database: try await TestDatabase.fresh())
    let connection = try await Connection.open(desk.database)
    try await connection.run { session in
      for number in 1...accounts {
        _ = try Accounts.add(session, id: "a\(number)", organization: "acme", tokenSealed: [1])
      }
    }
    await connection.close()
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: workers(desk).map { .init(service: $0) },
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    let running = Task { try await group.run() }
    do {
      try await body(desk)
    } catch {
      running.cancel()
      throw error
    }
    await group.triggerGracefulShutdown()
    try await running.value
    try await TestDatabase.discard(desk.database)
  }

  @Test("Two workers share the requests: each account is read once")
  func once() async throws {
    try await Self.with(accounts: 40) {
      [$0.worker(), $0.worker()]
    } _: { desk in
      for number in 1...40 { try await desk.ask(["a\(number)", "a\(number)"]) }
      #expect(try await desk.becomes(Self.open, "0"))
      #expect(Set(desk.served.all).count == 40 && desk.served.all.count == 40)
    }
  }

  @Test("Requests that are opened one after another are served one after another")
  func promptly() async throws {
    try await Self.with {
      [$0.worker()]
    } _: { desk in
      #expect(try await desk.becomes(Self.isListening, "t"))
      for account in ["a1", "a2", "a3"] {
        try await desk.ask([account])
        #expect(try await desk.becomes(Self.open, "0"))
        #expect(desk.served.all.last == account)
      }
    }
  }

  @Test("Ten thousand events for one account lead to two runs at most")
  func storm() async throws {
    try await Self.with {
      [$0.worker(), $0.worker()]
    } _: { desk in
      let start = ContinuousClock.now
      var pauses = 0
      var before = start
      for _ in 0..<100 {
        let now = ContinuousClock.now
        try await desk.ask(Array(repeating: "a1", count: 100))
        if before.duration(to: .now) >= .seconds(5) { pauses += 1 }
        before = now
      }
      // On a busy machine they come over minutes: then they are answered once a minute, and when none came for five seconds.
      let minutes = Int(start.duration(to: .now).components.seconds / 60)
      #expect(try await desk.becomes(Self.open, "0"))
      #expect((1...(2 + minutes + pauses)).contains(desk.served.all.count))
    }
  }

  @Test("A failing account is put off and holds nobody up; no more accounts than allowed are read at a time")
  func failing() async throws {
    let now = Mutex(0)
    let most = Mutex(0)
    try await Self.with(accounts: 12) { desk in
      [
        desk.worker(3) { account in
          let count = now.withLock { count in
            count += 1
            return count
          }
          most.withLock { $0 = max($0, count) }
          defer { now.withLock { $0 -= 1 } }
          if account == "a1" { return .failed }
          if account == "a2" { return .held }
          return await desk.read(account) { await Task.yield() }
        }
      ]
    } _: { desk in
      let asked = try #require(try await desk.value("select now()"))
      try await desk.ask((1...12).map { "a\($0)" })
      #expect(try await desk.becomes(Self.open, "2"))
      #expect(Set(desk.served.all) == Set((3...12).map { "a\($0)" }))
      #expect(most.withLock { $0 } <= 3)
      // Held against the time of asking: on a busy machine it may have been tried again by now.
      let off = """
        select count(*) from contactsync.sync_request
        where linked_account_id = 'a1' and attempts >= 1 and not_before > timestamptz '\(asked)' + interval '15 seconds'
        """
      #expect(try await desk.becomes(off, "1"))
    }
  }

  @Test("An account that rests is looked at again in an hour, each time; one that was linked at once")
  func resting() async throws {
    let asked = Collected<String>()
    try await Self.with { desk in
      [
        desk.worker { account in
          asked.add(account)
          return account == "a1" ? .resting : await desk.read(account)
        }
      ]
    } _: { desk in
      let off = """
        select count(*) from contactsync.sync_request
        where linked_account_id = 'a1' and not_before between now() + interval '50 minutes' and now() + interval '61 minutes'
          and attempts =
        """
      for attempt in 1...3 {
        try await desk.ask(["a1"])
        #expect(try await desk.becomes(off + " \(attempt)", "1"))
        #expect(asked.all.count == attempt)
        if attempt < 3 {
          _ = try await desk.value("update contactsync.sync_request set not_before = '-infinity' returning 1")
        }
      }
      try await desk.ask(["a1"], reason: SyncRequests.linked)
      #expect(try await desk.becomes(off + " 1", "1"))
      #expect(asked.all.count == 4)
    }
  }

  @Test("Being stopped lets a run end in its own way, and leaves its request to the next worker")
  func stopped() async throws {
    let desk = Desk(database: try await TestDatabase.fresh())
    let connection = try await Connection.open(desk.database)
    try await connection.run { _ = try Accounts.add($0, id: "a1", organization: "acme", tokenSealed: [1]) }
    let begun = AsyncStream<Void>.makeStream()
    let worker = desk.worker { _ in
      begun.continuation.yield()
      do { try await Task.sleep(for: .seconds(600)) } catch { return .stopped }
      return .done
    }
    let group = ServiceGroup(services: [worker], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await group.run() }
    try await desk.ask(["a1"])
    for await _ in begun.stream { break }
    let isTaken = "select not_before > now() from contactsync.sync_request"
    #expect(try await desk.value(isTaken) == "t")
    let start = ContinuousClock.now
    await group.triggerGracefulShutdown()
    try await running.value
    #expect(ContinuousClock.now - start < .seconds(500))
    #expect(try await desk.value(isTaken) == "f")
    #expect(try await desk.value(Self.open) == "1")
    await connection.close()
  }

  @Test("A worker whose connections are cut goes on with new ones")
  func cut() async throws {
    try await Self.with {
      [$0.worker()]
    } _: { desk in
      #expect(try await desk.becomes(Self.isListening, "t"))
      try await TestDatabase.administer(
        desk.database,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
      )
      try await desk.ask(["a1"])
      #expect(try await desk.becomes(Self.open, "0"))
      #expect(desk.served.all == ["a1"])
    }
  }
}
