import AsyncHTTPClient
import CSpawn
import Dispatch
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import Postgres
import Sandbox
import TestSupport
import Testing

/// The real program before a real PostgreSQL and the sandbox: two organizations with books and parties of their own, settled by
/// a run, and `contactsync serve` on a port of its own.
struct BrowserWorld: Sendable {
  static let organizations = ["harbor", "meadow"]

  let database: String
  let store: SandboxStore
  /// Of the sandbox, as `MERGE_BASE_URL`.
  let sandbox: String
  /// Where `contactsync serve` listens.
  let url: String
  let folder: String
  private let environment: [String: String]

  private static let program: String = {
    let own = CommandLine.arguments[0]
    return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      + "/contactsync"
  }()

  /// Runs the body in such a world.
  ///
  /// - Parameters:
  ///   - parties: of each organization.
  ///   - options: more of `contactsync serve`.
  static func with<R: Sendable>(
    parties: Int = 400, serving options: [String] = [], _ body: @Sendable (BrowserWorld) async throws -> R
  ) async throws -> R {
    let database = try await TestDatabase.fresh()
    let store = SandboxStore(options: SandboxOptions(apiKey: "browser-key"))
    let folder = FileManager.default.temporaryDirectory.path + "/contactsync-world-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let port = try Browser.freePort()
    let result = try await SandboxServer(store: store).withRunning { sandbox in
      let environment = [
        "DATABASE_URL": TestDatabase.asLogin(database), "MERGE_BASE_URL": sandbox, "MERGE_API_KEY": "browser-key",
        "MERGE_RATE_LIMIT": "0", "CONTACTSYNC_HOME": folder + "/home", "PATH": "/usr/bin:/bin",
        "CONTACTSYNC_TOKEN_KEYS": keys, "CONTACTSYNC_ERASURE_KEYS": keys, "CONTACTSYNC_REVIEW_KEYS": keys,
        "CONTACTSYNC_SERVICE_TOKEN": serviceToken, "MERGE_WEBHOOK_KEYS": "browser-webhook-key",
        "MERGE_LINK_SCRIPT_URL": sandbox.replacing("/api", with: "") + "/link/initialize.js",
      ]
      let world = BrowserWorld(
        database: database, store: store, sandbox: sandbox, url: "http://127.0.0.1:\(port)", folder: folder,
        environment: environment)
      try await world.fill(parties: parties)
      return try await world.serving(port: port, options) { try await body(world) }
    }
    try await TestDatabase.discard(database)
    return result
  }

  static let serviceToken = "browser-service-token"
  private static let keys = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

  private func fill(parties: Int) async throws {
    for (index, organization) in Self.organizations.enumerated() {
      let generator = BusinessGenerator(seed: UInt64(40 + index), parties: parties, style: .quickBooks)
      var csv = GeneratedParty.header + "\n"
      generator.forEachParty { csv += $0.row + "\n" }
      try Data(csv.utf8).write(to: URL(filePath: "\(folder)/\(organization).csv"))
      var lines = ""
      generator.forEachContact { lines += $0.contact.line + "\n" }
      let account = SandboxAccount(id: "\(organization)-books", organizationName: organization)
      try await store.add(account)
      try await store.putContacts(lines, in: account.id)
      try await succeed("parties", "import", "\(organization).csv", "--organization", organization)
      try await succeed(
        "accounts", "add", "--id", account.id, "--organization", organization, "--token-env", "TOKEN",
        with: ["TOKEN": account.token])
    }
    try await succeed("run", repositoryRoot + "/pipelines/backfill.yaml", "--output", folder + "/out")
  }

  // MARK: The program

  /// Runs the program to its end, which must be 0; its stdout.
  @discardableResult
  func succeed(_ arguments: String..., with variables: [String: String] = [:]) async throws -> String {
    let ended = try await run(arguments, with: variables)
    try #require(ended.code == 0, "contactsync \(arguments.joined(separator: " ")): \(ended.errors)")
    return ended.output
  }

  /// Runs the program to its end.
  func run(
    _ arguments: [String], with variables: [String: String] = [:]
  ) async throws -> (code: Int32, output: String, errors: String) {
    let name = UUID().uuidString
    let process = try start(arguments, name: name, variables)
    let code = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: cspawn_wait(process)) }
    }
    return (code, text("\(name).out"), text("\(name).err"))
  }

  private func text(_ file: String) -> String {
    FileManager.default.contents(atPath: "\(folder)/\(file)").flatMap { String(data: $0, encoding: .utf8) } ?? ""
  }

  private func start(_ arguments: [String], name: String, _ more: [String: String] = [:]) throws -> Int32 {
    let argv = ([Self.program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.merging(more) { $1 }.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + variables { free(text) } }
    let process = cspawn_start(argv, variables, folder, nil, "\(folder)/\(name).out", "\(folder)/\(name).err")
    try #require(process > 0, "cannot start \(Self.program)")
    return process
  }

  private func serving<R>(port: Int, _ options: [String], _ body: () async throws -> R) async throws -> R {
    let process = try start(["serve", "--port", "\(port)", "--public-url", url] + options, name: "serve")
    func end() {
      kill(process, SIGTERM)
      _ = cspawn_wait(process)
    }
    do {
      try await Browser.waitUntil("contactsync serve answers") { (try? await status("/")) != nil }
      let result = try await body()
      end()
      return result
    } catch {
      end()
      let log = text("serve.err").suffix(2000)
      throw Browser.Refusal(description: "\(error)\nserve: \(log)")
    }
  }

  // MARK: People

  /// The address by which a reviewer signs in.
  func link(
    _ organization: String, _ reviewer: String = "ada@example.com", expires: String = "15m"
  ) async throws -> String {
    try await succeed(
      "review", "link", "--organization", organization, "--reviewer", reviewer, "--public-url", url, "--expires",
      expires
    ).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The status of an answer to a request without a session.
  func status(_ path: String) async throws -> Int {
    let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url + path), timeout: .seconds(10))
    _ = try await response.body.collect(upTo: 1 << 24)
    return Int(response.status.code)
  }

  /// One number of the database.
  func count(_ sql: String) async throws -> Int {
    let connection = try await Connection.open(TestDatabase.asAdministrator(database))
    let count = try await connection.run { Int(try $0.execute(sql).int(0, 0) ?? 0) }
    await connection.close()
    return count
  }
}
