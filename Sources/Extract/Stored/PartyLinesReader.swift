import ContactModel
import NDJSON
package import Postgres
import SQLFiles

/// Reads an organization's parties as lines.
package enum PartyLinesReader {
  /// Hands over the parties' lines, as of one moment, in order of their ids, retired ones included, and their `end`.
  ///
  /// - Returns: false where there is no such organization; nothing is handed over then.
  package static func read(
    _ session: borrowing Session, organization: String, _ output: (_ lines: [UInt8]) throws -> Void
  ) throws -> Bool {
    try session.transaction(.storedSnapshot) { session in
      guard let row = try session.execute(Query.partyRevision.sql, [.text(organization)]).first else { return false }
      var count = 0
      try StoredReader.parties(session, organization: organization) { page in
        var lines: [UInt8] = []
        for row in page.rows { RecordLine.append(party: row, of: page, to: &lines) }
        count += page.rows.count
        try output(lines)
      }
      try output(PartiesEndLine(organization: organization, partyRevision: row.int(0) ?? 0, rows: count).line)
      return true
    }
  }
}
