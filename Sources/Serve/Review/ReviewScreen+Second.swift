import HTTPTypes
import Hummingbird
import Load
import Postgres
import SQLFiles

extension ReviewScreen {
  /// One verdict in ten of a reviewer is followed by a second opinion, where one is wanted.
  private static let rhythm: Int64 = 10

  /// The address of a contact that somebody else decided about, to be judged without knowing how; nil: none is wanted now.
  func second(_ session: ReviewSession, after verdict: Int64) async throws -> String? {
    guard verdict % Self.rhythm == 0 else { return nil }
    let (organization, reviewer) = (session.organization, session.reviewer)
    return try await store.read(organization) { session in
      try session.execute(Query.screenSecondFind.sql, [.text(organization), .text(reviewer)]).compactMap { $0.int(0) }
    }.first.map { "/review/second/\($0)" }
  }

  /// The page of such a contact: as it was before anybody decided.
  func secondItem(_ verdict: Int64, _ query: PageQuery, _ session: ReviewSession) async throws -> Response {
    let (organization, reviewer, since) = (session.organization, session.reviewer, today)
    let (search, chosen) = (query["q"], query["party"])
    let read = try await store.read(organization) { session in
      var subject = try ReviewStore.subject(
        session, organization, try Self.subject(session, organization, reviewer, of: verdict))
      try subject.hideAnswer()
      subject.parties = try ReviewStore.parties(session, organization, subject.candidates.map(\.party))
      return (
        subject: subject, taken: try chosen.flatMap { try ReviewStore.parties(session, organization, [$0])[$0] },
        found: try search.map { try ReviewStore.search(session, organization, $0) } ?? [],
        counts: try ReviewStore.counts(session, organization, reviewer: reviewer, since: since)
      )
    }
    var values = ItemPage(
      subject: read.subject, taken: read.taken, chosen: chosen, policy: policy, now: now()
    ).values
    values["self"] = "/review/second/\(verdict)"
    values["action"] = "/review/second/\(verdict)/verdict"
    values["hasSubject"] = false
    values["search"] = search ?? ""
    values["hasSearch"] = search != nil
    values["found"] = Self.found(read.found, "/review/second/\(verdict)", "", search ?? "")
    values["foundCount"] = read.found.count
    values["hasFound"] = !read.found.isEmpty
    values["hasHistory"] = false
    values["next"] = "/review/next"
    values["hasNext"] = true
    return try page("item", values, session, tab: "queue", read.counts)
  }

  /// Keeps a second opinion: it changes nothing else.
  func decideSecond(_ verdict: Int64, _ request: Request, _ session: ReviewSession) async throws -> Response {
    let form = try await Form(request)
    let (organization, reviewer) = (session.organization, session.reviewer)
    let (word, party): (String, String?) =
      switch try Self.verdict(form) {
      case .match(let party): ("match", party)
      case .notAMatch, .noneOfThem, .matchBest: ("not_a_match", nil)
      case .newParty: ("new_party", nil)
      case .unsure, .skip: ("unsure", nil)
      }
    try await store.read(organization) { session in
      _ = try Self.subject(session, organization, reviewer, of: verdict)
      try session.execute(
        Query.secondOpinionInsert.sql,
        [.text(organization), .int(verdict), .text(reviewer), .text(word), .text(party)])
    }
    return try await go(request, session, to: next(session, after: nil, .init()) ?? "/review?empty=1")
  }

  /// Of the last 90 days: second opinions, and those that agree with the first.
  static func agreement(_ session: borrowing Session, _ organization: String) throws -> (given: Int64, agree: Int64) {
    let rows = try session.execute(Query.screenAgreement.sql, [.text(organization)])
    return (rows.int(0, 0) ?? 0, rows.int(0, 1) ?? 0)
  }

  private static func subject(
    _ session: borrowing Session, _ organization: String, _ reviewer: String, of verdict: Int64
  ) throws -> NewVerdict.Subject {
    let rows = try session.execute(
      Query.screenSecondSubject.sql, [.text(organization), .int(verdict), .text(reviewer)])
    guard let row = rows.first(where: { _ in true }), let account = row.text(0), let contact = row.text(1) else {
      throw PageError.notFound
    }
    return .contact(account: account, id: contact)
  }
}
