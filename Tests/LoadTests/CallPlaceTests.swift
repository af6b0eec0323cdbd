import Load
import Postgres
import TestSupport
import Testing

/// Windows are a thousand seconds here, and calls ten thousand: the machine may be slow.
@Suite("Places for calls that may fail")
struct CallPlaceTests {
  /// A database with three places, and connections of two processes.
  private static func with(_ body: (Connection, Connection) async throws -> Void) async throws {
    let database = try await TestDatabase.fresh()
    let (one, two) = (try await Connection.open(database), try await Connection.open(database))
    try await one.run { try CallPlaces.make($0, count: 3) }
    try await two.run { try CallPlaces.make($0, count: 3) }
    try await body(one, two)
    await one.close()
    await two.close()
  }

  private static func take(_ connection: Connection) async throws -> CallPlaces.Taken? {
    try await connection.run { try CallPlaces.take($0, count: 3, atMost: 10_000_000) }
  }

  private static func giveBack(_ taken: CallPlaces.Taken, failed: Bool, _ connection: Connection) async throws {
    try await connection.run { try CallPlaces.giveBack($0, taken, failed: failed, window: 1_000_000) }
  }

  private static func wait(_ connection: Connection) async throws -> Int64 {
    try await connection.run { try CallPlaces.wait($0, count: 3, window: 1_000_000) }
  }

  /// Puts the clock forward for all calls.
  private static func pass(seconds: Int, _ connection: Connection) async throws {
    try await connection.run { session in
      try session.script(
        "update contactsync.call_failure set counts_until = counts_until - interval '\(seconds) seconds'")
    }
  }

  @Test("as many calls as there are places, of all processes together; a good call frees its own")
  func shared() async throws {
    try await Self.with { one, two in
      let first = try #require(try await Self.take(one))
      let others = [try await Self.take(two), try await Self.take(two)].compactMap { $0 }
      #expect(Set([first.place] + others.map(\.place)) == [1, 2, 3])
      #expect(try await Self.take(one) == nil)
      #expect(try await Self.wait(one) == 250)
      try await Self.giveBack(first, failed: false, one)
      let next = try #require(try await Self.take(two))
      #expect(next.place == first.place && next.call == first.call + 1)
      try await Self.giveBack(first, failed: false, one)
      #expect(try await Self.take(one) == nil, "a place belongs to its last call")
    }
  }

  @Test("a failure keeps its place until its window is over")
  func failures() async throws {
    try await Self.with { one, two in
      for _ in 1...3 { try await Self.giveBack(try #require(try await Self.take(one)), failed: true, one) }
      #expect(try await Self.take(two) == nil)
      #expect(try await Self.wait(two) == 10_000, "the longest to wait at a time")
      try await Self.pass(seconds: 500, one)
      #expect(try await Self.take(two) == nil)
      try await Self.pass(seconds: 500, one)
      #expect(try await Self.take(two) != nil)
    }
  }

  @Test(
    "calls of a process that is gone count for one window more; those of a paused one until none can be on its way")
  func abandoned() async throws {
    try await Self.with { one, two in
      for _ in 1...3 { #expect(try await Self.take(one) != nil) }
      try await Self.pass(seconds: 5000, two)
      #expect(try await Self.wait(two) == 250)
      #expect(try await Self.take(two) == nil)
      await one.close()
      while try await Self.wait(two) == 250 {}
      #expect(try await Self.take(two) == nil)
      try await Self.pass(seconds: 1000, two)
      #expect(try await Self.take(two) != nil)
    }
  }

  @Test("many connections at once never hold a place twice")
  func concurrently() async throws {
    let database = try await TestDatabase.fresh()
    let taken = try await withThrowingTaskGroup(of: [CallPlaces.Taken].self) { group in
      for _ in 1...8 {
        group.addTask {
          let connection = try await Connection.open(database)
          try await connection.run { try CallPlaces.make($0, count: 19) }
          var taken: [CallPlaces.Taken] = []
          for _ in 1...19 {
            if let place = try await connection.run({ try CallPlaces.take($0, count: 19, atMost: 10_000_000) }) {
              taken.append(place)
            }
          }
          return taken
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(taken.count == 19 && Set(taken).count == 19)
    #expect(taken.map(\.place).sorted() == Array(1...19))
  }
}
