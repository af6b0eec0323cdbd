import ContactModel
import FoundationEssentials
import Sandbox
import Synchronization

/// A clock that stands until a test moves it.
final class StandingClock: Sendable {
  private let microseconds: Mutex<Int64>
  private let sleeps = Mutex<[Duration]>([])

  init(_ instant: Timestamp = Timestamp(rfc3339: "2026-11-01T12:00:00Z")!) {
    microseconds = Mutex(instant.microseconds)
  }

  func advance(seconds: Double) { microseconds.withLock { $0 += Int64(seconds * 1e6) } }

  /// What was slept so far; nobody waits for it.
  var slept: [Duration] { sleeps.withLock { $0 } }

  var clock: SandboxClock {
    SandboxClock(
      now: { Timestamp(microseconds: self.microseconds.withLock { $0 }) },
      sleep: { duration in self.sleeps.withLock { $0.append(duration) } })
  }
}

/// A page as a client reads it; of each record only what the tests look at.
struct TestPage: Decodable {
  struct Record: Decodable {
    var id: String
    var name: String?
  }

  var next: String?
  var previous: String?
  var results: [Record]

  var ids: [String] { results.map(\.id) }
}

/// A running sandbox with one account, `books`, and a client that has its keys.
struct TestServer: Sendable {
  let store: SandboxStore
  let client: ServerClient
  let clock: StandingClock

  /// Runs a body against a server on a free port.
  static func run(
    _ options: SandboxOptions = SandboxOptions(), contacts: String = "",
    _ body: @escaping @Sendable (TestServer) async throws -> Void
  ) async throws {
    let clock = StandingClock()
    let store = SandboxStore(options: options, clock: clock.clock)
    try await store.add(SandboxAccount(id: "books"))
    try await store.putContacts(contacts, in: "books")
    try await SandboxServer(store: store).withRunning { base in
      let port = Int(base.split(separator: ":")[2].prefix { $0 != "/" })!
      try await body(TestServer(store: store, client: ServerClient(port: port), clock: clock))
    }
  }

  func get(_ path: String, token: String? = "token-books", key: String? = "sandbox-key") async throws -> Reply {
    var headers: [String: String] = [:]
    if let key { headers["Authorization"] = "Bearer \(key)" }
    if let token { headers["X-Account-Token"] = token }
    return try await client.send("GET", "/api/accounting/v1\(path)", headers: headers)
  }

  func page(_ query: String, cursor: String? = nil) async throws -> TestPage {
    let cursor = cursor.map { "&cursor=" + $0.replacing("+", with: "%2B").replacing("=", with: "%3D") } ?? ""
    return try await get("/contacts?\(query)\(cursor)").json(TestPage.self)
  }

  /// Follows the cursor to the end; pages of ids.
  func pages(_ query: String, between: @Sendable (Int) async throws -> Void = { _ in }) async throws -> [[String]] {
    var pages: [[String]] = []
    var cursor: String?
    repeat {
      let page = try await page(query, cursor: cursor)
      pages.append(page.ids)
      cursor = page.next
      try await between(pages.count)
    } while cursor != nil && pages.count < 1000
    return pages
  }

  func ids(_ query: String) async throws -> [String] { try await pages(query).flatMap { $0 } }

  /// A request to the sandbox's own paths.
  func control(_ method: String, _ path: String, _ body: String = "") async throws -> Reply {
    try await client.send(method, "/sandbox\(path)", body: Array(body.utf8))
  }
}
