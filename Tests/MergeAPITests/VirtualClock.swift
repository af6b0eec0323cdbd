import ContactModel
import MergeAPI
import Synchronization

/// A clock that stands still while anybody works and leaps to the earliest sleeper when all participants sleep.
///
/// One sleeper is woken at a time, so a simulation is the same in each run.
final class VirtualClock: Sendable {
  private struct Sleeper {
    let until: Duration
    let order: Int
    let wake: CheckedContinuation<Void, Never>
  }

  private struct State {
    var now = Duration.zero
    var participants: Int
    var sleepers: [Sleeper] = []
    var order = 0
    var slept: [Duration] = []
  }

  private let state: Mutex<State>
  private let chance: @Sendable () -> Double

  /// - Parameter participants: tasks that sleep on this clock; each calls ``leave()`` at its end if others go on.
  init(participants: Int = 1, random: @escaping @Sendable () -> Double = { 0.5 }) {
    state = Mutex(State(participants: participants))
    chance = random
  }

  var elapsed: Duration { state.withLock { $0.now } }
  /// Every sleep asked for, in order.
  var slept: [Duration] { state.withLock { $0.slept } }

  func sleep(_ duration: Duration) async {
    await withCheckedContinuation { wake in
      let next: CheckedContinuation<Void, Never>? = state.withLock { state in
        state.slept.append(duration)
        state.sleepers.append(Sleeper(until: state.now + max(duration, .zero), order: state.order, wake: wake))
        state.order += 1
        return VirtualClock.advance(&state)
      }
      next?.resume()
    }
  }

  /// One participant is done.
  func leave() {
    let next: CheckedContinuation<Void, Never>? = state.withLock { state in
      state.participants -= 1
      return VirtualClock.advance(&state)
    }
    next?.resume()
  }

  private static func advance(_ state: inout State) -> CheckedContinuation<Void, Never>? {
    guard !state.sleepers.isEmpty, state.sleepers.count >= state.participants else { return nil }
    let index = state.sleepers.indices.min {
      (state.sleepers[$0].until, state.sleepers[$0].order) < (state.sleepers[$1].until, state.sleepers[$1].order)
    }!
    let sleeper = state.sleepers.remove(at: index)
    state.now = max(state.now, sleeper.until)
    return sleeper.wake
  }

  /// 2026-01-01T00:00:00Z, and on with this clock.
  var surroundings: Surroundings {
    Surroundings(
      now: { [self] in
        Timestamp(microseconds: 1_767_225_600_000_000 + Int64(elapsed / .microseconds(1)))
      },
      elapsed: { [self] in elapsed }, sleep: { [self] in await sleep($0) }, random: chance)
  }
}

/// Instants noted by several tasks.
final class Notes: Sendable {
  private let instants = Mutex<[Duration]>([])

  func add(_ instant: Duration) { instants.withLock { $0.append(instant) } }
  var sorted: [Duration] { instants.withLock { $0.sorted() } }
}
