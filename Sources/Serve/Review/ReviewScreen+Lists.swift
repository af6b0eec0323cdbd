import ContactModel
import Hummingbird
import Load
import Postgres
import SQLFiles

extension ReviewScreen {
  private static let listed = 50

  /// The queue: what is to be decided, the most important first.
  func queue(_ query: PageQuery, _ session: ReviewSession) async throws -> Response {
    let (organization, reviewer, since) = (session.organization, session.reviewer, today)
    let filter = filter(query)
    let after = Place(query)
    let read = try await store.read(organization) { session in
      (
        rows: try ReviewStore.queue(session, organization, after: after, filter),
        accounts: try ReviewStore.accounts(session, organization),
        counts: try ReviewStore.counts(session, organization, reviewer: reviewer, since: since)
      )
    }
    let rows = read.rows.prefix(Self.listed)
    let given = [("account", filter.account), ("class", filter.matchKey)]
    let now = now()
    var values: [String: Any] = [
      "rows": rows.map { row -> [String: Any] in
        [
          "id": row.reviewID, "contact": row.contactName ?? "(without a name)", "account": row.account,
          "party": row.partyName ?? "nobody is left", "hasProbability": row.probability != nil,
          "percent": row.probability.map { ItemPage.percent($0) } ?? "", "isDisputed": row.isDisputed,
          "class": FieldWords.matchKey(row.matchKey),
          "why": row.reasons.map { Reason(rawValue: $0)?.words ?? $0 }.joined(separator: "; "),
          "age": ItemPage.age(of: row.openedAt, now), "query": Self.query(given),
        ]
      },
      "hasRows": !rows.isEmpty, "hasMore": read.rows.count > Self.listed,
      "isFiltered": filter.account != nil || filter.matchKey != nil, "hasClass": filter.matchKey != nil,
      "filterClass": filter.matchKey ?? "", "filterClassWords": FieldWords.matchKey(filter.matchKey ?? ""),
      "start": "/review/next" + Self.query(given),
      "accounts": read.accounts.map { account -> [String: Any] in
        ["id": account.id, "integration": account.integration ?? "", "isChosen": account.id == filter.account]
      },
    ]
    if let last = rows.last {
      values["more"] = "/review" + Self.query([("after", last.reviewID), ("priority", "\(last.priority)")] + given)
    }
    if query["empty"] != nil {
      Notice("Nothing is left to decide", "Come back after the next run.").add(to: &values)
    }
    return try page("queue", values, session, tab: "queue", read.counts)
  }

  /// Contacts that no party resembles: a person may find one by hand, or say that the platform does not have it.
  func unmatched(_ query: PageQuery, _ session: ReviewSession) async throws -> Response {
    let (organization, reviewer, since) = (session.organization, session.reviewer, today)
    let account = query["account"]
    let search = query["q"]
    let after = (query["after_account"] ?? "", query["after"] ?? "")
    let read = try await store.read(organization) { session in
      (
        rows: try session.execute(
          Query.screenUnmatched.sql,
          [
            .text(organization), .text(after.0), .text(after.1), .text(search.map { ReviewStore.pattern($0) }),
            .text(account), .int(Int64(Self.listed + 1)),
          ]
        ).map { row in
          (
            account: row.text(0) ?? "", id: row.text(1) ?? "", name: row.text(2), email: row.text(3),
            address: row.text(4), reasons: row.text(5) ?? ""
          )
        },
        accounts: try ReviewStore.accounts(session, organization),
        counts: try ReviewStore.counts(session, organization, reviewer: reviewer, since: since)
      )
    }
    let rows = read.rows.prefix(Self.listed)
    var values: [String: Any] = [
      "rows": rows.map { row -> [String: Any] in
        [
          "contact": row.name ?? "(without a name)", "account": row.account, "email": row.email ?? "",
          "address": row.address ?? "",
          "link": "/review/contact" + Self.query([("account", row.account), ("id", row.id)]),
          "why": row.reasons.split(separator: ",").map { Reason(rawValue: String($0))?.words ?? String($0) }
            .joined(separator: "; "),
        ]
      },
      "hasRows": !rows.isEmpty, "hasMore": read.rows.count > Self.listed, "search": search ?? "",
      "accounts": read.accounts.map { item -> [String: Any] in
        ["id": item.id, "integration": item.integration ?? "", "isChosen": item.id == account]
      },
    ]
    if let last = rows.last {
      values["more"] =
        "/review/unmatched"
        + Self.query([("after_account", last.account), ("after", last.id), ("account", account), ("q", search)])
    }
    return try page("unmatched", values, session, tab: "unmatched", read.counts)
  }

