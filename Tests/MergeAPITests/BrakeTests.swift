import MergeAPI
import Testing

@Suite struct BrakeTests {
  /// Everything fails, with many accounts at once and very uneven latency: Merge must still never see 20 in ten seconds.
  @Test(arguments: 1...3)
  func boundsFailures(_ seed: Int) async {
    let chance = SeededChance(seed: UInt64(seed))
    let clock = VirtualClock(participants: 25)
    let brake = Brake(surroundings: clock.surroundings)
    let failures = Notes()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<25 {
        group.addTask {
          for _ in 0..<16 {
            _ = try? await brake.admit()
            await clock.sleep(.seconds(chance.next() * 3))
            let failed = chance.next() < 0.8
            if failed { failures.add(clock.elapsed) }
            await clock.sleep(.seconds(chance.next() * 3))
            await brake.finished(failed: failed)
          }
          clock.leave()
        }
      }
    }
    let times = failures.sorted
    #expect(times.count > 250)
    #expect(zip(times, times.dropFirst(19)).allSatisfy { $1 - $0 > .seconds(10) })
  }

  @Test func goodCallsAreNotBraked() async throws {
    let clock = VirtualClock()
    let brake = Brake(surroundings: clock.surroundings)
    for _ in 0..<1000 {
      try await brake.admit()
      await brake.finished(failed: false)
    }
    #expect(clock.slept.isEmpty)
  }

  /// 429 is not a failure of this kind, 404 is.
  @Test(arguments: [(429, 0.0), (404, 10.0)])
  func countsStatuses(_ status: Int, _ wait: Double) async throws {
    let step = ScriptedMerge.Step.status(status, "", [(name: "Retry-After", value: "3600")])
    let merge = ScriptedMerge(Array(repeating: step, count: 19) + [.status(200, "{}")])
    let client = merge.client()
    for number in 1...19 { _ = try? await client.accountDetails(account: SecretText("token \(number)")) }
    #expect(merge.clock.elapsed == .zero)
    _ = try await client.accountDetails(account: account)
    #expect(merge.clock.elapsed == .seconds(wait))
  }
}
