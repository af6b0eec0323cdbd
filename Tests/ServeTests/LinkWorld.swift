import AsyncHTTPClient
import FoundationEssentials
import Load
import Logging
import MergeAPI
import NIOCore
import NIOHTTP1
import Postgres
import Sandbox
import Secrets
import Serve
import Synchronization
import TestSupport
import Testing

/// The server with its linking area, a sandbox and a database: what a user and a platform's backend meet.
struct LinkWorld: Sendable {
  let store: SandboxStore
  let sandboxURL: String
  let serverURL: String
  let pool: ConnectionPool
  let vault: TokenVault
  let completion: LinkCompletion
  let asked: Asked
  let log: LogLines

  static let serviceToken = "service-token-canary"

  /// The accounts that a first run was asked for.
  final class Asked: Sendable {
    private let accounts = Mutex<[String]>([])
    var list: [String] { accounts.withLock { $0 } }
    func add(_ account: String) { accounts.withLock { $0.append(account) } }
  }

  /// - Parameters:
  ///   - around: what stands between the server and Merge.
  ///   - serviceToken: nil: none is configured.
  static func with(
    publicURL: String? = nil, serviceToken: String? = LinkWorld.serviceToken,
    limit: RateLimit = RateLimit(rate: 1000, burst: 1000),
    around: @escaping @Sendable (@escaping Transport) -> Transport = { $0 },
    _ body: @escaping @Sendable (LinkWorld) async throws -> Void
  ) async throws {
    let store = SandboxStore(options: SandboxOptions(apiKey: "test-key"))
    let database = try await TestDatabase.fresh()
    let pool = ConnectionPool(limit: 4) { try await Connection.open(database) }
    let vault = TokenVault(
      try KeyRing.load(
        environment: { _ in "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" }, home: nil, name: "CONTACTSYNC_TOKEN_KEYS")
    )
    let (asked, log) = (Asked(), LogLines())
    let logger = Logger(label: "test") { _ in log }
    try await SandboxServer(store: store).withRunning { baseURL in
      let transport = try HTTPTransport()
      var surroundings = Surroundings.live
      surroundings.sleep = { _ in try Task.checkCancellation() }
      let merge = MergeClient(
        connection: try MergeConnection(baseURL: baseURL, apiKey: SecretText("test-key")),
        transport: around(transport.transport), pacer: Pacer(requestsPerMinute: 0, surroundings: surroundings),
        brake: Brake(surroundings: surroundings), surroundings: surroundings)
      let completion = LinkCompletion(pool: pool, vault: vault, merge: merge, logger: logger) { asked.add($0) }
      let options = ServerOptions(port: 0, publicURL: publicURL)
      let sandbox = String(baseURL.dropLast("/api".count))
      let area = Linking(
        tools: Linking.Tools(
          maker: LinkSessionMaker(pool: pool, vault: vault, merge: merge), completion: completion, pool: pool,
          vault: vault),
        page: try LinkPageOptions(scriptURL: sandbox + "/link/initialize.js"),
        serviceToken: serviceToken.flatMap { ServiceToken($0) }, options: options, limit: limit)
      let result: Result<Void, any Error>
      do {
        try await Server(options: options, areas: [area], logger: logger).withRunning { url in
          try await body(
            LinkWorld(
              store: store, sandboxURL: sandbox, serverURL: url, pool: pool, vault: vault, completion: completion,
              asked: asked, log: log))
        }
        result = .success(())
      } catch {
        result = .failure(error)
      }
      await transport.shutdown()
      try result.get()
    }
    await pool.close()
    try await TestDatabase.discard(database)
  }

  struct Answer: Sendable {
    var status: Int
    var headers: [(name: String, value: String)]
    var text: String
    /// A member of the body's object; nil: there is no such text.
    subscript(_ name: String) -> String? { (try? JSONValue(Array(text.utf8)))?[name].text }
    func header(_ name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
  }

  func send(
    _ method: String, _ path: String, _ body: String? = nil, token: String? = nil, headers: [String: String] = [:],
    to base: String? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: (base ?? serverURL) + path)
    request.method = .init(rawValue: method)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.headers.replaceOrAdd(name: "Accept", value: "application/json")
      request.body = .bytes(ByteBuffer(string: body))
    }
    let response = try await patientClient.execute(request, timeout: .seconds(600))
    let bytes = try await response.body.collect(upTo: 1 << 20)
    return Answer(
      status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
      text: String(buffer: bytes))
  }

  /// A session as the platform's backend gets it.
  struct Session: Sendable {
    var id: String
    var account: String
    var address: String
    /// What stands behind the `#`.
    var key: String { address.split(separator: "#").last.map(String.init) ?? "" }
  }

  func session(_ body: String = #"{"organization":"acme","id":"acme-books","integration":"xero"}"#) async throws
    -> Session
  {
    let answer = try await send("POST", "/api/link-sessions", body, token: Self.serviceToken)
    try #require(answer.status == 201, "\(answer.text)")
    return Session(
      id: answer["id"] ?? "", account: answer["linked_account_id"] ?? "", address: answer["url"] ?? "")
  }

  func open(_ session: Session) async throws -> Answer {
    try await send("POST", "/link/\(session.id)/open", #"{"key":"\#(session.key)"}"#)
  }

  func complete(_ session: Session, _ publicToken: String) async throws -> Answer {
    try await send(
      "POST", "/link/\(session.id)/complete", #"{"key":"\#(session.key)","public_token":"\#(publicToken)"}"#)
  }

  /// What the user does in Merge Link; the public token.
  func connect(_ session: Session) async throws -> String {
    let token = try #require(try await open(session)["link_token"])
    let answer = try await send(
      "POST", "/link/finish", #"{"link_token":"\#(token)","integration":"xero"}"#, to: sandboxURL)
    return try #require(answer["public_token"])
  }

  /// How many public tokens Merge was asked to exchange.
  func exchanges() async -> Int { await store.log.requests.count { $0.path.hasPrefix("/account-token/") } }

  func storedToken(_ account: String) async throws -> String? {
    let sealed = try await pool.run { try Accounts.sealedToken($0, account: account) }
    return try sealed.map { try vault.open($0, account: account) }
  }

  func accounts() async throws -> [AccountSummary] { try await pool.run { try Accounts.list($0) } }

  func script(_ statements: String) async throws { try await pool.run { try $0.script(statements) } }
}

/// Everything that was logged, at every level.
struct LogLines: LogHandler {
  private final class Lines: Sendable { let all = Mutex<[String]>([]) }
  private let lines = Lines()
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .trace

  var text: String { lines.all.withLock { $0.joined(separator: "\n") } }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    lines.all.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
  }
}
