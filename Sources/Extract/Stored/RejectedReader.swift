package import Postgres
import SQLFiles

/// Reads the records that were set apart because they could not be read or stored.
package enum RejectedReader {
  /// Which of them are wanted; nil: whatever it is.
  package struct Filter: Sendable {
    package var account: String?
    package var reason: String?
    /// The run that met it first.
    package var run: Int64?
    /// Also those that a replay has dealt with.
    package var withResolved: Bool

    package init(account: String? = nil, reason: String? = nil, run: Int64? = nil, withResolved: Bool = false) {
      self.account = account
      self.reason = reason
      self.run = run
      self.withResolved = withResolved
    }
  }

  /// One of them, as people see it.
  package struct Listed: Sendable {
    /// Hash of the raw form, hexadecimal, as in `fct_rejected_records`.
    package var id: String
    package var account: String
    /// nil where it could not be read.
    package var contact: String?
    package var reason: String
    /// What was wrong and where, without personal data.
    package var detail: String
    package var rawBytes: Int64
    package var firstRun: Int64
    /// RFC 3339, in whole seconds.
    package var rejectedAt: String
    /// The same; nil: nobody has read it yet.
    package var resolvedAt: String?
    /// The record as received; nil where it was not asked for.
    package var raw: [UInt8]?
  }

  /// Those that a filter lets through, the newest first.
  ///
  /// - Parameter withRaw: with the records as received, which are personal data.
  package static func list(
    _ session: borrowing Session, _ filter: Filter, withRaw: Bool
  ) throws -> [Listed] {
    try session.execute(
      Query.rejectedList.sql,
      [
        .text(filter.account), .text(filter.reason), .int(filter.run), .bool(filter.withResolved), .bool(withRaw),
      ]
    ).map { row in
      Listed(
        id: row.text(0) ?? "", account: row.text(1) ?? "", contact: row.text(2), reason: row.text(3) ?? "",
        detail: row.text(4) ?? "", rawBytes: row.int(5) ?? 0, firstRun: row.int(6) ?? 0, rejectedAt: row.text(7) ?? "",
        resolvedAt: row.text(8), raw: row.bytes(9))
    }
  }

  /// The accounts that have records which can be read again.
  package static func accounts(
    _ session: borrowing Session, account: String?, reason: String?
  ) throws -> [String] {
    try session.execute(Query.rejectedAccounts.sql, [.text(account), .text(reason)]).compactMap { $0.text(0) }
  }

  /// One that is to be read again.
  package struct Kept: Sendable {
    package var hash: Int64
    package var raw: [UInt8]
    /// When it was met first, in microseconds since 1970.
    package var rejectedAt: Int64
  }

  /// Records of one page; a transaction each.
  private static let pageSize: Int64 = 200

  /// The next open records of an account after a hash; none: that was all.
  ///
  /// - Parameter after: nil: from the first.
  package static func page(
    _ session: borrowing Session, account: String, reason: String?, after: Int64?
  ) throws -> [Kept] {
    try session.execute(
      Query.rejectedPage.sql, [.text(account), .int(after ?? .min), .text(reason), .int(pageSize)]
    ).map { Kept(hash: $0.int(0) ?? 0, raw: $0.bytes(1) ?? [], rejectedAt: $0.int(2) ?? 0) }
  }
}
