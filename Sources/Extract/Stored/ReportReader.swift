package import Postgres
import SQLFiles

/// Reads the reporting views.
package enum ReportReader {
  /// The views by name, each with its description.
  package static func views(_ session: borrowing Session) throws -> [(name: String, description: String)] {
    try session.execute(Query.reportViews.sql).map { (name: $0.text(0) ?? "", description: $0.text(1) ?? "") }
  }

  /// The newest rows of a view, at most `limit`; nil where there is no view of this name.
  ///
  /// The statement is made by the server, which quotes the name.
  package static func rows(_ session: borrowing Session, view: String, limit: Int) throws -> Rows? {
    let found = try session.execute(Query.reportStatement.sql, [.text(view), .int(limit)])
    guard let statement = found.first?.text(0) else { return nil }
    return try session.execute(statement)
  }
}
