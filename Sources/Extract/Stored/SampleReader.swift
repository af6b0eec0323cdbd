package import ContactModel
package import Postgres
import SQLFiles

/// Reads the automatic links that samples are drawn from.
package enum SampleReader {
  package struct Link: Sendable {
    package var id: Int64
    package var account: String
    package var contact: String
    /// That it was made with; nil where that is not known.
    package var probability: Double?
  }

  private static let pageSize = 10_000

  /// Calls the body with every standing automatic link of the accounts, in the order in which they were made.
  package static func links(
    _ session: borrowing Session, organization: String?, account: String?, _ body: (Link) -> Void
  ) throws {
    var last: Int64 = 0
    while true {
      let rows = try session.execute(
        Query.sampleLinks.sql, [.text(organization), .text(account), .int(last), .int(pageSize)])
      for row in rows {
        last = row.int(0) ?? last
        body(
          Link(id: last, account: row.text(1) ?? "", contact: row.text(2) ?? "", probability: row.double(3)))
      }
      if rows.count < pageSize { return }
    }
  }

  /// What the pairs of links compared as; links whose pair is no candidate any more are left out.
  package static func levels(_ session: borrowing Session, links: [Int64]) throws -> [Int64: Levels] {
    let rows = try session.execute(Query.sampleLevels.sql, [.intArray(links)])
    return Dictionary(
      rows.map { ($0.int(0) ?? 0, Levels(packed: UInt64(bitPattern: $0.int(1) ?? 0))) }, uniquingKeysWith: { $1 })
  }
}
