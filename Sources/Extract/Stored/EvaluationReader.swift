package import ContactModel
package import Postgres
import SQLFiles

/// Reads stored answers to be measured.
package enum EvaluationReader {
  /// A contact with its answer and what a person would see of it.
  package struct Answer: Sendable {
    package var account: String
    package var contact: String
    package var isDeleted: Bool
    /// nil before the contact was decided.
    package var verdict: Verdict?
    package var party: String?
    package var probability: Double
    package var matchKey: String
    package var reasons: [Reason]
    package var candidates: [String]
    /// The parties of its open review item; empty without one.
    package var shown: [String]
    /// The party of the best candidate; nil without one.
    package var best: String?
    /// There was a best candidate, and an earlier release did not keep which one.
    package var isBestUnknown: Bool
    /// As it is stored.
    package var record: Contact?
  }

  private static let pageSize = 2000

  /// Calls the body with every contact of the accounts, in one snapshot of the database, by account and id.
  ///
  /// - Parameters:
  ///   - organization: only its accounts; nil: all.
  ///   - account: only this one; nil: all.
  package static func answers(
    _ session: borrowing Session, organization: String?, account: String?, _ body: (Answer) throws -> Void
  ) throws {
    try session.transaction(.storedSnapshot) { session in
      var last = (account: "", contact: "")
      while true {
        let rows = try session.execute(
          Query.evaluationContacts.sql,
          [.text(organization), .text(account), .text(last.account), .text(last.contact), .int(pageSize)])
        var answers = rows.map(answer)
        try readRecords(session, of: &answers)
        for answer in answers { try body(answer) }
        guard rows.count == pageSize, let final = rows.last else { return }
        last = (final.text(0) ?? "", final.text(1) ?? "")
      }
    }
  }

  private static func readRecords(_ session: borrowing Session, of answers: inout [Answer]) throws {
    for account in Set(answers.map(\.account)) {
      let ids = answers.filter { $0.account == account }.map(\.contact)
      let page = try StoredReader.contacts(session, account: account, ids: ids)
      let rows = Dictionary(
        page.rows.enumerated().map { (page.string($1.id) ?? "", $0) }, uniquingKeysWith: { first, _ in first })
      for index in answers.indices where answers[index].account == account {
        answers[index].record = rows[answers[index].contact].map { Contact(page, at: $0) }
      }
    }
  }

  private static func answer(_ row: Row) -> Answer {
    func texts(_ column: Int) -> [String] { (row.textArray(column) ?? []).compactMap { $0 } }
    return Answer(
      account: row.text(0) ?? "", contact: row.text(1) ?? "", isDeleted: row.bool(2) ?? false,
      verdict: row.text(3).flatMap(Verdict.init), party: row.text(4), probability: row.double(5) ?? 0,
      matchKey: row.text(6) ?? "", reasons: texts(7).compactMap(Reason.init), candidates: texts(8), shown: texts(9),
      best: row.text(10), isBestUnknown: row.bool(11) ?? false)
  }
}
