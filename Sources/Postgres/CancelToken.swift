import CLibPQ
import Synchronization

/// Cancels the statement of one run, and never that of the next: each run has a number, and a request for a run that is
/// not under way does nothing.
final class CancelToken: Sendable {
  private struct State {
    var lastNumber = 0
    /// The run under way; 0 between runs.
    var run = 0
    var requested = false
    /// Of a second connection that works for this run.
    var companion: CancelToken?
  }

  /// libpq's cancel object: never changed, and `PQcancel` may be called from any thread.
  nonisolated(unsafe) private let cancel: OpaquePointer?
  private let state = Mutex(State())
  /// True from the request to the end of its run; read before each statement.
  private let flag = Atomic<Bool>(false)

  init(connection: OpaquePointer) { cancel = PQgetCancel(connection) }

  deinit { PQfreeCancel(cancel) }

  var isRequested: Bool { flag.load(ordering: .acquiring) }

  /// The number of a run that is about to begin.
  func nextRun() -> Int {
    state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
  }

  /// Begins a run; `isCancelled`: its request came before.
  func beginRun(_ run: Int, isCancelled: Bool) {
    state.withLock { state in
      state.run = run
      flag.store(isCancelled, ordering: .releasing)
    }
  }

  /// Asks the server to stop the run's statement; returns when the server has taken the request.
  func request(run: Int) {
    state.withLock { state in
      guard state.run == run else { return }
      state.requested = true
      flag.store(true, ordering: .releasing)
      send()
      state.companion?.requestAlong()
    }
  }

  /// Lets the run's cancelling stop another connection's run, too; nil ends that.
  func accompany(_ companion: CancelToken?) {
    state.withLock { state in
      state.companion = companion
      if state.requested { companion?.requestAlong() }
    }
  }

  private func requestAlong() {
    state.withLock { state in
      guard state.run != 0 else { return }
      state.requested = true
      flag.store(true, ordering: .releasing)
      send()
    }
  }

  /// Ends the run; true when it was asked to stop, so that the request may still hit the next statement.
  func endRun() -> Bool {
    state.withLock { state in
      state.run = 0
      defer {
        state.requested = false
        flag.store(false, ordering: .releasing)
      }
      return state.requested
    }
  }

  /// Stops the statement that this thread itself has under way (a COPY whose reader gave up).
  func stopOwnStatement() { send() }

  private func send() {
    guard let cancel else { return }
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
      _ = PQcancel(cancel, text.baseAddress, Int32(text.count))
    }
  }
}
