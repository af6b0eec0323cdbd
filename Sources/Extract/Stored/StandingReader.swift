import ContactModel
package import NDJSON
package import Postgres
import SQLFiles

/// Reads what stands in an account besides its contacts: links, judgements, and the frozen frequencies of its organization.
package enum StandingReader {
  /// Links, or contacts with their judgements, of one question.
  private static let pageSize: Int64 = 5000

  /// Calls the body with each line of the account, as of one moment; the last one is its `end`.
  ///
  /// - Parameter withSnapshot: false leaves the frequencies out, so that they are taken anew from the parties.
  package static func read(
    _ session: borrowing Session, account: String, organization: String, withSnapshot: Bool,
    _ body: (StandingLine) throws -> Void
  ) throws {
    try session.transaction(.storedSnapshot) { session in
      if withSnapshot, let stored = try StoredReader.snapshot(session, organization: organization) {
        try body(.snapshot(organization: organization, number: stored.number, content: stored.content))
      }
      var count = 0
      try pages(session, Query.standingLinks.sql, account) { row in
        count += 1
        try body(
          .link(
            account: account, contact: row.text(0) ?? "", party: row.text(1) ?? "",
            source: row.text(2).flatMap(LinkSource.init) ?? .auto, isPrimary: row.bool(3) ?? false))
      }
      try pages(session, Query.standingJudgements.sql, account) { row in
        guard let answer = row.text(2).flatMap(answer) else { return }
        count += 1
        try body(.judgement(account: account, contact: row.text(0) ?? "", party: row.text(1), answer: answer))
      }
      try body(.end(StandingEndLine(account: account, rows: count)))
    }
  }

  /// "A new party" says of the contact as a whole that it is none that is known; `withdrawn` says nothing.
  private static func answer(_ text: String) -> MatchGraph.Judgement.Answer? {
    text == "new_party" ? .different : MatchGraph.Judgement.Answer(rawValue: text)
  }

  private static func pages(
    _ session: borrowing Session, _ query: String, _ account: String, _ body: (Row) throws -> Void
  ) throws {
    var last = ""
    while true {
      let rows = try session.execute(query, [.text(account), .text(last), .int(pageSize)])
      if rows.isEmpty { return }
      for row in rows {
        try body(row)
        last = row.text(0) ?? last
      }
    }
  }
}
