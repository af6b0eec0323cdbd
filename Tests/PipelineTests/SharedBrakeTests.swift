import MergeAPI
import Pipeline
import Postgres
import TestSupport
import Testing

@Suite("Places that the calls of one process leave to one another")
struct SharedBrakeTests {
  private struct World {
    let brake: SharedBrake
    let calls: SharedCalls
    /// Another session, that looks on.
    let onlooker: Connection

    init() async throws {
      let database = try await TestDatabase.fresh()
      brake = SharedBrake { try await Connection.open(database) }
      calls = brake.calls
      onlooker = try await Connection.open(database)
    }

    func take() async throws -> SharedCalls.Place {
      guard case .place(let place) = try await calls.take() else { throw NoPlace() }
      return place
    }

    private struct NoPlace: Error {}

    private func number(_ sql: String) async throws -> Int64 {
      try await onlooker.run { try $0.execute(sql).first?.int(0) ?? -1 }
    }

    /// Places that the database counts as held.
    func held() async throws -> Int64 {
      try await number("select count(*) from contactsync.call_failure where held_by is not null")
    }

    func takenInAll() async throws -> Int64 {
      try await number("select sum(call_number)::bigint from contactsync.call_failure")
    }

    /// Places that are free, or will be in a minute.
    func count(freeIn seconds: Int) async throws -> Int64 {
      try await number(
        "select count(*) from contactsync.call_failure where counts_until <= clock_timestamp() + interval '\(seconds) s'"
      )
    }
  }

  @Test("a call that ended well leaves its place to the next one; where none comes, it is given back")
  func kept() async throws {
    let world = try await World()
    for _ in 1...50 { await world.calls.giveBack(try await world.take(), false) }
    #expect(try await world.takenInAll() < 50)
    while try await world.held() > 0 { await Task.yield() }
    let next = try await world.take()
    #expect(try await world.held() == 1)
    await world.calls.giveBack(next, false)
    await world.brake.close()
    #expect(try await world.held() == 0)
    await world.onlooker.close()
  }

  @Test("a place whose call failed goes to nobody for ten seconds")
  func failed() async throws {
    let world = try await World()
    let first = try await world.take()
    await world.calls.giveBack(first, false)
    let second = try await world.take()
    await world.calls.giveBack(second, true)
    #expect(try await world.held() == 0)
    #expect(try await world.take().number != second.number)
    #expect(try await world.count(freeIn: 60) == Int64(Brake.limit) - 1)
    await world.brake.close()
    await world.onlooker.close()
  }

  @Test("where more than half are taken, each call gives its place back at once")
  func scarce() async throws {
    // What is held for longer than a call may last becomes free: a machine so slow that it comes to that tries again.
    var begun: ContinuousClock.Instant
    repeat {
      begun = .now
      let world = try await World()
      var places: [SharedCalls.Place] = []
      for _ in 1...(Brake.limit / 2 + 2) { places.append(try await world.take()) }
      let last = places.removeLast()
      await world.calls.giveBack(last, false)
      let held = try await world.held()
      #expect(held == Int64(places.count) || begun + Brake.longestCall < .now)
      await world.brake.close()
      await world.onlooker.close()
    } while begun + Brake.longestCall < .now
  }

  @Test("calls at the same time never share a place")
  func apart() async throws {
    let world = try await World()
    let held = HeldPlaces()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 1...8 {
        group.addTask {
          for _ in 1...40 {
            let place = try await world.take()
            await held.add(place)
            await Task.yield()
            await held.remove(place)
            await world.calls.giveBack(place, false)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(await held.shared.isEmpty)
    await world.brake.close()
    #expect(try await world.held() == 0)
    await world.onlooker.close()
  }

  private actor HeldPlaces {
    private var held: Set<Int64> = []
    private(set) var shared: [Int64] = []

    func add(_ place: SharedCalls.Place) {
      if !held.insert(place.number).inserted { shared.append(place.number) }
    }

    func remove(_ place: SharedCalls.Place) { held.remove(place.number) }
  }
}
