import ContactModel
import Extract
import Load
import Postgres
import Testing

@Suite("Windows that end before the present")
struct IntervalTests {
  static let t0 = WindowTests.instant("2026-02-01T00:00:00Z")
  static let t1 = WindowTests.instant("2026-02-02T00:00:00Z")
  static let t2 = WindowTests.instant("2026-02-03T00:00:00Z")

  private static func open(
    _ session: borrowing Session, _ world: World, since: ReadWindow.Since, until: Timestamp?
  ) throws -> ReadWindow {
    try ReadWindow.open(session, lease: world.lease, since: since, until: until, overlap: 900, pipeline: "test")
  }

  /// Reads a window whole and settles it; the watermark afterwards.
  private static func settle(
    _ session: borrowing Session, _ world: World, since: ReadWindow.Since, until: Timestamp?
  ) throws -> Timestamp? {
    let window = try PageStore.store(
      session, TestContact.page([.init(id: "a")]), next: nil, respondedAt: World.now,
      window: try open(session, world, since: since, until: until), lease: world.lease, run: world.run
    ).window
    return try world.settle(session, window).watermark
  }

  @Test("the upper bound is the interval's end, or the first response where that is earlier")
  func upperBound() async throws {
    try await World.with { session, world in
      let future = World.now.advanced(bySeconds: 3600)
      for (until, upper) in [(Self.t1, Self.t1), (future, World.now), (nil, World.now)] as [(Timestamp?, Timestamp)] {
        let stored = try PageStore.store(
          session, TestContact.page([.init(id: "a")]), next: "c1", respondedAt: World.now,
          window: try Self.open(session, world, since: .beginning, until: until), lease: world.lease, run: world.run)
        #expect(stored.window.upperBound == upper && stored.window.modifiedBefore == until)
        let resumed = try Self.open(session, world, since: .beginning, until: until)
        #expect(resumed == stored.window, "the same wish goes on where it ended, with the same end")
        try session.execute("delete from contactsync.window_checkpoint")
      }
    }
  }

  @Test("an open window with another end is given up")
  func otherEnd() async throws {
    try await World.with { session, world in
      _ = try PageStore.store(
        session, TestContact.page([.init(id: "a")]), next: "c1", respondedAt: World.now,
        window: try Self.open(session, world, since: .beginning, until: Self.t1), lease: world.lease, run: world.run)
      for until in [nil, Self.t2] {
        let window = try Self.open(session, world, since: .beginning, until: until)
        #expect(window.id == nil && window.cursor == nil && window.modifiedBefore == until)
      }
    }
  }

  @Test("intervals that follow one another leave no gap; a missed one keeps the watermark where it was")
  func chain() async throws {
    try await World.with { session, world in
      #expect(try Self.settle(session, world, since: .beginning, until: Self.t0) == Self.t0)
      let next = try Self.open(session, world, since: .instant(Self.t0), until: Self.t1)
      #expect(next.lowerBound == Self.t0.advanced(bySeconds: -900), "it overlaps the last one")
      #expect(try Self.settle(session, world, since: .instant(Self.t0), until: Self.t1) == Self.t1)
      let missed = Self.t1.advanced(bySeconds: 60)
      #expect(try Self.open(session, world, since: .instant(missed), until: Self.t2).lowerBound == missed)
      #expect(try Self.settle(session, world, since: .instant(missed), until: Self.t2) == Self.t1)
      #expect(try Self.settle(session, world, since: .watermark, until: Self.t2) == Self.t2)
      let earlier = Self.t0.advanced(bySeconds: -86_400)
      #expect(try Self.open(session, world, since: .instant(earlier), until: Self.t0).lowerBound == earlier)
      #expect(
        try Self.settle(session, world, since: .instant(earlier), until: Self.t0) == Self.t2,
        "an interval of the past never moves it back")
      #expect(try Self.open(session, world, since: .watermark, until: Self.t1).isEmpty)
      #expect(try !Self.open(session, world, since: .watermark, until: nil).isEmpty)
    }
  }
}
