import ContactModel
import Foundation
import Postgres

/// One row as a table or view holds it: values by column, instants as microseconds since 1970, arrays as JSON; null is left
/// out.
struct RawRow: Sendable, Hashable {
  var values: [String: String] = [:]

  subscript(column: String) -> String? {
    get { values[column] }
    set { values[column] = newValue }
  }

  func int(_ column: String) -> Int64? { values[column].flatMap { Int64($0) } }
  func double(_ column: String) -> Double? { values[column].flatMap { Double($0) } }
  func bool(_ column: String) -> Bool? { values[column].map { $0 == "true" } }

  /// The elements of an array of texts.
  func texts(_ column: String) -> [String] { json(column) as? [String] ?? [] }

  func json(_ column: String) -> Any? {
    values[column].flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8), options: .fragmentsAllowed) }
  }

  /// Only these columns.
  func only(_ columns: [String]) -> RawRow { RawRow(values: values.filter { columns.contains($0.key) }) }

  /// The values in the order of their columns, for people.
  var line: String { values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " | ") }
}

/// Rows read one by one, as they stand.
struct RawTables {
  /// All rows, table by table.
  var rows: [String: [RawRow]] = [:]

  subscript(table: String) -> [RawRow] { rows[table] ?? [] }

  static let names = [
    "organization", "linked_account", "party", "contact", "contact_version", "decision", "link", "link_change",
    "judgement", "review_item", "creation", "run", "run_account", "rejected_record",
  ]

  init(_ session: borrowing Session) throws {
    for name in Self.names { rows[name] = try Self.read(session, "contactsync.\(name)") }
  }

  /// The rows of a table or view, in no order.
  static func read(_ session: borrowing Session, _ relation: String) throws -> [RawRow] {
    let columns = try session.execute(
      """
      select attname, format_type(atttypid, atttypmod) from pg_attribute
      where attrelid = $1::text::regclass and attnum > 0 and not attisdropped order by attnum
      """, [.text(relation)]
    ).map { (name: $0.text(0) ?? "", type: $0.text(1) ?? "") }
    let selected = columns.map { column in
      switch column.type {
      case "timestamp with time zone": "(extract(epoch from \(column.name)) * 1000000)::bigint"
      case let type where type.hasSuffix("[]"): "array_to_json(\(column.name))::text"
      default: "\(column.name)::text"
      }
    }
    return try session.execute("select \(selected.joined(separator: ", ")) from \(relation)").map { row in
      var read = RawRow()
      for (index, column) in columns.enumerated() {
        guard let text = row.text(index) else { continue }
        read[column.name] = column.type == "double precision" ? Double(text).map { "\($0)" } : text
      }
      return read
    }
  }
}

/// Days, hours and fractions by hand.
enum Reckoning {
  static let day: Int64 = 86_400_000_000

  /// The UTC day of an instant, counted from 1970-01-01.
  static func dayNumber(_ instant: Int64) -> Int64 {
    instant >= 0 ? instant / day : -((-instant + day - 1) / day)
  }

  static func dayText(_ number: Int64) -> String {
    String(Timestamp(microseconds: number * day).rfc3339.prefix(10))
  }

  /// A fraction with so many places, halves away from zero.
  static func decimal(_ numerator: Int64, _ denominator: Int64, places: Int) -> String {
    let scale = (0..<places).reduce(Int64(1)) { power, _ in power * 10 }
    let (whole, rest) = (abs(numerator) * scale).quotientAndRemainder(dividingBy: denominator)
    let rounded = rest * 2 >= denominator ? whole + 1 : whole
    let digits = String(rounded % scale)
    let fraction = String(repeating: "0", count: places - digits.count) + digits
    return "\(numerator < 0 && rounded > 0 ? "-" : "")\(rounded / scale).\(fraction)"
  }

  static func hours(_ span: Int64) -> String { decimal(span, 3_600_000_000, places: 2) }
  static func days(_ span: Int64) -> String { decimal(span, day, places: 2) }
}

extension String {
  /// Whether this id stands before another by its bytes.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
