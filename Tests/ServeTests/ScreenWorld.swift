import AsyncHTTPClient
import ContactModel
import Extract
import Foundation
import Load
import Logging
import NIOCore
import NIOHTTP1
import Postgres
import Report
import Secrets
import Serve
import Synchronization
import TestSupport
import Testing
import Transform

/// The matching screen over a real database with two organizations, on a port of its own.
struct ScreenWorld: Sendable {
  /// An answer, with its body as text.
  struct Answer: Sendable {
    var status: Int
    var headers: [(name: String, value: String)]
    var text: String

    subscript(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }

    /// The token that the page's forms carry.
    var form: String? {
      text.range(of: "name=\"form\" value=\"").map { String(text[$0.upperBound...].prefix { $0 != "\"" }) }
    }
    /// The value of a hidden field.
    func field(_ name: String) -> String? {
      text.range(of: "name=\"\(name)\" value=\"").map { String(text[$0.upperBound...].prefix { $0 != "\"" }) }
    }
  }

  let database: String
  let url: String
  let keys: ReviewKeys
  let clock: TestClock

  /// A clock that stands until it is moved.
  final class TestClock: Sendable {
    private let now = Mutex(Date(timeIntervalSince1970: 1_795_000_000))
    var date: Date { now.withLock { $0 } }
    func advance(seconds: Double) { now.withLock { $0 += seconds } }
  }

  static let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
  static let serviceToken = "service-token-of-tests"

