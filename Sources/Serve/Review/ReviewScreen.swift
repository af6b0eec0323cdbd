package import ContactModel
import HTTPTypes
package import Hummingbird
import Load
import NIOCore
import Postgres
package import Transform

/// The matching screen: the queue of what people must decide, the pair, search by hand, whole classes at once, history.
///
/// Everything works by plain forms; the script of the page only spares the reloading and adds keys.
package struct ReviewScreen: Area {
  let store: ReviewStore
  let keys: ReviewKeys
  let policy: Policy
  let options: ServerOptions
  let now: @Sendable () -> Timestamp
  let claims = Claims()

  /// - Parameters:
  ///   - pool: connections in the role ``SessionRole/review``.
  ///   - policy: whose thresholds are shown.
  package init(
    pool: ConnectionPool, keys: ReviewKeys, policy: Policy, options: ServerOptions,
    now: @escaping @Sendable () -> Timestamp
  ) {
    store = ReviewStore(pool: pool)
    self.keys = keys
    self.policy = policy
    self.options = options
    self.now = now
  }

  package func addRoutes(to router: Router<ServeContext>) {
    let group = router.group("/review").add(middleware: SessionReading(keys: keys, isSecure: options.isSecure))
    group.get("/") { try await queue(PageQuery($0), try $1.signedIn()) }
    group.get("/next") { request, context -> Response in
      let session = try context.signedIn()
      let query = PageQuery(request)
      let place = try await next(session, after: Place(query), filter(query))
      return redirect(place ?? "/review?empty=1")
    }
    group.get("/unmatched") { try await unmatched(PageQuery($0), try $1.signedIn()) }
    group.get("/history") { try await history(PageQuery($0), try $1.signedIn()) }
    group.get("/bulk") { try await bulk(PageQuery($0), try $1.signedIn()) }
    group.post("/bulk") { try await acceptBulk($0, try $1.signedIn()) }
    group.post("/undo") { try await undo($0, try $1.signedIn()) }
    group.get("/export.csv") { try await exportFile(PageQuery($0), try $1.signedIn()) }
    group.get("/import") { try await importPage(try $1.signedIn()) }
    group.post("/import") { try await importFile($0, try $1.signedIn()) }
    group.get("/contact") { request, context -> Response in
      try await item(PageQuery(request), try context.signedIn(), try subject(request))
    }
    group.post("/contact/verdict") { request, context -> Response in
      try await decide(request, try context.signedIn(), try subject(request))
    }
    group.get("/second/{verdict}") { request, context -> Response in
      try await secondItem(try verdict(context), PageQuery(request), try context.signedIn())
    }
    group.post("/second/{verdict}/verdict") { request, context -> Response in
      try await decideSecond(try verdict(context), request, try context.signedIn())
    }
    group.get("/{item}") { request, context -> Response in
      try await item(PageQuery(request), try context.signedIn(), .item(try context.parameters.require("item")))
    }
    group.post("/{item}/verdict") { request, context -> Response in
      try await decide(request, try context.signedIn(), .item(try context.parameters.require("item")))
    }
  }

  /// A page with what every page of the screen shows.
  func page(
    _ template: String, _ values: [String: Any], _ session: ReviewSession, tab: String, _ counts: ReviewStore.Counts
  ) throws -> Response {
    var values = values
    values["form"] = keys.formToken(session)
    values["reviewer"] = session.reviewer
    values["organization"] = session.organization
    values["open"] = counts.open < 1000 ? "\(counts.open)" : "1000+"
    values["decided"] = counts.decided
    values["progress"] = counts.decided + counts.open == 0 ? 100 : counts.decided * 100 / (counts.decided + counts.open)
    for name in ["queue", "unmatched", "bulk", "history"] { values["is_\(name)"] = name == tab }
    return try Pages.answer(template, values, base: options.base)
  }

  func redirect(_ path: String) -> Response { .redirect(to: options.base + path, type: .normal) }

  /// The first instant of today, in UTC.
  var today: Timestamp {
    let day: Int64 = 86_400_000_000
    return Timestamp(microseconds: now().microseconds / day * day)
  }

  func filter(_ query: PageQuery) -> ReviewStore.Filter {
    ReviewStore.Filter(account: query["account"], matchKey: query["class"])
  }

  private func verdict(_ context: ServeContext) throws -> Int64 {
    guard let id = context.parameters.get("verdict").flatMap({ Int64($0) }) else { throw PageError.notFound }
    return id
  }

  private func subject(_ request: Request) throws -> NewVerdict.Subject {
    let query = PageQuery(request)
    guard let account = query["account"], let id = query["id"] else { throw PageError.notFound }
    return .contact(account: account, id: id)
  }
}

/// A place in the queue: after which item the next one is looked for.
struct Place: Sendable {
  var priority: Double
  var id: String

  init(priority: Double, id: String) {
    self.priority = priority
    self.id = id
  }

  /// Of the item that a verdict is given on, as the form tells its priority; the queue's begin where it does not tell.
  /// nil: it is no item.
  init?(_ subject: NewVerdict.Subject, _ form: Form) {
    guard case .item(let id) = subject else { return nil }
    self.init(priority: form["priority"].flatMap { Double($0) } ?? .infinity, id: id)
  }

  /// The parameters `after` and `priority`; nil where they are missing.
  init?(_ query: PageQuery) {
    guard let id = query["after"], let priority = query["priority"].flatMap({ Double($0) }) else { return nil }
    self.init(priority: priority, id: id)
  }
}
