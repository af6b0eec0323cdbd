import MergeAPI
import Synchronization
import Testing

/// A server that counts an account's calls in a sliding or a fixed minute, and notes when it refused.
final class CountingServer: Sendable {
  enum Minute: Sendable {
    case sliding
    /// Its minutes begin so many seconds after the clock's zero.
    case fixed(offset: Int)
  }

  private struct State {
    var accepted: [Duration]
    var refused: [(at: Duration, until: Duration)] = []
    var broken = 0
  }

  private let limit: Int
  private let minute: Minute
  private let clock: VirtualClock
  private let state: Mutex<State>

  /// - Parameter before: calls of somebody else, which the client doesn't know of; instants up to zero.
  init(limit: Int, minute: Minute, clock: VirtualClock, before: [Duration] = []) {
    self.limit = limit
    self.minute = minute
    self.clock = clock
    state = Mutex(State(accepted: before))
  }

  /// Calls accepted at zero or later.
  var accepted: Int { state.withLock { $0.accepted.count { $0 >= .zero } } }
  var refused: [Duration] { state.withLock { $0.refused.map(\.at) } }
  /// Calls that came before a `Retry-After` was over.
  var broken: Int { state.withLock { $0.broken } }

  func answer() -> HTTPAnswer {
    let now = clock.elapsed
    return state.withLock { state in
      if let last = state.refused.last, now < last.until { state.broken += 1 }
      let start: Duration
      switch minute {
      case .sliding: start = now - .seconds(60)
      case .fixed(let offset):
        let number = ((now - .seconds(offset)) / .seconds(60)).rounded(.down)
        start = .seconds(offset) + .seconds(60) * Int(number)
      }
      let counted = state.accepted.filter { $0 > start }
      guard counted.count >= limit else {
        state.accepted.append(now)
        return HTTPAnswer(status: 200, body: Array("{}".utf8))
      }
      let free =
        switch minute {
        case .sliding: counted[counted.count - limit] + .seconds(60)
        case .fixed: start + .seconds(60)
        }
      let wait = Int(((free - now) / .seconds(1)).rounded(.up))
      state.refused.append((now, now + .seconds(wait)))
      return HTTPAnswer(status: 429, headers: [(name: "Retry-After", value: "\(wait)")])
    }
  }
}

@Suite struct RateLimitTests {
  static let minutes: [CountingServer.Minute] = [.sliding, .fixed(offset: 0), .fixed(offset: 23)]

  /// Calls as fast as it may for ten minutes of the virtual clock.
  private static func run(
    configured: Int, actual: Int, minute: CountingServer.Minute, before: [Duration] = [], seed: UInt64 = 11
  ) async throws -> CountingServer {
    let chance = SeededChance(seed: seed)
    let clock = VirtualClock()
    let server = CountingServer(limit: actual, minute: minute, clock: clock, before: before)
    let surroundings = clock.surroundings
    let client = MergeClient(
      connection: .sandbox,
      transport: { _ in
        await clock.sleep(.seconds(0.02 + 0.1 * chance.next()))
        let answer = server.answer()
        await clock.sleep(.seconds(0.02 + 0.1 * chance.next()))
        return answer
      },
      pacer: Pacer(requestsPerMinute: configured, surroundings: surroundings),
      brake: Brake(surroundings: surroundings), surroundings: surroundings)
    while clock.elapsed < .seconds(600) { _ = try await client.accountDetails(account: account) }
    return server
  }

  @Test(arguments: minutes, 11...20 as ClosedRange<UInt64>)
  func usesThePlanWithoutARefusal(_ minute: CountingServer.Minute, _ seed: UInt64) async throws {
    let server = try await RateLimitTests.run(configured: 100, actual: 100, minute: minute, seed: seed)
    #expect(server.refused.isEmpty)
    #expect(server.accepted >= 970)
  }

  /// A predecessor was killed a moment ago: at most one refusal a minute, and nothing is lost by it.
  @Test(arguments: minutes, [true, false])
  func survivesCallsItDoesNotKnow(_ minute: CountingServer.Minute, _ evenly: Bool) async throws {
    let before = (0..<100).map {
      evenly ? Duration.seconds(-60) + .seconds(0.6) * $0 : .seconds(-12) + .seconds(0.1) * $0
    }
    let server = try await RateLimitTests.run(configured: 100, actual: 100, minute: minute, before: before)
    for (one, next) in zip(server.refused, server.refused.dropFirst()) { #expect(next - one >= .seconds(60)) }
    #expect(server.broken == 0)
    // The predecessor's calls took up to one minute of ten.
    #expect(server.accepted >= 870)
  }

  /// MERGE_RATE_LIMIT is set higher than the plan allows: about one refusal a minute, still most of the plan.
  @Test(arguments: minutes)
  func survivesAWrongLimit(_ minute: CountingServer.Minute) async throws {
    let server = try await RateLimitTests.run(configured: 400, actual: 100, minute: minute)
    #expect(server.refused.count <= 11)
    #expect(server.broken == 0)
    #expect(server.accepted >= 870)
  }
}