  /// What was decided, by whom and when, the newest first.
  func history(_ query: PageQuery, _ session: ReviewSession, notice: Notice? = nil) async throws -> Response {
    let (organization, reviewer, since) = (session.organization, session.reviewer, today)
    let isMine = query["mine"] != nil
    let before = query["before"].flatMap { Int64($0) }
    let read = try await store.read(organization) { session in
      (
        lines: try ReviewStore.history(
          session, organization, .init(before: before, reviewer: isMine ? reviewer : nil), limit: Self.listed + 1),
        agreement: try Self.agreement(session, organization),
        counts: try ReviewStore.counts(session, organization, reviewer: reviewer, since: since)
      )
    }
    let lines = read.lines.prefix(Self.listed)
    var values: [String: Any] = [
      "lines": lines.map { $0.values(now: now()) }, "hasLines": !lines.isEmpty,
      "hasMore": read.lines.count > Self.listed, "isMine": isMine,
      "more": "/review/history"
        + Self.query([("before", lines.last.map { "\($0.id)" }), ("mine", isMine ? "1" : nil)]),
    ]
    values["hasSeconds"] = read.agreement.given > 0
    values["seconds"] = read.agreement.given
    values["agree"] = read.agreement.agree
    notice?.add(to: &values)
    return try page("history", values, session, tab: "history", read.counts)
  }

  /// Takes a verdict, a batch, or the reviewer's last verdict back.
  func undo(_ request: Request, _ session: ReviewSession) async throws -> Response {
    let form = try await Form(request)
    let what: Verdicts.Undo
    if let batch = form["batch"] {
      what = .batch(batch)
    } else if let verdict = form["verdict"] {
      guard let id = Int64(verdict) else { throw PageError.notFound }
      what = .verdict(id)
    } else {
      what = .last
    }
    let (organization, reviewer) = (session.organization, session.reviewer)
    let answer = try await store.pool.run { session in
      try Verdicts.undo(session, organization: organization, what, reviewer: reviewer)
    }
    let undone = answer.undone
    if undone.count == 1, answer.refused.isEmpty, !undone[0].reviewID.isEmpty, undone[0].isOpen {
      let notice = Notice("Taken back", "The record is as it was before.")
      let subject = NewVerdict.Subject.item(undone[0].reviewID)
      guard request.headers[Self.partial] != nil else {
        return redirect("/review/\(undone[0].reviewID)?done=\(undone[0].verdict)")
      }
      var page = try await item(PageQuery(""), session, subject, notice: notice)
      page.headers[Self.location] = options.base + "/review/\(undone[0].reviewID)"
      return page
    }
    return try await history(PageQuery(request), session, notice: Self.notice(answer))
  }

  private static func notice(_ answer: Verdicts.UndoAnswer) -> Notice {
    if answer.undone.isEmpty && answer.refused.isEmpty { return Notice("There is nothing to take back", "") }
    let kept = answer.refused.map { refused in
      switch refused.reason {
      case .undone: "was taken back before"
      case .overtaken: "something newer was said of the contact"
      case .linkChanged: "the link was changed since"
      case .erasedParty: "the party was erased"
      case .unknownContact: "the contact was erased"
      }
    }
    let reasons = Set(kept).sorted().joined(separator: ", ")
    return Notice(
      "\(answer.undone.count) taken back",
      kept.isEmpty ? "The records are as they were before." : "\(kept.count) stay: \(reasons).",
      isProblem: !kept.isEmpty)
  }
}

extension ReviewStore {
  static func accounts(
    _ session: borrowing Session, _ organization: String
  ) throws -> [(id: String, integration: String?)] {
    try session.execute(Query.screenAccounts.sql, [.text(organization)]).map { ($0.text(0) ?? "", $0.text(1)) }
  }
}
