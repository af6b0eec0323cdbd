package import Hummingbird
import Load
package import Logging
package import Postgres
package import ServiceLifecycle
import Synchronization

/// How a short run of one account ended.
package enum Refreshed: Sendable, Equatable {
  /// The account is settled.
  case done
  /// Another run holds the account.
  case held
  case failed
  /// Merge was not asked: its user must link the account again, and it was asked within a day.
  case resting
  /// It was stopped on purpose.
  case stopped
}

/// Reads the accounts that webhooks asked for: woken by PostgreSQL when a request is opened, several accounts at a time, each
/// by one worker of all servers.
///
/// A failing account is put off and holds nobody up. On a graceful stop the runs under way are cancelled, which lets them finish
/// their page, and their requests are left to the next worker.
package struct SyncWorker: Service, Area {
  /// Seconds after which another worker takes over what this one took, in case it is gone. An account that is read for longer is
  /// held by its lease.
  private static let patience: Int64 = 120
  /// How long to wait where nothing is known to come: a notification may be lost with a connection.
  private static let longest = Duration.seconds(5)
  private static let shortest = Duration.milliseconds(250)

  private let pool: ConnectionPool
  private let listen: @Sendable () async throws -> Connection
  private let concurrency: Int
  private let logger: Logger
  private let refresh: @Sendable (_ account: String) async -> Refreshed

  /// - Parameters:
  ///   - pool: for taking and closing requests; closed at the end.
  ///   - listen: opens a connection of the worker's own, for notifications.
  ///   - concurrency: accounts read at a time.
  ///   - refresh: runs an account; heeds the task's cancelling.
  package init(
    pool: ConnectionPool, listen: @escaping @Sendable () async throws -> Connection, concurrency: Int, logger: Logger,
    refresh: @escaping @Sendable (_ account: String) async -> Refreshed
  ) {
    self.pool = pool
    self.listen = listen
    self.concurrency = concurrency
    self.logger = logger
    self.refresh = refresh
  }

  package var services: [any Service] { [self] }

  package func addRoutes(to router: Router<ServeContext>) {}

  package func run() async throws {
    await cancelWhenGracefulShutdown { await work() }
    await pool.close()
  }

  private func work() async {
    let running = Running()
    await withDiscardingTaskGroup { group in
      var trouble = 0
      while !Task.isCancelled {
        do {
          let connection = try await listen()
          do {
            try await connection.run { try SyncRequests.listen($0) }
            while !Task.isCancelled {
              let next = try await takeAndStart(running, in: &group)
              trouble = 0
              _ = try await connection.run { try $0.notification(within: next) }
            }
            await connection.close()
          } catch {
            await connection.close()
            throw error
          }
        } catch  where !Task.isCancelled {
          trouble += 1
          logger.warning("sync worker waits", metadata: ["error": "\((error as? PostgresError)?.sqlState ?? "other")"])
          try? await Task.sleep(for: min(.seconds(1) * (1 << min(trouble - 1, 4)), .seconds(10)))
        } catch {}
      }
    }
  }

  /// Starts what is due; how long to wait for more.
  private func takeAndStart(_ running: Running, in group: inout DiscardingTaskGroup) async throws -> Duration {
    let free = concurrency - running.count
    if free <= 0 { return Self.shortest }
    let turn = try await pool.run { session in
      try SyncRequests.prune(session)
      return try SyncRequests.take(session, most: free, seconds: Self.patience)
    }
    for account in turn.accounts where running.begin(account) {
      group.addTask {
        await serve(account)
        running.end(account)
      }
    }
    if running.count > 0 || turn.accounts.count == free { return Self.shortest }
    guard let due = turn.nextDue else { return Self.longest }
    return min(max(.milliseconds(due), .milliseconds(10)), Self.longest)
  }

  private func serve(_ account: String) async {
    let began = ContinuousClock.now
    let ended = await refresh(account)
    let took = began.duration(to: .now)
    logger.info(
      "request served",
      metadata: [
        "account": "\(account)", "outcome": "\(ended)",
        "ms": "\(took.components.seconds * 1000 + took.components.attoseconds / 1_000_000_000_000_000)",
      ])
    // A task of its own: it is written when the worker is being stopped, too.
    await Task {
      do {
        try await pool.run { session in
          switch ended {
          case .done, .stopped: try SyncRequests.release(session, account: account)
          case .held: try SyncRequests.postpone(session, account: account, seconds: 2, most: 60)
          case .resting: try SyncRequests.postpone(session, account: account, seconds: 3600, most: 3600)
          case .failed: try SyncRequests.postpone(session, account: account, seconds: 30, most: 3600)
          }
        }
      } catch {
        logger.warning("request left to another worker", metadata: ["account": "\(account)"])
      }
    }.value
  }
}

/// The accounts that are being read.
private final class Running: Sendable {
  private let accounts = Mutex<Set<String>>([])

  var count: Int { accounts.withLock(\.count) }

  /// False: it is being read.
  func begin(_ account: String) -> Bool { accounts.withLock { $0.insert(account).inserted } }
  func end(_ account: String) { accounts.withLock { _ = $0.remove(account) } }
}