  /// - Parameter text: what stands in every text of contacts and parties, around a number.
  static func with<R: Sendable>(
    items: Int = 6, text: String = "Acme", options: ServerOptions = ServerOptions(port: 0),
    _ body: @Sendable (ScreenWorld) async throws -> R
  ) async throws -> R {
    let database = try await TestDatabase.fresh()
    let connection = try await Connection.open(TestDatabase.asAdministrator(database))
    try await connection.run { session in
      for organization in ["acme", "rival"] { try fill(session, organization, items: items, text: text) }
    }
    await connection.close()
    let clock = TestClock()
    let ring = try KeyRing.load(environment: { _ in key }, home: nil, name: "CONTACTSYNC_REVIEW_KEYS")
    let login = TestDatabase.asLogin(database)
    let signOuts = ConnectionPool(limit: 1) {
      let connection = try await Connection.open(login)
      try await connection.run { _ = try SessionRole.pipeline.take($0) }
      return connection
    }
    let keys = await ReviewKeys(ring, ended: EndedSessions(pool: signOuts), now: { clock.date })
    let pool = ConnectionPool(limit: 4) {
      let connection = try await Connection.open(login)
      try await connection.run { session in
        let isTaken = try SessionRole.review.take(session)
        try #require(isTaken)
      }
      return connection
    }
    let now: @Sendable () -> Timestamp = { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
    let areas: [any Area] = [
      SignIn(keys: keys, serviceToken: ServiceToken(serviceToken), options: options),
      Figures(pool: pool, keys: keys, options: options, style: DashboardPage.style) { session, organization, days in
        DashboardPage.html(
          try DashboardReader.readWithin(session, organization: organization, days: days, now: now()))
      },
      ReviewScreen(pool: pool, keys: keys, policy: .standard, options: options, now: now),
    ]
    let server = Server(
      options: options, areas: areas, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let result = try await server.withRunning { url in
      try await body(ScreenWorld(database: database, url: url, keys: keys, clock: clock))
    }
    await pool.close()
    await signOuts.close()
    try await TestDatabase.discard(database)
    return result
  }

  private static func fill(
    _ session: borrowing Session, _ organization: String, items: Int, text: String
  ) throws {
    let account = "\(organization)-books"
    try session.execute("insert into contactsync.organization values ($1)", [.text(organization)])
    try session.execute(
      "insert into contactsync.linked_account (linked_account_id, organization_id, integration) values ($1, $2, $3)",
      [.text(account), .text(organization), .text(text)])
    for number in 1...items {
      let values: [Parameter] = [
        .text(organization), .text("p\(number)"), .text("\(text) \(number)"), .text("\(text)\(number)@example.com"),
        .text("\(text) T\(number)"),
        .json("[{\"street_1\":\(JSONAnswer.string("\(text) street").text),\"city\":\(JSONAnswer.string(text).text)}]"),
        .json("[{\"number\":\(JSONAnswer.string("\(text) 555-010\(number % 10)").text)}]"),
      ]
      try session.execute(
        """
        insert into contactsync.party
          (organization_id, party_id, name, email_address, tax_number, addresses, phone_numbers, content_hash, revision)
        values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, 1, 1)
        """, values)
      try session.execute(
        """
        insert into contactsync.contact
          (organization_id, linked_account_id, contact_id, name, email_address, tax_number, addresses, phone_numbers,
           status, content_hash, window_id)
        values ($1, $1 || '-books', 'c' || substr($2, 2), $3, $4, $5, $6::jsonb, $7::jsonb, $3, 1, 1)
        """, values)
      let evidence = JSONAnswer.array([
        .object([
          "field": .string("prior"), "level": .string(""), "weight": .int(-4), "left": .string(""),
          "right": .string(""),
        ]),
        .object([
          "field": .string("name"), "level": .string("exact"), "weight": .int(6), "left": .string(text),
          "right": .string(text),
        ]),
        .object([
          "field": .string("total"), "level": .string(""), "weight": .int(2), "left": .string(""), "right": .string(""),
        ]),
      ]).text
      let candidates =
        "[{\"party\":\"p\(number)\",\"probability\":0.\(900 - number),\"weight\":2,\"levels\":1,\"evidence\":\(evidence)}]"
      try session.execute(
        """
        insert into contactsync.review_item
          (review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, reasons)
        values (contactsync.review_id($2, $3), $1, $2, $3, 'candidates', 'open', $4::jsonb, '{name_only}')
        """, [.text(organization), .text(account), .text("c\(number)"), .json(candidates)])
      try session.execute(
        """
        insert into contactsync.decision
          (linked_account_id, contact_id, organization_id, verdict, probability, weight, match_key, reasons,
           candidate_count, matcher_version, run_id)
        values ($2, $3, $1, 'review', 0.5, 2, '+NAME', '{name_only}', 1, 'v', 1)
        """, [.text(organization), .text(account), .text("c\(number)")])
    }
    // One contact that no party resembles.
    try session.execute(
      """
      insert into contactsync.contact (organization_id, linked_account_id, contact_id, name, content_hash, window_id)
      values ($1, $2, 'lonely', $3, 1, 1)
      """, [.text(organization), .text(account), .text("\(text) lonely")])
    try session.execute(
      """
      insert into contactsync.decision
        (linked_account_id, contact_id, organization_id, verdict, probability, weight, match_key, reasons,
         candidate_count, matcher_version, run_id)
      values ($2, 'lonely', $1, 'unmatched', 0, 0, '', '{no_candidate}', 0, 'v', 1)
      """, [.text(organization), .text(account)])
  }

  // MARK: Requests

  func get(_ path: String, cookie: String? = nil, headers: [(String, String)] = []) async throws -> Answer {
    var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : url + path)
    if let cookie { request.headers.add(name: "Cookie", value: cookie) }
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    return try await send(request)
  }

  func post(
    _ path: String, _ fields: [(String, String)], cookie: String? = nil, headers: [(String, String)] = []
  ) async throws -> Answer {
    let body = fields.map { "\(PercentText.encoded($0.0))=\(PercentText.encoded($0.1))" }.joined(separator: "&")
    return try await post(path, body: body, type: "application/x-www-form-urlencoded", cookie: cookie, headers: headers)
  }

  func post(
    _ path: String, body: String, type: String, cookie: String? = nil, headers: [(String, String)] = []
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: url + path)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: type)
    if let cookie { request.headers.add(name: "Cookie", value: cookie) }
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    request.body = .bytes(ByteBuffer(string: body))
    return try await send(request)
  }

  private func send(_ request: HTTPClientRequest) async throws -> Answer {
    let response = try await patientClient.execute(request, timeout: .seconds(600))
    let body = try await response.body.collect(upTo: 1 << 24)
    return Answer(
      status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
      text: String(buffer: body))
  }

  /// Signs a reviewer in; the cookie that the browser would send.
  func signIn(_ organization: String = "acme", _ reviewer: String = "ada@example.com") async throws -> String {
    let token = try await keys.linkToken(organization: organization, reviewer: reviewer)
    let answer = try await get("/review/sign-in?token=" + token)
    let cookie = try #require(answer["Set-Cookie"])
    return String(cookie.prefix { $0 != ";" })
  }

  // MARK: The database

  func rows(_ sql: String) async throws -> [String] {
    let connection = try await Connection.open(TestDatabase.asAdministrator(database))
    let rows = try await connection.run { try $0.execute(sql).map { $0.text(0) ?? "" } }
    await connection.close()
    return rows
  }

  func count(_ sql: String) async throws -> Int { Int(try await rows(sql).first ?? "") ?? -1 }

  /// The review id of one of an organization's contacts.
  func item(_ number: Int, of organization: String = "acme") async throws -> String {
    try await rows("select contactsync.review_id('\(organization)-books', 'c\(number)')")[0]
  }
}
