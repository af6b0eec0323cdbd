import ContactModel
import Pipeline
import Sandbox
import TestSupport
import Testing

@Suite("Anything that goes wrong while creating", .serialized)
struct CreationScheduleTests {
  private static let accounts = (0..<Torture.schedulesOfBatch).map { "s\($0)" }
  private static let creating = """
    version: 1
    name: nightly
    concurrency: 10
    create: { enabled: true, accounts: [\(accounts.joined(separator: ", "))], after: 0s }
    """
  private static let parties = 3

  /// What may become of a call; of a POST the contact may be there afterwards or not.
  private static func faults(_ account: String, _ random: inout Seeded) -> [Fault] {
    let lost: [Fault.Effect] = [
      .dropAnswer, .resetAnswer, .dropRequest, .status(500), .status(502), .status(503), .status(409),
      .statusAfter(500),
      .statusAfter(502), .statusAfter(503), .status(429, retryAfter: Int.random(in: 1...30, using: &random)),
      .truncate(bytes: Int.random(in: 0...200, using: &random)),
      .close(afterBytes: Int.random(in: 0...200, using: &random)),
      .reset(afterBytes: Int.random(in: 0...200, using: &random)), .delay(.milliseconds(3)),
    ]
    let reading: [Fault.Effect] = lost + [.refuseCursor, .emptyPage, .duplicate(records: 2)]
    return (0..<Int.random(in: 0...4, using: &random)).map { _ in
      let isPost = random.chance(0.6)
      return Fault(
        (isPost ? lost : reading).randomElement(using: &random)!, account: account, path: isPost ? "/contacts" : nil,
        method: isPost ? "POST" : "GET", skip: Int.random(in: 0...(isPost ? 2 : 8), using: &random),
        times: Int.random(in: 1...2, using: &random))
    }
  }

  @Test(
    "At most one contact of each party at any time, exactly one in the end, whatever the schedule",
    arguments: Torture.creationBatches)
  func batch(number: Int) async throws {
    var random = Seeded(UInt64(number) &* 15_485_863 &+ 3)
    let options = SandboxOptions(
      apiKey: World.apiKey, heedsIdempotencyKeys: random.chance(0.3),
      secondsUntilListed: [0, 60, 600, 600].randomElement(using: &random)!)
    let seed = random
    try await World.with(
      accounts: Self.accounts.map { ($0, "") }, parties: Newcomers.csv(Self.parties), options: options
    ) { world in
      var random = seed
      // Merge's clock is wrong by up to five minutes, and runs follow one another after seconds or hours.
      var clock = Double.random(in: -300...300, using: &random)
      await world.store.setClockOffset(seconds: clock)
      for account in Self.accounts { try await world.store.add(SandboxAccount(id: account, integration: World.ledger)) }
      for _ in 0..<5 {
        for account in Self.accounts {
          for fault in Self.faults(account, &random) { await world.store.add(fault) }
        }
        _ = try await world.run(Self.creating, RunOptions(), onVirtualTime: true)
        await world.store.removeFaults()
        try await Self.expectNoneTwice(world, number)
        let result = random.chance(0.7) ? "DONE" : ["FAILED", "PARTIALLY_SYNCED"].randomElement(using: &random)!
        clock += [20, 200, 500, 500, 1000, 3600].randomElement(using: &random)!
        try await Self.sync(world, at: clock, random.chance(0.8) ? result : nil)
      }
      // The first ends what was begun, the second creates what was not there, the third reads it.
      for _ in 0..<3 {
        clock += 3600
        try await Self.sync(world, at: clock, "DONE")
        let quiet = try await world.run(Self.creating, RunOptions(), onVirtualTime: true)
        #expect(quiet.outcome == .done, "\(quiet.accounts.compactMap { $0.failure?.text })")
        try await Self.expectNoneTwice(world, number)
      }
      for account in Self.accounts {
        let booked = try await world.booked(in: account).keys.sorted()
        #expect(booked == Newcomers.names.prefix(Self.parties).sorted(), "batch \(number), \(account)")
      }
      let ended = try await world.column("select distinct state in ('created', 'adopted') from contactsync.creation")
      #expect(ended == ["t"], "batch \(number)")
      #expect(try await world.links().count == Self.parties * Self.accounts.count)
      #expect(try await world.brokenPromises() == [])
      Torture.tell("schedules of creations", number, of: Torture.creationBatches, size: Torture.schedulesOfBatch)
    }
  }

  private static func expectNoneTwice(_ world: World, _ batch: Int) async throws {
    for account in accounts {
      let twice = try await world.booked(in: account).filter { $0.value > 1 }
      #expect(twice.isEmpty, "batch \(batch), \(account)")
    }
  }

  /// Merge's clock goes on to then, and Merge reads the accounting systems where there is a result.
  private static func sync(_ world: World, at seconds: Double, _ result: String?) async throws {
    await world.store.setClockOffset(seconds: seconds)
    if let result { for account in accounts { try await world.store.finishSync(of: account, result: result) } }
    await world.store.setClockOffset(seconds: seconds + 10)
  }
}
