package import Postgres
import SQLFiles

extension ReviewExport {
  /// How many items of an organization's review queue are open.
  package static func openItems(_ session: borrowing Session, organization: String) throws -> Int {
    Int(try session.execute(Query.reviewOpenCount.sql, [.text(organization)]).int(0, 0) ?? 0)
  }
}
