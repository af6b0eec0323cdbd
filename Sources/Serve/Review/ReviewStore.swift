import ContactModel
import HTTPTypes
import Load
import Postgres
import SQLFiles

/// What the matching screen reads, always of one organization: that of who signed in.
struct ReviewStore: Sendable {
  /// One open item in the queue.
  struct QueueRow: Sendable {
    var reviewID: String
    var priority: Double
    var account: String
    var contactName: String?
    var partyName: String?
    var probability: Double?
    var reasons: [String]
    var openedAt: Timestamp
    var matchKey: String
    var isDisputed: Bool
  }

  struct Counts: Sendable {
    /// At most 1000: counting a long queue takes longer than deciding.
    var open = 0
    /// Today, in UTC, by this reviewer.
    var decided = 0
  }

  /// What part of the queue is looked at.
  struct Filter: Sendable, Hashable {
    var account: String?
    var matchKey: String?
  }

  let pool: ConnectionPool

  /// Runs a body in a transaction that sees the organization alone.
  func read<R: Sendable>(
    _ organization: String, _ mode: TransactionMode = .readCommitted,
    _ body: @escaping @Sendable (borrowing Session) throws -> R
  ) async throws -> R {
    try await pool.run { session in
      try session.transaction(mode) { session in
        try SessionRole.see(session, organization: organization)
        return try body(session)
      }
    }
  }

  /// The item of a review id, or the contact of an account.
  ///
  /// - Throws: ``PageError`` 404 where the organization has none.
  static func subject(
    _ session: borrowing Session, _ organization: String, _ subject: NewVerdict.Subject
  ) throws -> ReviewSubject {
    let parameters: [Parameter] =
      switch subject {
      case .item(let id): [.text(organization), .text(id), .null, .null]
      case .contact(let account, let id): [.text(organization), .null, .text(account), .text(id)]
      }
    guard let row = try session.execute(Query.screenItem.sql, parameters).first(where: { _ in true }) else {
      throw PageError(
        .notFound, "There is no such record",
        "It may belong to another organization, or was removed. Go back to the queue.")
    }
    var found = try ReviewSubject(row)
    let ids = found.candidates.map(\.party) + (found.link.map { [$0.party] } ?? [])
    found.parties = try parties(session, organization, ids)
    return found
  }

  static func parties(
    _ session: borrowing Session, _ organization: String, _ ids: [String]
  ) throws -> [String: ReviewRecord] {
    if ids.isEmpty { return [:] }
    var parties: [String: ReviewRecord] = [:]
    for row in try session.execute(Query.screenParties.sql, [.text(organization), .textArray(ids)]) {
      let party = ReviewRecord(party: row)
      parties[party.id] = party
    }
    return parties
  }

  /// At most 51 open items after one of the queue; from the first where none is given.
  static func queue(
    _ session: borrowing Session, _ organization: String, after place: Place? = nil, _ filter: Filter
  ) throws -> [QueueRow] {
    try session.execute(Query.screenQueue.sql, parameters(organization, place, filter)).map { row in
      QueueRow(
        reviewID: row.text(0) ?? "", priority: row.double(1) ?? 0, account: row.text(2) ?? "", contactName: row.text(3),
        partyName: row.text(4), probability: row.double(5),
        reasons: (row.text(6) ?? "").split(separator: ",").map(String.init),
        openedAt: Timestamp(microseconds: row.int(7) ?? 0), matchKey: row.text(8) ?? "",
        isDisputed: row.text(9) == "link_disputed")
    }
  }

  /// The ids of the same items, without what is told of them.
  static func following(
    _ session: borrowing Session, _ organization: String, after place: Place? = nil, _ filter: Filter
  ) throws -> [String] {
    try session.execute(Query.screenFollowing.sql, parameters(organization, place, filter)).map { $0.text(0) ?? "" }
  }

  private static func parameters(_ organization: String, _ place: Place?, _ filter: Filter) -> [Parameter] {
    [
      .text(organization), place.map { .double($0.priority) } ?? .null, .text(place?.id), .text(filter.account),
      .text(filter.matchKey),
    ]
  }

  static func counts(
    _ session: borrowing Session, _ organization: String, reviewer: String, since: Timestamp
  ) throws -> Counts {
    let rows = try session.execute(
      Query.screenCounts.sql,
      [.text(organization), .timestamp(microseconds: since.microseconds), .text(reviewer)])
    return Counts(open: Int(rows.int(0, 0) ?? 0), decided: Int(rows.int(0, 1) ?? 0))
  }

  /// Parties that hold every word of a text.
  static func search(
    _ session: borrowing Session, _ organization: String, _ text: String
  ) throws -> [ReviewRecord] {
    let patterns = text.split(whereSeparator: \.isWhitespace).prefix(8).map { pattern(String($0)) }
    if patterns.isEmpty { return [] }
    return try session.execute(Query.screenSearch.sql, [.text(organization), .textArray(patterns)]).map {
      ReviewRecord(party: $0)
    }
  }

  /// A pattern of `ilike` that finds the text anywhere.
  static func pattern(_ text: String) -> String {
    var pattern = "%"
    for character in text {
      if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
      pattern.append(character)
    }
    return pattern + "%"
  }
}
