package import Postgres
import SQLFiles

/// How many webhooks came, by day, event and what became of them: of all servers together.
package enum WebhookCounts {
  /// What is counted apart.
  package struct Kind: Sendable, Hashable {
    /// Merge's name of the event, or a word of ours; never free text from outside.
    package var event: String
    package var outcome: String

    package init(event: String, outcome: String) {
      self.event = event
      self.outcome = outcome
    }
  }

  /// Adds to today's counts.
  ///
  /// - Throws: PostgresError.
  package static func add(_ session: borrowing Session, _ counts: [Kind: Int64]) throws {
    if counts.isEmpty { return }
    let all = counts.map { (kind: $0.key, count: $0.value) }
    try session.execute(
      Query.webhookCountAdd.sql,
      [.textArray(all.map(\.kind.event)), .textArray(all.map(\.kind.outcome)), .intArray(all.map(\.count))])
  }
}
