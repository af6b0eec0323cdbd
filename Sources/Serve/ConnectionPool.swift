package import Postgres
import Synchronization

/// A bounded number of connections to PostgreSQL, opened when they are needed and kept; who finds none free waits its turn.
///
/// A connection that is not usable any more is dropped, and the next user opens another.
package final class ConnectionPool: Sendable {
  private struct State {
    var free: [Connection] = []
    var opened = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let limit: Int
  private let open: @Sendable () async throws -> Connection
  private let state = Mutex(State())

  /// - Parameters:
  ///   - limit: connections at most.
  ///   - open: opens a connection in the role that is worked in.
  package init(limit: Int, open: @escaping @Sendable () async throws -> Connection) {
    self.limit = limit
    self.open = open
  }

  /// Runs a body on a connection of the pool.
  package func run<R: Sendable>(_ body: @Sendable (borrowing Session) throws -> R) async throws -> R {
    let connection = try await take()
    do {
      let result = try await connection.run(body)
      await giveBack(connection)
      return result
    } catch {
      await giveBack(connection)
      throw error
    }
  }

  /// Closes what is free; for the server's end.
  package func close() async {
    let free = state.withLock { state in
      defer { state.free = [] }
      state.opened -= state.free.count
      return state.free
    }
    for connection in free { await connection.close() }
  }

  private enum Turn {
    case use(Connection)
    case open
    case wait
  }

  private func take() async throws -> Connection {
    while true {
      let turn: Turn = state.withLock { state in
        if let connection = state.free.popLast() { return .use(connection) }
        if state.opened < limit {
          state.opened += 1
          return .open
        }
        return .wait
      }
      switch turn {
      case .use(let connection): return connection
      case .open:
        do { return try await open() } catch {
          state.withLock { $0.opened -= 1 }
          wakeOne()
          throw error
        }
      case .wait: await waitForFree()
      }
    }
  }

  private func waitForFree() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if !state.free.isEmpty || state.opened < limit { return true }
        state.waiting.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  private func giveBack(_ connection: Connection) async {
    let isUsable = await connection.isUsable
    state.withLock { state in
      if isUsable { state.free.append(connection) } else { state.opened -= 1 }
    }
    if !isUsable { await connection.close() }
    wakeOne()
  }

  private func wakeOne() {
    let next = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    next?.resume()
  }
}
