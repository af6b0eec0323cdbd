package import ContactModel
package import Postgres
import SQLFiles

/// Reads the linked contacts that fields owned by the platform may be written to.
package enum LinkedPairs {
  /// The primary contacts of living parties whose name, mailbox or tax number is not the party's, by contact.
  ///
  /// Left out are deleted and archived contacts, and those that a person is asked about or that wait for settling.
  ///
  /// - Parameter includesAutomatic: links that nobody has confirmed as well.
  package static func differing(
    _ session: borrowing Session, account: String, includesAutomatic: Bool
  ) throws -> [LinkedPair] {
    try session.execute(Query.updateFind.sql, [.text(account), .bool(includesAutomatic)]).map { row in
      func values(_ first: Int) -> [OwnedField: String] {
        var values: [OwnedField: String] = [:]
        for (place, field) in OwnedField.allCases.enumerated() { values[field] = row.text(first + place) }
        return values
      }
      let last = row.text(10).flatMap(ChangeState.init).map { state in
        LastChange(
          state: state, bodyHash: UInt64(bitPattern: row.int(11) ?? 0), attempts: Int(row.int(12) ?? 0))
      }
      return LinkedPair(
        contact: row.text(0) ?? "", party: row.text(1) ?? "", contactHash: UInt64(bitPattern: row.int(2) ?? 0),
        partyHash: UInt64(bitPattern: row.int(3) ?? 0), contactValues: values(4), partyValues: values(7), last: last)
    }
  }
}
