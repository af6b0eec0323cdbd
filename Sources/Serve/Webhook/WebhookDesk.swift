import Load
import Postgres
import ServiceLifecycle

/// Writes what webhooks ask for: those that come while a transaction is under way share the next one, and each is answered when
/// its own is committed, so that none is lost.
///
/// Counts that nobody waits for are written within a second, and at the end.
package actor WebhookDesk {
  /// Wishes in one transaction.
  private static let most = 1000

  private struct Waiting {
    var wish: SyncRequests.Wish
    var answer: CheckedContinuation<Bool, any Error>
  }

  private let pool: ConnectionPool
  private var waiting: [Waiting] = []
  private var counts: [WebhookCounts.Kind: Int64] = [:]
  private var isWriting = false

  /// - Parameter pool: connections in the role that may write for every organization.
  package init(pool: ConnectionPool) { self.pool = pool }

  /// Stores a wish; returns when it is committed.
  ///
  /// - Returns: whether the account is known.
  /// - Throws: PostgresError; the wish may then be stored or not.
  func post(_ wish: SyncRequests.Wish) async throws -> Bool {
    try await withCheckedThrowingContinuation { answer in
      waiting.append(Waiting(wish: wish, answer: answer))
      if !isWriting {
        isWriting = true
        Task { await write() }
      }
    }
  }

  /// Asks for a run of an account that was linked just now; returns when that is committed.
  ///
  /// - Throws: PostgresError.
  package func requestSync(_ account: String) async throws {
    _ = try await post(SyncRequests.Wish(account: account, mergeAccount: nil, reason: SyncRequests.linked))
  }

  /// Counts a webhook.
  func count(_ event: String, _ outcome: WebhookOutcome) {
    counts[WebhookCounts.Kind(event: event, outcome: outcome.rawValue), default: 0] += 1
  }

  /// Writes the counts that have come together, and closes the connections where nothing follows.
  func writeCounts(isLast: Bool) async {
    if !isWriting, !counts.isEmpty {
      isWriting = true
      await write()
    }
    if isLast { await pool.close() }
  }

  private func write() async {
    repeat {
      let batch = Array(waiting.prefix(Self.most))
      waiting.removeFirst(batch.count)
      let counted = counts
      counts = [:]
      do {
        let unknown = try await store(batch.map(\.wish), counted)
        for (place, one) in batch.enumerated() { one.answer.resume(returning: !unknown.contains(place)) }
      } catch {
        counts.merge(counted) { $0 + $1 }
        for one in batch { one.answer.resume(throwing: error) }
      }
    } while !waiting.isEmpty
    isWriting = false
  }

  /// Once more where the connection was lost since it was last used.
  private func store(
    _ wishes: [SyncRequests.Wish], _ counted: [WebhookCounts.Kind: Int64]
  ) async throws -> Set<Int> {
    do {
      return try await storeOnce(wishes, counted)
    } catch let error as PostgresError where error.remedy == .retry {
      return try await storeOnce(wishes, counted)
    }
  }

  private func storeOnce(
    _ wishes: [SyncRequests.Wish], _ counted: [WebhookCounts.Kind: Int64]
  ) async throws -> Set<Int> {
    try await pool.run { session in
      try session.transaction { session in
        let unknown = try SyncRequests.post(session, wishes)
        try WebhookCounts.add(session, counted)
        return unknown
      }
    }
  }
}

/// Has a desk write its counts for as long as the server runs.
struct WebhookCounting: Service {
  let desk: WebhookDesk

  func run() async throws {
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      do {
        try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(1)) }
      } catch {
        break
      }
      await desk.writeCounts(isLast: false)
    }
    await desk.writeCounts(isLast: true)
  }
}
