import CSV
import ContactModel
import Postgres
import SQLFiles

/// What stands of a contact that a review file names.
struct ReviewImportStored {
  struct Candidate {
    var party: String
    var name: String
    var taxNumber: String
    var phone: String
  }

  var organization: String
  var contact: ContactKey
  /// 0: there is no review item.
  var rowVersion: Int
  var name: String
  var taxNumber: String
  var phone: String
  /// Those that are left, best first.
  var candidates: [Candidate]

  /// Of each row's contact what stands; nil where there is no such contact.
  static func read(
    _ session: borrowing Session, organization: String?, _ rows: [ReviewCSV.Row]
  ) throws -> [ReviewImportStored?] {
    var stored = [ReviewImportStored?](repeating: nil, count: rows.count)
    let found = try session.execute(
      Query.reviewImportRead.sql,
      [
        .textArray(rows.map { storable($0.text(.reviewID)) }), .textArray(rows.map { storable($0.text(.account)) }),
        .textArray(rows.map { storable($0.text(.contact)) }), .text(organization),
      ])
    for row in found { stored[Int(row.int(0) ?? 1) - 1] = ReviewImportStored(row) }
    return stored
  }

  /// A text that PostgreSQL can take; one that it cannot is no id.
  static func storable(_ text: String) -> String { text.utf8.contains(0) ? "" : text }

  private init(_ row: Row) {
    organization = row.text(1) ?? ""
    contact = ContactKey(account: row.text(2) ?? "", id: row.text(3) ?? "")
    rowVersion = Int(row.int(4) ?? 0)
    name = row.text(5) ?? ""
    taxNumber = row.text(6) ?? ""
    phone = row.text(7) ?? ""
    let (parties, names) = (row.textArray(8) ?? [], row.textArray(9) ?? [])
    let (taxNumbers, phones) = (row.textArray(10) ?? [], row.textArray(11) ?? [])
    candidates = parties.indices.map {
      Candidate(
        party: parties[$0] ?? "", name: names[$0] ?? "", taxNumber: taxNumbers[$0] ?? "", phone: phones[$0] ?? "")
    }
  }
}
