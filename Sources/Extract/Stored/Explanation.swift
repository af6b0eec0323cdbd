package import ContactModel
package import Postgres
import SQLFiles

/// What is stored of the answer for one contact.
package struct StoredDecision: Sendable {
  package var verdict: Verdict
  package var party: String?
  package var probability: Double
  package var weight: Double
  package var matchKey: String
  package var reasons: [Reason]
  package var matcherVersion: String
  package var run: Int64
  package var decidedAt: Timestamp
}

/// A stored candidate of one contact.
package struct StoredCandidate: Sendable {
  package var party: String
  /// Bits, without prior and ruling.
  package var weight: Float
  package var levels: Levels
}

/// The standing link of one contact.
package struct StoredLink: Sendable {
  package var party: String
  package var source: LinkSource
  package var probability: Double?
  package var isPrimary: Bool
  package var linkedAt: Timestamp
}

extension StoredReader {
  /// The accounts that know a contact id, with their organizations; `account` narrows the search.
  package static func accounts(
    _ session: borrowing Session, ofContact id: String, account: String? = nil
  ) throws -> [(account: String, organization: String)] {
    try session.execute(Query.contactAccounts.sql, [.text(id), .text(account)]).map { row in
      (account: row.text(0) ?? "", organization: row.text(1) ?? "")
    }
  }

  /// The decision on a contact; nil before it was settled.
  package static func decision(
    _ session: borrowing Session, account: String, contact: String
  ) throws -> StoredDecision? {
    try session.execute(Query.decisionRead.sql, [.text(account), .text(contact)]).first.map { row in
      StoredDecision(
        verdict: row.text(0).flatMap(Verdict.init) ?? .unmatched, party: row.text(1), probability: row.double(2) ?? 0,
        weight: row.double(3) ?? 0, matchKey: row.text(4) ?? "",
        reasons: (row.text(5) ?? "").split(separator: ",").compactMap { Reason(rawValue: String($0)) },
        matcherVersion: row.text(6) ?? "", run: row.int(7) ?? 0,
        decidedAt: Timestamp(microseconds: row.int(8) ?? 0))
    }
  }

  /// The candidates of a contact, best first.
  package static func candidates(
    _ session: borrowing Session, account: String, contact: String
  ) throws -> [StoredCandidate] {
    try session.execute(Query.candidatesRead.sql, [.text(account), .text(contact)]).map { row in
      StoredCandidate(
        party: row.text(0) ?? "", weight: Float(row.double(1) ?? 0),
        levels: Levels(packed: UInt64(bitPattern: row.int(2) ?? 0)))
    }
  }

  /// The standing link of a contact; nil where there is none.
  package static func link(_ session: borrowing Session, account: String, contact: String) throws -> StoredLink? {
    try session.execute(Query.linkRead.sql, [.text(account), .text(contact)]).first.map { row in
      StoredLink(
        party: row.text(0) ?? "", source: row.text(1).flatMap(LinkSource.init) ?? .auto, probability: row.double(2),
        isPrimary: row.bool(3) ?? false, linkedAt: Timestamp(microseconds: row.int(4) ?? 0))
    }
  }
}
