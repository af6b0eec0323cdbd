import MergeAPI
import Testing

@Suite struct PacerTests {
  /// Sends as fast as the pacer lets it, for so long; gives when the server counted each call.
  static func arrivals(
    limit: Int, workers: Int, length: Duration, seed: UInt64, latency: ClosedRange<Double>
  ) async -> [Duration] {
    let chance = SeededChance(seed: seed)
    let clock = VirtualClock(participants: workers)
    let pacer = Pacer(requestsPerMinute: limit, surroundings: clock.surroundings)
    let log = Notes()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<workers {
        group.addTask {
          while true {
            _ = try? await pacer.acquire(account)
            guard clock.elapsed < length else {
              pacer.release(account)
              break
            }
            let span = latency.upperBound - latency.lowerBound
            await clock.sleep(.seconds(latency.lowerBound + chance.next() * span) / 2)
            log.add(clock.elapsed)
            await clock.sleep(.seconds(latency.lowerBound + chance.next() * span) / 2)
            pacer.release(account)
          }
          clock.leave()
        }
      }
    }
    return log.sorted
  }

  static let limits = [1, 7, 100, 400, 600]

  @Test(arguments: limits, [1, 3])
  func neverExceedsAnyMinute(_ limit: Int, _ workers: Int) async {
    for seed in 1...4 {
      // Latency up to 5 s and very uneven: what is sent a minute apart may arrive closer together.
      let times = await PacerTests.arrivals(
        limit: limit, workers: workers, length: .seconds(400), seed: UInt64(seed), latency: 0.001...5)
      #expect(zip(times, times.dropFirst(limit)).allSatisfy { $1 - $0 > .seconds(60) })
      for offset in stride(from: 0.0, to: 60, by: 7.3) {
        let minutes = Dictionary(grouping: times) { Int(($0 + .seconds(offset)) / .seconds(60)) }
        #expect(minutes.values.allSatisfy { $0.count <= limit })
      }
    }
  }

  @Test(arguments: limits)
  func usesTheBudget(_ limit: Int) async {
    let latency = min(0.5, 12.0 / Double(limit))
    let times = await PacerTests.arrivals(
      limit: limit, workers: 1, length: .seconds(600), seed: 3, latency: latency / 4...latency)
    #expect(Double(times.count) >= 0.97 * Double(limit) * 10)
    #expect(times.count <= limit * 10)
    // A small account never waits.
    #expect(times.prefix(limit).last! < .seconds(13))
  }

  @Test func unpacedNeverWaits() async throws {
    let clock = VirtualClock()
    let pacer = Pacer(requestsPerMinute: 0, surroundings: clock.surroundings)
    for _ in 0..<10_000 {
      try await pacer.acquire(account)
      pacer.release(account)
    }
    #expect(clock.slept.isEmpty)
  }

  @Test func accountsDoNotShare() async throws {
    let clock = VirtualClock()
    let pacer = Pacer(requestsPerMinute: 1, surroundings: clock.surroundings)
    // More accounts than are remembered for long.
    for number in 0..<1000 {
      try await pacer.acquire(SecretText("token \(number)"))
      pacer.release(SecretText("token \(number)"))
    }
    try await pacer.acquire(nil)
    #expect(clock.elapsed == .zero)
    try await pacer.acquire(SecretText("token 0"))
    #expect(clock.elapsed > .seconds(60))
  }

  @Test func aRefusalHoldsOnlyItsAccount() async throws {
    let clock = VirtualClock()
    let pacer = Pacer(requestsPerMinute: 100, surroundings: clock.surroundings)
    try await pacer.acquire(account)
    pacer.refused(account, pause: .seconds(17))
    pacer.release(account)
    try await pacer.acquire(SecretText("other"))
    #expect(clock.elapsed == .zero)
    try await pacer.acquire(account)
    #expect(clock.elapsed == .seconds(17))
  }
}
