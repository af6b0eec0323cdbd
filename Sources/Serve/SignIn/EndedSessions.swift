import ContactModel
import FoundationEssentials
import Load

/// Who was signed out by somebody else (`contactsync review sign-out`), as the database said at most a second ago.
package actor EndedSessions {
  private static let freshness = Duration.seconds(1)

  private let pool: ConnectionPool
  /// By organization and reviewer.
  private var ends: [[String]: Date]?
  private var readAt = ContinuousClock.now
  private var isReading = false

  /// - Parameter pool: connections in a role that sees every organization.
  package init(pool: ConnectionPool) { self.pool = pool }

  /// When a session's reviewer was last signed out of its organization; nil: never.
  ///
  /// - Throws: PostgresError.
  func end(of session: ReviewSession) async throws -> Date? {
    let isFresh = ContinuousClock.now - readAt < Self.freshness
    if ends == nil || (!isFresh && !isReading) { try await read() }
    return ends?[[session.organization, session.reviewer]]
  }

  private func read() async throws {
    isReading = true
    defer { isReading = false }
    let begun = ContinuousClock.now
    let all = try await pool.run { try ReviewSignOut.all($0) }
    readAt = begun
    ends = Dictionary(
      all.map { one in
        ([one.organization, one.reviewer], Date(timeIntervalSince1970: Double(one.endedAt.microseconds) / 1e6))
      }, uniquingKeysWith: max)
  }
}
