package import Postgres
import SQLFiles

/// The automatic links that a run made and that still stand.
package enum RunLinks {
  package struct OfAccount: Sendable, Equatable {
    package var account: String
    package var organization: String
    package var links: Int
  }

  /// How many there are, by account; empty where none stands any more, nil where there is no such run.
  ///
  /// - Parameter account: only this one; nil: all.
  package static func standing(
    _ session: borrowing Session, run: Int64, account: String? = nil
  ) throws -> [OfAccount]? {
    guard try session.execute(Query.runExists.sql, [.int(run)]).bool(0, 0) ?? false else { return nil }
    return try session.execute(Query.revertAccounts.sql, [.int(run), .text(account)]).map { row in
      OfAccount(account: row.text(0) ?? "", organization: row.text(1) ?? "", links: Int(row.int(2) ?? 0))
    }
  }

  /// The contacts of an account that have such a link, by id.
  package static func contacts(_ session: borrowing Session, run: Int64, account: String) throws -> [String] {
    try session.execute(Query.revertContacts.sql, [.text(account), .int(run)]).compactMap { $0.text(0) }
  }
}
