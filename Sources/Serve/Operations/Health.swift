package import Postgres
import Synchronization

/// Whether the server can do its work: the database answers, and its schema is one that this program works with.
package struct Health: Sendable {
  /// How the schema stands.
  package enum Schema: String, Sendable {
    case fits
    /// Nobody has migrated the database yet.
    case missing
    case older
  }

  /// What is told; the raw parts stand in the answer.
  struct Answer: Sendable, Equatable {
    var isReady: Bool
    /// `answers` or `away`.
    var database: String
    /// ``Schema``, or `unknown`.
    var schema: String

    static let away = Answer(isReady: false, database: "away", schema: "unknown")
  }

  /// A check under way, shared by all who ask meanwhile: one that hangs holds one connection, however often it is asked.
  private final class Shared: Sendable {
    let task = Mutex<Task<Answer, Never>?>(nil)
  }

  private let pool: ConnectionPool
  private let patience: Duration
  private let schema: @Sendable (borrowing Session) throws -> Schema
  private let shared = Shared()

  /// - Parameters:
  ///   - patience: how long an answer may take.
  ///   - schema: how the schema stands.
  package init(
    pool: ConnectionPool, patience: Duration = .seconds(2),
    schema: @escaping @Sendable (borrowing Session) throws -> Schema
  ) {
    self.pool = pool
    self.patience = patience
    self.schema = schema
  }

  func answer() async -> Answer {
    let check = shared.task.withLock { task in
      if let task { return task }
      let new = Task { [pool, schema, shared] in
        let answer = await Self.check(pool, schema)
        shared.task.withLock { $0 = nil }
        return answer
      }
      task = new
      return new
    }
    let (answers, continuation) = AsyncStream<Answer>.makeStream()
    let waiting = Task { continuation.yield(await check.value) }
    let timer = Task { [patience] in
      try? await Task.sleep(for: patience)
      continuation.yield(.away)
    }
    defer {
      waiting.cancel()
      timer.cancel()
    }
    for await answer in answers { return answer }
    return .away
  }

  private static func check(
    _ pool: ConnectionPool, _ schema: @Sendable (borrowing Session) throws -> Schema
  ) async -> Answer {
    do {
      let found = try await pool.run { try schema($0) }
      return Answer(isReady: found == .fits, database: "answers", schema: found.rawValue)
    } catch {
      return .away
    }
  }
}
