import CSV
import Load
import Postgres

/// A file of known links on its way into the database.
enum LinkFile {
  /// What became of its rows.
  struct Report: Sendable {
    var counts: [KnownLinkVerdict.Word: Int] = [:]
    /// The first rows that were not taken, with file and line.
    var problems: [String] = []

    /// Rows shown at most.
    static let shown = 20

    var notTaken: Int { counts.reduce(0) { $0 + (KnownLinkVerdict($1.key).isTaken ? 0 : $1.value) } }

    var table: String {
      var table = Table(["verdict", "rows"])
      for word in KnownLinkVerdict.Word.allCases { table.rows.append([word.rawValue, grouped(counts[word] ?? 0)]) }
      return table.rendered()
    }
  }

  /// Takes the rows batch by batch, each in a transaction of its own; those that are not taken are written to `errors`.
  static func take(_ session: borrowing Session, _ path: String, errors: String?) throws -> Report {
    var file = try LinksCSV(path: path)
    var rejects = try errors.map { try RejectFile(path: $0) }
    var report = Report()
    var batch: [LinksCSV.Row] = []
    var isAtEnd = false
    while !isAtEnd {
      if let row = try file.next() { batch.append(row) } else { isAtEnd = true }
      guard isAtEnd || batch.count == LinkImport.batch else { continue }
      for (row, verdict) in zip(batch, try verdicts(session, batch)) {
        report.counts[verdict.word, default: 0] += 1
        if verdict.isTaken { continue }
        let words = "\(verdict.word.rawValue): \(verdict.detail ?? "")"
        if report.problems.count < Report.shown { report.problems.append("\(file.file):\(row.line): \(words)") }
        try rejects?.append([
          String(row.line), verdict.word.rawValue, row.account, row.contact, row.remoteID, row.party, verdict.detail,
        ])
      }
      batch = []
    }
    try rejects?.commit()
    return report
  }

  private static func verdicts(
    _ session: borrowing Session, _ rows: [LinksCSV.Row]
  ) throws -> [KnownLinkVerdict] {
    let known = rows.map { row -> KnownLink? in
      guard row.problem == nil, let account = row.account, let party = row.party else { return nil }
      guard let contact = row.contact.map({ .id($0) }) ?? row.remoteID.map({ KnownLink.Contact.remoteID($0) }) else {
        return nil
      }
      return KnownLink(account: account, contact: contact, party: party)
    }
    var taken = try LinkImport.take(session, known.compactMap { $0 })[...]
    return zip(rows, known).map { row, link in
      link == nil ? KnownLinkVerdict(.invalid, row.problem) : taken.removeFirst()
    }
  }
}
