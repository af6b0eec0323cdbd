import AsyncHTTPClient
import Crypto
import FoundationEssentials
import Load
import Logging
import NIOCore
import NIOHTTP1
import Postgres
import Serve
import Synchronization
import TestSupport
import Testing

/// A real server that takes webhooks, and its database with the accounts `books` (Merge's id `merge-books`) and `gone`, which
/// was removed.
struct WebhookWorld: Sendable {
  static let key = "Zm9v+signature/key-as-Merge-shows-it"

  let url: String
  let database: String
  let linked: Collected<LinkedWebhook>
  let log: Collected<String>

  static func with(
    keys: String? = "older-key, \(key)", failsLinking: Bool = false,
    _ body: @Sendable (WebhookWorld) async throws -> Void
  ) async throws {
    let database = try await TestDatabase.fresh()
    let connection = try await Connection.open(database)
    try await connection.run { session in
      _ = try Accounts.add(
        session, id: "books", organization: "acme", tokenSealed: [1], mergeAccount: "merge-books")
      _ = try Accounts.add(session, id: "gone", organization: "acme", tokenSealed: [1])
      try Accounts.setState(session, account: "gone", .removed)
    }
    await connection.close()
    let (linked, log) = (Collected<LinkedWebhook>(), Collected<String>())
    let desk = WebhookDesk(pool: ConnectionPool(limit: 1) { try await Connection.open(database) })
    let receiver = WebhookReceiver(keys: keys.flatMap { WebhookKeys($0) }, desk: desk) { event in
      if failsLinking { throw PostgresError(sqlState: "08006", message: "away") }
      linked.add(event)
    }
    let server = Server(
      options: ServerOptions(port: 0), areas: [receiver], logger: Logger(label: "test") { _ in LogBook(log) })
    try await server.withRunning { url in
      try await body(WebhookWorld(url: url, database: database, linked: linked, log: log))
    }
    try await TestDatabase.discard(database)
  }

  var port: UInt16 { url.split(separator: ":").last.flatMap { UInt16($0) } ?? 0 }

  /// A webhook's body as Merge sends it.
  static func event(
    _ name: String, account: String? = "books", merge: String? = "merge-books", data: String = "{}"
  ) -> String {
    let ids = [account.map { #""end_user_origin_id":"\#($0)""# }, merge.map { #""id":"\#($0)""# }].compactMap { $0 }
    return #"{"hook":{"id":"h","event":"\#(name)","target":"t"},"linked_account":{\#(ids.joined(separator: ","))},"#
      + #""data":\#(data)}"#
  }

  static func signature(of body: String, key: String = key, isPadded: Bool = true) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array(body.utf8), using: SymmetricKey(data: Array(key.utf8)))
    let text = Data(code).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    return isPadded ? text : text.replacing("=", with: "")
  }

  /// Sends a signed webhook; the status.
  func send(_ body: String) async throws -> Int { try await send(body, signatures: [Self.signature(of: body)]).status }

  /// Sends a webhook with these signature headers.
  func send(_ body: String, signatures: [String], chunked: Bool = false) async throws -> (status: Int, text: String) {
    var request = HTTPClientRequest(url: url + "/webhooks/merge?secret=in-the-query")
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    for signature in signatures { request.headers.add(name: "X-Merge-Webhook-Signature", value: signature) }
    if chunked {
      let parts = body.utf8.map { ByteBuffer(bytes: [$0]) }
      request.body = .stream(parts.async, length: .unknown)
    } else {
      request.body = .bytes(Array(body.utf8))
    }
    let answer = try await patientClient.execute(request, timeout: .seconds(600))
    return (Int(answer.status.code), String(buffer: try await answer.body.collect(upTo: 1 << 20)))
  }

  /// The first column of every row.
  func column(_ sql: String) async throws -> [String] {
    let connection = try await Connection.open(database)
    let values = try await connection.run { try $0.execute(sql).map { $0.text(0) ?? "" } }
    await connection.close()
    return values
  }

  /// Open requests: account, reason and count.
  func requests() async throws -> [String] {
    try await column(
      """
      select linked_account_id || ' ' || reason || ' ' || request_count from contactsync.sync_request order by 1
      """)
  }

  /// Waits until the counts are as they should be: they are written within a second.
  func counts(are expected: [String]) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(600)
    while ContinuousClock.now < deadline {
      let counts = try await column(
        "select event || ' ' || outcome || ' ' || webhook_count from contactsync.webhook_count order by 1")
      if counts == expected { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }
}

/// Values that closures collect.
final class Collected<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])
  var all: [Value] { values.withLock { $0 } }
  func add(_ value: Value) { values.withLock { $0.append(value) } }
}

extension Array where Element: Sendable {
  fileprivate var async: AsyncStream<Element> {
    AsyncStream { continuation in
      for element in self { continuation.yield(element) }
      continuation.finish()
    }
  }
}

/// Keeps everything that is logged, as text.
struct LogBook: LogHandler {
  let lines: Collected<String>
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.trace

  init(_ lines: Collected<String>) { self.lines = lines }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    lines.add("\(event.message) " + all.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " "))
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }
}
