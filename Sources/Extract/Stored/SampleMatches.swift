package import Postgres
import SQLFiles

extension ReportReader {
  /// Three linked contacts of an organization that differ in how they match: account and contact id.
  package static func sampleMatches(
    _ session: borrowing Session, organization: String
  ) throws -> [(account: String, contact: String)] {
    try session.execute(Query.sampleMatches.sql, [.text(organization)]).map { row in
      (account: row.text(0) ?? "", contact: row.text(1) ?? "")
    }
  }
}
