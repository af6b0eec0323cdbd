import ContactModel
import HTTPTypes
import Hummingbird
import Load
import Postgres

extension ReviewScreen {
  /// The page of one contact.
  ///
  /// - Parameter notice: what has just happened.
  func item(
    _ query: PageQuery, _ session: ReviewSession, _ subject: NewVerdict.Subject, notice: Notice? = nil
  ) async throws -> Response {
    let (search, chosen) = (query["q"], query["party"])
    let (organization, reviewer, since) = (session.organization, session.reviewer, today)
    let done = query["done"].flatMap { Int64($0) }
    let read = try await store.read(organization) { session in
      let found = try ReviewStore.subject(session, organization, subject)
      return (
        subject: found, taken: try chosen.flatMap { try ReviewStore.parties(session, organization, [$0])[$0] },
        found: try search.map { try ReviewStore.search(session, organization, $0) } ?? [],
        counts: try ReviewStore.counts(session, organization, reviewer: reviewer, since: since),
        history: try ReviewStore.history(
          session, organization, .init(account: found.account, contact: found.contact.id), limit: 20),
        done: try done.flatMap { try ReviewStore.verdict(session, organization, $0) }
      )
    }
    if let id = read.subject.reviewID, read.subject.isOpen { _ = claims.take([id], for: session.id) }
    var values = ItemPage(
      subject: read.subject, taken: read.taken, chosen: chosen, policy: policy, now: now()
    ).values
    let filter = filter(query)
    values["action"] = path(of: subject) + "/verdict" + parameters(subject, filter)
    values["self"] = path(of: subject)
    values["hasSubject"] = read.subject.reviewID == nil
    values["search"] = search ?? ""
    values["hasSearch"] = search != nil
    values["found"] = Self.found(read.found, path(of: subject), parameters(subject, filter), search ?? "")
    values["foundCount"] = read.found.count
    values["hasFound"] = !read.found.isEmpty
    values["history"] = read.history.map { $0.values(now: now()) }
    values["hasHistory"] = !read.history.isEmpty
    if let id = read.subject.reviewID, let priority = read.subject.priority {
      values["next"] =
        "/review/next"
        + Self.query([
          ("after", id), ("priority", "\(priority)"), ("account", filter.account), ("class", filter.matchKey),
        ])
      values["hasNext"] = read.subject.isOpen
    } else {
      values["next"] = "/review/unmatched"
      values["hasNext"] = true
    }
    (notice ?? read.done.map { Notice(saved: $0) })?.add(to: &values)
    return try page("item", values, session, tab: read.subject.reviewID == nil ? "unmatched" : "queue", read.counts)
  }

  /// Parties found by hand, each with the address that puts it beside the candidates.
  static func found(
    _ parties: [ReviewRecord], _ path: String, _ parameters: String, _ search: String
  ) -> [[String: Any]] {
    parties.map { party in
      let more = query([("q", search), ("party", party.id)])
      return [
        "id": party.id, "name": party.name ?? "(without a name)", "email": party.email ?? "",
        "tax": party.taxNumber ?? "", "address": party.addresses ?? "",
        "link": path + (parameters.isEmpty ? more : parameters + "&" + more.dropFirst()),
      ]
    }
  }

  /// Takes a verdict; the answer is the next item, or this one where it still asks or has moved.
  func decide(_ request: Request, _ session: ReviewSession, _ subject: NewVerdict.Subject) async throws -> Response {
    let form = try await Form(request)
    let query = PageQuery(request)
    let verdict = try Self.verdict(form)
    let note = form["note"].map { String($0.prefix(2000)) }
    let new = NewVerdict(
      subject, verdict, rowVersion: form["version"].flatMap { Int($0) }, reviewer: session.reviewer, note: note)
    let organization = session.organization
    let place = try await store.read(organization) { try Self.place(of: subject, $0, organization) }
    let answer = try await store.pool.run { try Verdicts.decide($0, organization: organization, new) }
    switch answer {
    case .applied(let applied):
      let stays = applied.isOpen && new.verdict != .unsure
      if !stays, let second = try await second(session, after: applied.id) {
        return try await go(request, session, to: second, done: nil)
      }
      let target =
        stays
        ? path(of: subject) + parameters(subject, filter(query)) : try await next(session, after: place, filter(query))
      return try await go(request, session, to: target ?? "/review?empty=1", done: applied.id)
    case .unchanged:
      let target = verdict == .skip ? try await next(session, after: place, filter(query)) : nil
      if let target { return try await go(request, session, to: target, done: nil) }
      return try await item(query, session, subject, notice: Notice("Nothing changed", "It was said already."))
    case .conflict(let standing):
      return try await item(query, session, subject, notice: Notice(conflict: standing))
    case .refused(let refusal):
      return try await item(query, session, subject, notice: Notice(refusal: refusal))
    }
  }

