package import ContactModel
import NDJSON
package import Postgres
import SQLFiles

/// Reads the contacts that a person called a new party of the platform, and that nobody has linked since.
package enum NewParties {
  static let page: Int64 = 1000

  /// Calls the body with lines of NDJSON, in the order in which the contacts were judged: Merge's field names without
  /// `id`, for the platform gives that, and `organization`, `account`, `contact_id` and `judged_at`.
  ///
  /// - Parameters:
  ///   - since: only what was judged then or later; nil: all.
  ///   - organization: only its contacts; nil: all.
  package static func read(
    _ session: borrowing Session, since: Timestamp?, organization: String?, _ body: ([UInt8]) throws -> Void
  ) throws {
    var last: Int64 = 0
    while true {
      let rows = try session.execute(
        Query.newPartiesRead.sql,
        [.int(last), .timestamp(microseconds: since?.microseconds), .text(organization), .int(page)])
      var lines: [UInt8] = []
      for row in rows {
        JSONLine.append(object(row), to: &lines)
        last = row.int(0) ?? last
      }
      if !lines.isEmpty { try body(lines) }
      if rows.count < Int(page) { return }
    }
  }

  private static func object(_ row: Row) -> [String: JSONValue] {
    func flag(_ column: Int) -> JSONValue { row.bool(column).map { .bool($0) } ?? .null }
    func list(_ column: Int) -> JSONValue { row.text(column).map { .json(Array($0.utf8)) } ?? .null }
    return [
      "judged_at": .string(Timestamp(microseconds: row.int(1) ?? 0).rfc3339), "organization": .text(row.text(2)),
      "account": .text(row.text(3)), "contact_id": .text(row.text(4)), "remote_id": .text(row.text(5)),
      "name": .text(row.text(6)), "email_address": .text(row.text(7)), "tax_number": .text(row.text(8)),
      "status": .text(row.text(9)), "currency": .text(row.text(10)), "company": .text(row.text(11)),
      "is_customer": flag(12), "is_supplier": flag(13), "addresses": list(14), "phone_numbers": list(15),
    ]
  }
}
