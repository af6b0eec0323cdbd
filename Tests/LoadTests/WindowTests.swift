import ContactModel
import Extract
import Load
import Postgres
import Testing

@Suite("Windows")
struct WindowTests {
  static func instant(_ text: String) -> Timestamp { Timestamp(rfc3339: text)! }

  @Test("an interrupted window is gone on with: same bounds, next cursor")
  func resume() async throws {
    try await World.with { session, world in
      let first = try PageStore.store(
        session, TestContact.page([.init(id: "a")]), next: "c1", respondedAt: World.now,
        window: try world.openWindow(session), lease: world.lease, run: world.run)
      try world.startRun(session)
      let resumed = try world.openWindow(session)
      #expect(resumed == first.window)
      #expect(resumed.cursor == "c1" && resumed.upperBound == World.now && resumed.pages == 1)
      let last = try PageStore.store(
        session, TestContact.page([.init(id: "b")]), next: nil, respondedAt: World.now.advanced(bySeconds: 60),
        window: resumed, lease: world.lease, run: world.run)
      #expect(last.window.upperBound == World.now && last.window.phase == .readComplete)
      #expect(try world.openWindow(session) == last.window, "only settling is left")
      let outcomes =
        "select string_agg(coalesce(outcome, '-') || rows_read, ' ' order by run_id) from contactsync.run_account"
      #expect(try session.value(outcomes) == "stopped1 -1")
    }
  }

  @Test(
    "which wish an open window covers",
    arguments: [
      (nil, "beginning", true), (nil, "2026-01-05T00:00:00Z", true), ("2026-01-05T00:00:00Z", "beginning", false),
      ("2026-01-05T00:00:00Z", "2026-01-04T00:00:00Z", false), ("2026-01-05T00:00:00Z", "2026-01-05T00:00:00Z", true),
      ("2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z", true),
    ] as [(String?, String, Bool)])
  func covering(stored: String?, wanted: String, covered: Bool) async throws {
    @Sendable func since(_ text: String?) -> ReadWindow.Since {
      text.flatMap { Timestamp(rfc3339: $0) }.map { .instant($0) } ?? .beginning
    }
    try await World.with { session, world in
      let open = try PageStore.store(
        session, TestContact.page([.init(id: "a")]), next: "c1", respondedAt: World.now,
        window: try world.openWindow(session, since: since(stored)), lease: world.lease, run: world.run)
      let window = try world.openWindow(session, since: since(wanted))
      #expect((window.id == open.window.id) == covered)
      #expect((window.cursor == "c1") == covered)
    }
  }

  @Test("a refused cursor keeps the lower bound and takes a new upper one; the old window's pages are void")
  func restart() async throws {
    try await World.with { session, world in
      let lower = Self.instant("2026-01-05T00:00:00Z")
      let old = try PageStore.store(
        session, TestContact.page([.init(id: "a")]), next: "c1", respondedAt: World.now,
        window: try world.openWindow(session, since: .instant(lower)), lease: world.lease, run: world.run)
      let later = World.now.advanced(bySeconds: 3600)
      let new = try PageStore.store(
        session, TestContact.page([.init(id: "a")]), next: "c2", respondedAt: later, window: old.window.restarted,
        lease: world.lease, run: world.run)
      #expect(new.window.lowerBound == lower && new.window.upperBound == later && new.window.id != old.window.id)
      #expect(new.counts == PageCounts(read: 1, unchanged: 1), "another window: not repeated")
      #expect(throws: LoadError.windowLost(account: World.account)) {
        try PageStore.store(
          session, TestContact.page([.init(id: "b")]), next: nil, respondedAt: later, window: old.window,
          lease: world.lease, run: world.run)
      }
    }
  }

  @Test("the watermark moves when the window is settled, and only where it leaves no gap")
  func watermark() async throws {
    try await World.with { session, world in
      func settle(_ session: borrowing Session, _ window: ReadWindow?) throws -> Timestamp? {
        try SettleStore.settle(
          session, lease: world.lease,
          graph: try GraphReader.read(
            session, account: World.account, organization: World.organization, scope: .unsettled),
          decisions: [], facts: .init(run: world.run, matcherVersion: "m", partyRevision: 0, window: window),
          evidence: { _, _ in [] }
        ).watermark
      }
      let t1 = World.now
      let part = try world.read(session, [[.init(id: "a")]], since: .instant(Self.instant("2026-02-01T00:00:00Z")))
      #expect(try settle(session, part.window) == nil, "what lies before was never read")
      let whole = try world.read(session, [[.init(id: "a")]], at: t1)
      #expect(whole.window.lowerBound == nil, "no watermark: from the beginning")
      #expect(try settle(session, whole.window) == t1)
      let next = try world.openWindow(session)
      #expect(next.lowerBound == t1.advanced(bySeconds: -900))
      let gap = try world.read(
        session, [[]], since: .instant(t1.advanced(bySeconds: 60)), at: t1.advanced(bySeconds: 7200))
      #expect(try settle(session, gap.window) == t1)
      let unread = try PageStore.store(
        session, TestContact.page([]), next: "more", respondedAt: t1.advanced(bySeconds: 86400),
        window: try world.openWindow(session), lease: world.lease, run: world.run)
      #expect(try settle(session, unread.window) == t1, "not read whole")
      #expect(try world.openWindow(session) == unread.window)
    }
  }
}
