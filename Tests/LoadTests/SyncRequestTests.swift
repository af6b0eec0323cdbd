import Load
import Postgres
import TestSupport
import Testing

@Suite("Requests to read accounts soon")
struct SyncRequestTests {
  /// A database with the active accounts `a`, `b` and `c`.
  private static func with(_ body: @escaping @Sendable (borrowing Session, Connection) throws -> Void) async throws {
    let database = try await TestDatabase.fresh()
    let (connection, other) = (try await Connection.open(database), try await Connection.open(database))
    try await connection.run { session in
      for id in ["a", "b", "c"] {
        _ = try Accounts.add(session, id: id, organization: "acme", tokenSealed: [1])
      }
      try body(session, other)
    }
    await connection.close()
    await other.close()
  }

  private static func ask(_ session: borrowing Session, _ accounts: String..., reason: String = "Contact.changed")
    throws
  {
    let wishes = accounts.map { SyncRequests.Wish(account: $0, mergeAccount: nil, reason: reason) }
    #expect(try SyncRequests.post(session, wishes) == [])
  }

  private static func take(_ session: borrowing Session, most: Int = 10) throws -> [String] {
    try SyncRequests.take(session, most: most, seconds: 1000).accounts.sorted()
  }

  /// Puts the clock forward for all requests.
  private static func pass(_ session: borrowing Session, seconds: Int) throws {
    try session.script(
      """
      update contactsync.sync_request set
        first_requested_at = first_requested_at - interval '\(seconds) seconds',
        last_requested_at = last_requested_at - interval '\(seconds) seconds',
        served_at = served_at - interval '\(seconds) seconds', not_before = not_before - interval '\(seconds) seconds'
      """)
  }

  @Test("An account has one open request; a worker takes it, and no other one gets it meanwhile")
  func once() async throws {
    try await Self.with { session, _ throws in
      try Self.ask(session, "a", "a", "b")
      try Self.ask(session, "a")
      #expect(try SyncRequests.unanswered(session, account: "a") == 3)
      #expect(try Self.take(session) == ["a", "b"])
      #expect(try Self.take(session) == [])
      try SyncRequests.close(session, account: "a", seen: 3)
      try SyncRequests.release(session, account: "b")
      #expect(try Self.take(session) == ["b"])
      #expect(try SyncRequests.unanswered(session, account: "a") == 0)
    }
  }

  @Test("What a worker took and left is taken by another when its time is over")
  func abandoned() async throws {
    try await Self.with { session, _ throws in
      try Self.ask(session, "a")
      let turn = try SyncRequests.take(session, most: 10, seconds: 100)
      #expect(turn.accounts == ["a"] && turn.nextDue == nil)
      #expect(try SyncRequests.take(session, most: 10, seconds: 100).nextDue ?? 0 > 90_000)
      try Self.pass(session, seconds: 101)
      #expect(try Self.take(session) == ["a"])
    }
  }

  @Test("What comes while a run reads stays open, and is due when it has been quiet, or a minute after the run")
  func meanwhile() async throws {
    try await Self.with { session, _ throws in
      try Self.ask(session, "a")
      #expect(try Self.take(session) == ["a"])
      let seen = try SyncRequests.unanswered(session, account: "a")
      try Self.ask(session, "a", "a")
      try SyncRequests.close(session, account: "a", seen: seen)
      #expect(try SyncRequests.unanswered(session, account: "a") == 2)
      #expect(try Self.take(session) == [], "it may go on")
      try Self.pass(session, seconds: 1)
      #expect(try Self.take(session) == ["a"])
      try SyncRequests.close(session, account: "a", seen: 2)

      let storm = Array(repeating: SyncRequests.Wish(account: "a", mergeAccount: nil, reason: "r"), count: 60)
      _ = try SyncRequests.post(session, storm)
      try Self.pass(session, seconds: 3)
      #expect(try Self.take(session) == [], "a storm may pause")
      for _ in 0..<19 {
        try Self.pass(session, seconds: 3)
        try Self.ask(session, "a")
      }
      #expect(try Self.take(session) == ["a"], "a storm without an end is answered once a minute")
    }
  }