  /// The address of the next open item after a place, that nobody else looks at; from the beginning again after the last.
  func next(_ session: ReviewSession, after place: Place?, _ filter: ReviewStore.Filter) async throws -> String? {
    let organization = session.organization
    let rows = try await store.read(organization) { session in
      let rows = try ReviewStore.queue(
        session, organization, after: place.map { ($0.priority, $0.id) }, filter)
      if !rows.isEmpty || place == nil { return rows }
      return try ReviewStore.queue(session, organization, filter)
    }
    let others = rows.map(\.reviewID).filter { $0 != place?.id }
    return claims.take(others.isEmpty ? rows.map(\.reviewID) : others, for: session.id)
      .map { "/review/\($0)" + Self.query([("account", filter.account), ("class", filter.matchKey)]) }
  }

  /// To another page: at once where the page's script asks, else by a redirect.
  func go(
    _ request: Request, _ session: ReviewSession, to target: String, done: Int64?
  ) async throws -> Response {
    let address = target + (done.map { (target.contains("?") ? "&" : "?") + "done=\($0)" } ?? "")
    guard request.headers[Self.partial] != nil, target.hasPrefix("/review/r") else { return redirect(address) }
    let path = target.split(separator: "?", maxSplits: 1)
    var answer = try await item(PageQuery(address), session, .item(String(path[0].dropFirst("/review/".count))))
    answer.headers[Self.location] = options.base + address
    return answer
  }

  static let partial = HTTPField.Name("X-Partial")!
  static let location = HTTPField.Name("X-Location")!

  /// What the form's button says.
  static func verdict(_ form: Form) throws -> ReviewVerdict {
    let none = PageError(.badRequest, "No party is chosen", "Choose one of the parties, then decide.")
    switch form["verdict"] {
    case "match":
      guard let party = form["party"] else { throw none }
      return .match(party)
    case "not_a_match":
      guard let party = form["party"] else { throw none }
      return .notAMatch([party])
    case "none_of_them": return .noneOfThem
    case "new_party": return .newParty
    case "unsure": return .unsure
    case "skip": return .skip
    default: throw PageError(.badRequest, "There is no such verdict", "Go back and use the buttons of the page.")
    }
  }

  private static func place(
    of subject: NewVerdict.Subject, _ session: borrowing Session, _ organization: String
  ) throws -> Place? {
    guard case .item = subject else { return nil }
    let found = try ReviewStore.subject(session, organization, subject)
    guard let id = found.reviewID, let priority = found.priority else { return nil }
    return Place(priority: priority, id: id)
  }

  private func path(of subject: NewVerdict.Subject) -> String {
    switch subject {
    case .item(let id): "/review/" + PercentText.encoded(id)
    case .contact: "/review/contact"
    }
  }

  private func parameters(_ subject: NewVerdict.Subject, _ filter: ReviewStore.Filter) -> String {
    switch subject {
    case .item: Self.query([("account", filter.account), ("class", filter.matchKey)])
    case .contact(let account, let id): Self.query([("account", account), ("id", id)])
    }
  }

  /// A query of the parameters that have a value.
  static func query(_ parameters: [(String, String?)]) -> String {
    let given = parameters.compactMap { name, value in value.map { "\(name)=\(PercentText.encoded($0))" } }
    return given.isEmpty ? "" : "?" + given.joined(separator: "&")
  }
}
