import ContactModel
import HTTPTypes
import Hummingbird
import Load
import Postgres

extension ReviewScreen {
  /// What the page of one contact shows.
  struct ItemRead: Sendable {
    var subject: ReviewSubject
    /// A party found by hand.
    var taken: ReviewRecord?
    var found: [ReviewRecord]
    var counts: ReviewStore.Counts
    var history: [GivenLine]
    /// The verdict that led here.
    var done: GivenLine?
  }

  /// The page of one contact.
  ///
  /// - Parameter notice: what has just happened.
  func item(
    _ query: PageQuery, _ session: ReviewSession, _ subject: NewVerdict.Subject, notice: Notice? = nil
  ) async throws -> Response {
    let read = try await store.read(session.organization) { try look($0, query, session, subject) }
    return try page(read, query, session, subject, notice: notice)
  }

  private func look(
    _ database: borrowing Session, _ query: PageQuery, _ session: ReviewSession, _ subject: NewVerdict.Subject
  ) throws -> ItemRead {
    let organization = session.organization
    let (search, chosen, done) = (query["q"], query["party"], query["done"].flatMap { Int64($0) })
    let found = try ReviewStore.subject(database, organization, subject)
    let given = try ReviewStore.history(
      database, organization, of: ContactKey(account: found.account, id: found.contact.id))
    let lines = try ReviewStore.verdicts(database, organization, given + (done.map { [$0] } ?? []))
    return ItemRead(
      subject: found, taken: try chosen.flatMap { try ReviewStore.parties(database, organization, [$0])[$0] },
      found: try search.map { try ReviewStore.search(database, organization, $0) } ?? [],
      counts: try ReviewStore.counts(database, organization, reviewer: session.reviewer, since: today),
      history: lines.filter { given.contains($0.id) }, done: lines.first { $0.id == done })
  }

  private func page(
    _ read: ItemRead, _ query: PageQuery, _ session: ReviewSession, _ subject: NewVerdict.Subject, notice: Notice?
  ) throws -> Response {
    let (search, chosen) = (query["q"], query["party"])
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
      values["priority"] = "\(priority)"
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
    let answer = try await store.pool.run { try Verdicts.decide($0, organization: organization, new) }
    switch answer {
    case .applied(let applied):
      if applied.isOpen && new.verdict != .unsure {
        return try await go(request, session, to: path(of: subject) + parameters(subject, filter(query)), applied.id)
      }
      if let second = try await second(session, after: applied.id) {
        return try await go(request, session, to: second)
      }
      return try await goOn(request, session, after: Place(subject, form), filter(query), done: applied.id)
    case .unchanged where verdict == .skip:
      return try await goOn(request, session, after: Place(subject, form), filter(query))
    case .unchanged:
      return try await item(query, session, subject, notice: Notice("Nothing changed", "It was said already."))
    case .conflict(let standing):
      return try await item(query, session, subject, notice: Notice(conflict: standing))
    case .refused(let refusal):
      return try await item(query, session, subject, notice: Notice(refusal: refusal))
    }
  }

  /// The address of the next open item after a place, that nobody else looks at; from the beginning again after the last.
  func next(_ session: ReviewSession, after place: Place?, _ filter: ReviewStore.Filter) async throws -> String? {
    try await store.read(session.organization) { try next($0, session, after: place, filter) }.map(Self.address(filter))
  }

  /// The review id of that item; it is kept from others for a while.
  private func next(
    _ database: borrowing Session, _ session: ReviewSession, after place: Place?, _ filter: ReviewStore.Filter
  ) throws -> String? {
    var items = try ReviewStore.following(database, session.organization, after: place, filter)
    if items.isEmpty, place != nil { items = try ReviewStore.following(database, session.organization, filter) }
    let others = items.filter { $0 != place?.id }
    return claims.take(others.isEmpty ? items : others, for: session.id)
  }

  private static func address(_ filter: ReviewStore.Filter) -> @Sendable (String) -> String {
    { "/review/\($0)" + query([("account", filter.account), ("class", filter.matchKey)]) }
  }

  /// To the next item: at once where the page's script asks, else by a redirect.
  private func goOn(
    _ request: Request, _ session: ReviewSession, after place: Place?, _ filter: ReviewStore.Filter, done: Int64? = nil
  ) async throws -> Response {
    let address = Self.address(filter)
    guard request.headers[Self.partial] != nil else {
      let target = try await next(session, after: place, filter) ?? "/review?empty=1"
      return redirect(Self.telling(done, target))
    }
    let found = try await store.read(session.organization) { database in
      try next(database, session, after: place, filter).map { id in
        let query = PageQuery(Self.telling(done, address(id)))
        return (id: id, query: query, read: try look(database, query, session, .item(id)))
      }
    }
    guard let found else { return redirect(Self.telling(done, "/review?empty=1")) }
    var answer = try page(found.read, found.query, session, .item(found.id), notice: nil)
    answer.headers[Self.location] = options.base + Self.telling(done, address(found.id))
    return answer
  }

  /// To another page: at once where the page's script asks, else by a redirect.
  func go(
    _ request: Request, _ session: ReviewSession, to target: String, _ done: Int64? = nil
  ) async throws -> Response {
    let address = Self.telling(done, target)
    guard request.headers[Self.partial] != nil, target.hasPrefix("/review/r") else { return redirect(address) }
    let path = target.split(separator: "?", maxSplits: 1)
    var answer = try await item(PageQuery(address), session, .item(String(path[0].dropFirst("/review/".count))))
    answer.headers[Self.location] = options.base + address
    return answer
  }

  private static func telling(_ done: Int64?, _ address: String) -> String {
    address + (done.map { (address.contains("?") ? "&" : "?") + "done=\($0)" } ?? "")
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
