import Hummingbird
import Load
import Postgres
import SQLFiles

extension ReviewScreen {
  /// Items accepted at once, and shown of them before.
  private static let sampled = 10

  /// The classes of evidence, or one of them with a sample.
  func bulk(_ query: PageQuery, _ session: ReviewSession, notice: Notice? = nil) async throws -> Response {
    let (organization, reviewer, since) = (session.organization, session.reviewer, today)
    let chosen = query["class"]
    let least = query["least"].flatMap { Double($0) } ?? 0.6
    let read = try await store.read(organization) { session in
      (
        classes: try session.execute(Query.screenClasses.sql, [.text(organization)]).map { row in
          (key: row.text(0) ?? "", count: row.int(1) ?? 0, low: row.double(2) ?? 0, high: row.double(3) ?? 0)
        },
        sample: try chosen.map { try Self.sample(session, organization, $0, least) },
        counts: try ReviewStore.counts(session, organization, reviewer: reviewer, since: since)
      )
    }
    var values: [String: Any] = [
      "classes": read.classes.map { item -> [String: Any] in
        [
          "key": item.key, "words": FieldWords.matchKey(item.key), "count": item.count,
          "low": ItemPage.percent(item.low), "high": ItemPage.percent(item.high), "isChosen": item.key == chosen,
          "link": "/review/bulk" + Self.query([("class", item.key)]),
        ]
      },
      "hasClasses": !read.classes.isEmpty, "isChosen": chosen != nil, "class": chosen ?? "",
      "classWords": FieldWords.matchKey(chosen ?? ""), "least": "\(least)",
      "steps": [0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map { step -> [String: Any] in
        ["value": "\(step)", "words": ItemPage.percent(step), "isChosen": step == least]
      },
    ]
    values["oneByOne"] = "/review" + Self.query([("class", chosen)])
    values["mayAccept"] = chosen.map { Self.mayAccept($0) } ?? false
    if let sample = read.sample {
      values["count"] = sample.count
      values["hasItems"] = sample.count > 0
      values["sample"] = sample.shown.map { row -> [String: Any] in
        [
          "id": row.reviewID ?? "", "contact": row.contact.name ?? "(without a name)",
          "contactEmail": row.contact.email ?? "",
          "contactAddress": row.contact.addresses ?? "",
          "party": row.candidates.first.flatMap { row.parties[$0.party]?.name } ?? "(without a name)",
          "partyEmail": row.candidates.first.flatMap { row.parties[$0.party]?.email } ?? "",
          "partyAddress": row.candidates.first.flatMap { row.parties[$0.party]?.addresses } ?? "",
          "percent": row.candidates.first.map { ItemPage.percent($0.probability) } ?? "",
        ]
      }
    }
    notice?.add(to: &values)
    return try page("bulk", values, session, tab: "bulk", read.counts)
  }

  /// Accepts the best candidate of every item of a class, as many as one transaction takes.
  func acceptBulk(_ request: Request, _ session: ReviewSession) async throws -> Response {
    let form = try await Form(request)
    guard let matchKey = form["class"], let least = form["least"].flatMap({ Double($0) }) else {
      throw PageError(.badRequest, "No class is chosen", "Go back and choose one.")
    }
    guard Self.mayAccept(matchKey) else {
      throw PageError(
        .badRequest, "This class is decided one by one", "Its names or tax numbers contradict each other.")
    }
    let (organization, reviewer) = (session.organization, session.reviewer)
    let items = try await store.read(organization) { try Self.items($0, organization, matchKey, least) }
    let decided = try await store.pool.run { session in
      try Verdicts.decide(
        session, organization: organization,
        items.map { NewVerdict(.item($0.id), .matchBest, rowVersion: $0.version, reviewer: reviewer) }, isBatch: true)
    }
    let applied = decided.answers.count { if case .applied = $0 { true } else { false } }
    let left = decided.answers.count - applied
    var notice = Notice(
      "\(applied) accepted",
      left == 0 ? "" : "\(left) were left as they are: they changed meanwhile, or their party is gone.")
    notice.batch = decided.batch
    return try await bulk(PageQuery(""), session, notice: notice)
  }

  /// Where name or tax number contradict, a person looks at each: relatives, branches and accountants look like that.
  private static func mayAccept(_ matchKey: String) -> Bool {
    !matchKey.contains("-NAME") && !matchKey.contains("-TAX")
  }

  private static func items(
    _ session: borrowing Session, _ organization: String, _ matchKey: String, _ least: Double
  ) throws -> [(id: String, version: Int)] {
    try session.execute(
      Query.screenClassItems.sql,
      [.text(organization), .text(matchKey), .double(least), .int(Int64(Verdicts.limit))]
    ).map { ($0.text(0) ?? "", Int($0.int(1) ?? 0)) }
  }

  /// How many would be accepted, and ten of them from all over.
  private static func sample(
    _ session: borrowing Session, _ organization: String, _ matchKey: String, _ least: Double
  ) throws -> (count: Int, shown: [ReviewSubject]) {
    let items = try items(session, organization, matchKey, least)
    let step = max(1, items.count / sampled)
    let ids = stride(from: 0, to: items.count, by: step).prefix(sampled).map { items[$0].id }
    return (items.count, try ids.map { try ReviewStore.subject(session, organization, .item($0)) })
  }
}
