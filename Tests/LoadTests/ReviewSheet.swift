import CSV
import ContactModel
import Extract
import Glibc
import Load
import Postgres
import TestSupport
import Testing

/// A review file in the hands of somebody with a spreadsheet.
struct ReviewSheet {
  var header: [String]
  var rows: [[String]]

  /// How a spreadsheet saves it.
  struct Format: Sendable, CustomTestStringConvertible {
    var separator = ","
    var isWindows1252 = false
    var hasMark = false
    var lineEnd = "\r\n"
    var quotesAll = false
    var testDescription: String {
      "\(separator == "\t" ? "TAB" : separator) \(isWindows1252 ? "1252" : "UTF-8")\(hasMark ? " BOM" : "")"
    }
  }

  /// Contacts a, b and c, of whom a person is asked (p1, p2 and, of c, p3), and d, who is like nobody.
  static func ask(_ session: borrowing Session, _ world: World) throws {
    try world.parties(session, ["p1", "p2", "p3", "p4"])
    let contacts: [TestContact] = [
      .init(id: "a", name: "p1:7 p2:6 Café"), .init(id: "b", name: "p1:7 p2:6"), .init(id: "c", name: "p3:6 p1:5"),
      .init(id: "d", name: "nobody"),
    ]
    try world.settle(session, world.read(session, [contacts], score: Ruling.score).window, scope: .all)
    try session.script(
      """
      update contactsync.contact set tax_number = '00123456789', phone_numbers = '[{"number": "+4930901820"}]';
      update contactsync.party set tax_number = '12345678901234567', phone_numbers = '[{"number": "0049 30 901820"}]',
        name = 'Grün ' || party_id;
      """)
  }

  init(_ session: borrowing Session, profile: CSVProfile = .sheet) throws {
    let path = "/tmp/contactsync-sheet-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).csv"
    defer {
      unlink(path)
      unlink(path + ".manifest.json")
    }
    _ = try ReviewExport.write(
      session, to: path, .init(organization: World.organization, withUnmatched: true), profile: profile)
    var reader = try CSVReader(path: path)
    header = try #require(try reader.next()).cells
    rows = []
    while let row = try reader.next() { rows.append(row.cells) }
  }

  func place(_ column: String) -> Int { header.firstIndex(of: column)! }

  /// The place of the row of a contact and rank.
  func row(_ contact: String, _ rank: Int) -> Int {
    rows.firstIndex { $0[place("contact_id")] == contact && $0[place("candidate_rank")] == "\(rank)" }!
  }

  mutating func set(_ contact: String, _ rank: Int, _ column: String, _ text: String) {
    rows[row(contact, rank)][place(column)] = text
  }

  func bytes(_ format: Format = Format()) -> [UInt8] {
    var text = ""
    for row in [header] + rows {
      text +=
        row.map { cell in
          let needsQuotes =
            format.quotesAll
            || cell.utf8.contains { [0x22, 0x0D, 0x0A].contains($0) || $0 == format.separator.utf8.first }
          return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
        }.joined(separator: format.separator) + format.lineEnd
    }
    var bytes: [UInt8] = format.hasMark ? [0xEF, 0xBB, 0xBF] : []
    if !format.isWindows1252 { return bytes + Array(text.utf8) }
    for scalar in text.unicodeScalars {
      bytes.append(scalar.value < 0x80 || 0xA0...0xFF ~= scalar.value ? UInt8(scalar.value) : UInt8(ascii: "?"))
    }
    return bytes
  }

  /// Each answer with the rows that have it.
  static func take(
    _ session: borrowing Session, _ bytes: [UInt8], isApplied: Bool = true, organization: String? = World.organization,
    problems: inout [String]
  ) throws -> [String: Int] {
    var told: [String] = []
    let report = try ReviewImport.take(
      session, .bytes(bytes, name: "review.csv"),
      ReviewImport.Settings(organization: organization, reviewer: "kim", isApplied: isApplied)
    ) { _, problem in told.append("\(problem.word.rawValue) \(problem.what)") }
    problems = told
    var counts: [String: Int] = [:]
    for (word, count) in report.counts where count > 0 { counts[word.rawValue] = count }
    if report.undecided > 0 { counts["unchanged", default: 0] -= report.undecided }
    return counts.filter { $0.value > 0 }
  }

  static func take(_ session: borrowing Session, _ bytes: [UInt8], isApplied: Bool = true) throws -> [String: Int] {
    var problems: [String] = []
    return try take(session, bytes, isApplied: isApplied, problems: &problems)
  }
}