  @Test("Once a minute has passed without a word, the next is due at once; the row of an answer goes")
  func afterwards() async throws {
    try await Self.with { session, _ throws in
      try Self.ask(session, "a")
      try SyncRequests.close(session, account: "a", seen: 1)
      try SyncRequests.prune(session)
      #expect(try session.value("select count(*) from contactsync.sync_request") == "1")
      try Self.pass(session, seconds: 61)
      try Self.ask(session, "a")
      #expect(try Self.take(session) == ["a"])
      try SyncRequests.prune(session)
      #expect(try session.value("select count(*) from contactsync.sync_request") == "1", "open")
      try SyncRequests.close(session, account: "a", seen: 1)
      try Self.pass(session, seconds: 61)
      try SyncRequests.prune(session)
      #expect(try session.value("select count(*) from contactsync.sync_request") == "0")
    }
  }

  @Test(
    "A failing account is put off, twice as long each time up to a limit, and blocks no other; a new linking ends that")
  func failing() async throws {
    try await Self.with { session, _ throws in
      try Self.ask(session, "a", "b")
      var waits: [Int64] = []
      for _ in 0..<8 {
        try SyncRequests.postpone(session, account: "a", seconds: 30, most: 600)
        waits.append(
          try #require(
            try session.execute(
              """
              select round(extract(epoch from not_before - clock_timestamp()))::bigint
              from contactsync.sync_request where linked_account_id = 'a'
              """
            ).int(0, 0)))
      }
      #expect(waits == [30, 60, 120, 240, 480, 600, 600, 600])
      #expect(try Self.take(session) == ["b"])
      try Self.ask(session, "a", reason: "Issue.new")
      #expect(try Self.take(session) == [])
      try Self.ask(session, "a", reason: "LinkedAccount.linked")
      #expect(try Self.take(session) == ["a"])
    }
  }

  @Test("Paused accounts, and those without a token, are asked for and not read; removed ones are not asked for")
  func states() async throws {
    try await Self.with { session, _ throws in
      _ = try Accounts.add(session, id: "d", organization: "acme")
      try Accounts.setState(session, account: "b", .paused)
      try Accounts.setState(session, account: "c", .removed)
      let wishes = ["a", "b", "c", "d"].map { SyncRequests.Wish(account: $0, mergeAccount: nil, reason: "r") }
      #expect(try SyncRequests.post(session, wishes) == [2])
      #expect(try Self.take(session) == ["a"])
      try Accounts.setState(session, account: "b", .active)
      #expect(try Self.take(session) == ["b"])
    }
  }

  @Test("The oldest is taken first, and no more than are wanted")
  func order() async throws {
    try await Self.with { session, _ throws in
      try Self.ask(session, "c")
      try Self.ask(session, "a", "b")
      try session.script(
        "update contactsync.sync_request set served_at = '2026-01-01', last_requested_at = '2026-01-02' where "
          + "linked_account_id = 'b'")
      #expect(try SyncRequests.take(session, most: 0, seconds: 9).accounts == [])
      #expect(try Self.take(session, most: 2).count == 2)
      #expect(try Self.take(session, most: 2).count == 1)
    }
  }

  @Test("Counts add up by day, event and outcome")
  func counts() async throws {
    try await Self.with { session, _ throws in
      let kind = WebhookCounts.Kind(event: "Contact.changed", outcome: "accepted")
      try WebhookCounts.add(session, [:])
      try WebhookCounts.add(session, [kind: 2, .init(event: "test", outcome: "ignored"): 1])
      try WebhookCounts.add(session, [kind: 3])
      let rows = try session.execute(
        "select event || ' ' || outcome || ' ' || webhook_count from contactsync.webhook_count order by 1")
      #expect(rows.map { $0.text(0) } == ["Contact.changed accepted 5", "test ignored 1"])
    }
  }
}
