package import ContactModel
package import Postgres
import SQLFiles

/// Reads the contacts of an account that was linked anew, from before and from now.
package enum RelinkReader {
  private static let pageSize = 20_000

  /// The contacts that the new linking has not brought (those that were deleted before only with a link), and those that it
  /// brought and that nothing was decided about.
  package static func contacts(
    _ session: borrowing Session, account: String
  ) throws -> (old: [RelinkContact], new: [RelinkContact]) {
    try session.execute(Query.plansDiscard.sql)
    return try session.transaction(.storedSnapshot) { session in
      var (old, new): ([RelinkContact], [RelinkContact]) = ([], [])
      var last = ""
      while true {
        let rows = try session.execute(Query.relinkContacts.sql, [.text(account), .text(last), .int(pageSize)])
        for row in rows {
          let (isSeen, isDecided, isDeleted) = (row.bool(6) ?? false, row.bool(7) ?? false, row.bool(8) ?? false)
          let (isLinked, isJudged) = (row.bool(9) ?? false, row.bool(10) ?? false)
          if isSeen, !isDecided { new.append(contact(row, isKnown: false)) }
          if !isSeen, isLinked || !isDeleted { old.append(contact(row, isKnown: isLinked || isJudged)) }
        }
        guard rows.count == pageSize, let final = rows.last?.text(0) else { return (old, new) }
        last = final
      }
    }
  }

  private static func contact(_ row: Row, isKnown: Bool) -> RelinkContact {
    RelinkContact(
      id: row.text(0) ?? "", remoteID: row.text(1), company: row.text(2) ?? "", isCustomer: Flag(row.bool(3)),
      isSupplier: Flag(row.bool(4)), nameHash: row.int(5), isKnown: isKnown)
  }
}
