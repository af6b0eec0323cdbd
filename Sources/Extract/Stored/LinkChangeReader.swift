package import ContactModel
package import Postgres
import SQLFiles

/// One change of a link, as `fct_link_changes` has it.
package struct LinkChange: Sendable, Hashable {
  /// Rises with each change, and becomes visible in commit order.
  package var id: Int64
  package var organization: String
  package var account: String
  package var contact: String
  /// After `linked` and `moved` the party that the contact is linked to, before `unlinked` the one that it was linked to.
  package var party: String
  /// `linked`, `unlinked` or `moved`.
  package var change: String
  package var source: String
  package var changedAt: Timestamp
}

/// Reads the changes of links, for a platform that takes the result back.
package enum LinkChangeReader {
  /// Rows of one question.
  static let page: Int64 = 2000

  /// Calls the body with the changes after one, in order, page by page; nothing can turn up later before what was read.
  ///
  /// - Parameters:
  ///   - organization: only its changes; nil: all.
  ///   - limit: changes at most; nil: all there are.
  package static func read(
    _ session: borrowing Session, since id: Int64, organization: String?, limit: Int64?,
    _ body: ([LinkChange]) throws -> Void
  ) throws {
    var last = id
    var left = limit ?? .max
    while left > 0 {
      let wanted = min(page, left)
      let rows = try session.execute(Query.linkChangesRead.sql, [.int(last), .text(organization), .int(wanted)])
      let changes = rows.map { row in
        LinkChange(
          id: row.int(0) ?? 0, organization: row.text(1) ?? "", account: row.text(2) ?? "", contact: row.text(3) ?? "",
          party: row.text(4) ?? "", change: row.text(5) ?? "", source: row.text(6) ?? "",
          changedAt: Timestamp(microseconds: row.int(7) ?? 0))
      }
      guard let final = changes.last else { return }
      try body(changes)
      if changes.count < Int(wanted) { return }
      left -= Int64(changes.count)
      last = final.id
    }
  }
}
