import JSONScan
import MergeAPI
import Testing

@Suite("Linking: link tokens, public tokens, deleting")
struct LinkTests {
  private static let publicToken = SecretText("public/canary+1?x")

  private static func link(
    _ steps: [ScriptedMerge.Step], _ request: LinkTokenRequest = request()
  ) async throws -> (LinkToken, HTTPCall) {
    let merge = ScriptedMerge(steps)
    let token = try await merge.client().linkToken(request)
    return (token, try #require(merge.calls.first))
  }

  private static func request(integration: String? = nil, wantsMagicLink: Bool = false) -> LinkTokenRequest {
    LinkTokenRequest(
      originID: "acme \"books\"", organizationName: "Acme\u{1}", emailAddress: "a@example.com",
      integration: integration, minutes: 45, wantsMagicLink: wantsMagicLink)
  }

  @Test("what a link token is asked for with: contacts only, every text escaped")
  func body() async throws {
    let (token, call) = try await Self.link(
      [.status(201, #"{"link_token":"t","integration_name":null,"magic_link_url":"https://l.example.com/x"}"#)],
      Self.request(integration: "xero", wantsMagicLink: true))
    #expect(token.token.value == "t" && token.magicLink?.value == "https://l.example.com/x")
    #expect("\(token)".contains("redacted") && !"\(token)".contains("l.example.com"))
    #expect(call.method == "POST" && call.url.hasSuffix("/api/accounting/v1/link-token"))
    #expect(call.header("X-Account-Token") == nil && call.header("Content-Type") == "application/json")
    let json = try JSONValue(try #require(call.body))
    #expect(
      json["end_user_origin_id"].text == "acme \"books\"" && json["end_user_organization_name"].text == "Acme\u{1}")
    #expect(json["end_user_email_address"].text == "a@example.com" && json["integration"].text == "xero")
    #expect(json["link_expiry_mins"].integer == 45 && json["should_create_magic_link_url"].flag == true)
    #expect(json["categories"].elements.map(\.text) == ["accounting"])
    #expect(json["common_models"].elements.map { $0["model_id"].text } == ["accounting.Contact"])
  }

  @Test("a link token that Merge refuses, or does not give, is an error without what was sent")
  func refused() async throws {
    let cases: [(ScriptedMerge.Step, MergeError.Kind)] = [
      (.status(400, #"{"integration":["\"xero\" is not a valid choice."]}"#), .badRequest),
      (.status(401, "{}"), .unauthorized), (.status(500), .serverTrouble),
      (.status(200, #"{"link_token":""}"#), .malformed),
      (.status(200, "<html>"), .malformed), (.failure(.timeout), .timeout), (.failure(.connect), .network),
    ]
    for (step, kind) in cases {
      let merge = ScriptedMerge([step])
      let error = try await refusal { _ = try await merge.client().linkToken(Self.request()) }
      #expect(error.kind == kind && merge.remaining == 0)
      #expect(!"\(error)".contains("example.com") && !"\(error)".contains("canary"))
    }
    let merge = ScriptedMerge([.status(200, #"{"link_token":"t","magic_link_url":null}"#)])
    let error = try await refusal { _ = try await merge.client().linkToken(Self.request(wantsMagicLink: true)) }
    #expect(error.kind == .malformed)
  }

  private static func said(_ outcome: ExchangeOutcome) -> String {
    switch outcome {
    case .exchanged(let token): "\(token.token.value) \(token.mergeAccount) \(token.integration ?? "-")"
    case .refused(let error): "refused \(error.kind.rawValue)"
    case .notSent(let error): "not sent \(error.kind.rawValue)"
    case .unknown(let error): "unknown \(error.kind.rawValue)"
    }
  }

  static let exchanges: [(ScriptedMerge.Step, String)] = [
    (.status(200, #"{"account_token":"a","id":"m","integration":{"name":"Xero","slug":"xero"}}"#), "a m xero"),
    (.status(200, #"{"account_token":"a","integration":{"name":"Xero"}}"#), "a  Xero"),
    (.status(200, #"{"account_token":"a b","id":"m"}"#), "unknown malformed"), (.status(200, "{"), "unknown malformed"),
    (.status(200, #"{"account_token":""}"#), "unknown malformed"),
    (.status(404, #"{"detail":"Not found."}"#), "refused not_found"), (.status(400), "refused bad_request"),
    (.status(401), "not sent unauthorized"), (.status(403), "not sent forbidden"),
    (.status(429), "not sent rate_limited"), (.status(500), "unknown server_trouble"),
    (.status(302), "unknown redirected"),
    (.failure(.connect), "not sent network"), (.failure(.tls), "not sent tls"),
    (.failure(.broken), "unknown network"), (.failure(.timeout), "unknown timeout"),
  ]

  @Test("a public token is sent once, percent-encoded, whatever the answer", arguments: exchanges.indices)
  func exchange(index: Int) async throws {
    let (step, expected) = Self.exchanges[index]
    let merge = ScriptedMerge([step])
    let outcome = try await merge.client().accountToken(publicToken: Self.publicToken)
    #expect(Self.said(outcome) == expected)
    #expect(merge.calls.count == 1)
    #expect(merge.calls[0].url.hasSuffix("/account-token/public%2Fcanary%2B1%3Fx"))
    #expect(merge.calls[0].method == "GET" && merge.calls[0].header("X-Account-Token") == nil)
    #expect(!"\(outcome)".contains("canary"))
  }

  private static func said(_ outcome: DeletionOutcome) -> String {
    switch outcome {
    case .deleted: "deleted"
    case .gone: "gone"
    case .refused(let error): "refused \(error.kind.rawValue) \(error.credential == .apiKey ? "key" : "")"
    case .unknown(let error): "unknown \(error.kind.rawValue)"
    }
  }

  private static let listing = #"{"next":null,"results":[]}"#

  static let deletions: [([ScriptedMerge.Step], String)] = [
    ([.status(200)], "deleted"), ([.status(204)], "deleted"), ([.status(404)], "gone"),
    ([.status(401, #"{"detail":"Invalid account token."}"#)], "gone"),
    ([.status(401, #"{"detail":"Invalid API key."}"#)], "refused unauthorized key"),
    ([.status(401), .status(200, listing)], "gone"), ([.status(401), .status(401)], "refused unauthorized key"),
    ([.status(403)], "refused forbidden "), ([.status(429)], "refused rate_limited "),
    ([.status(500)], "unknown server_trouble"), ([.failure(.timeout)], "unknown timeout"),
    ([.failure(.broken)], "unknown network"), ([.failure(.connect)], "refused network "),
  ]

  @Test("deleting: sent once; a refused account token means gone, a refused key does not", arguments: deletions.indices)
  func delete(index: Int) async throws {
    let (steps, expected) = Self.deletions[index]
    let merge = ScriptedMerge(steps)
    let outcome = try await merge.client().deleteAccount(account: account)
    #expect(Self.said(outcome) == expected)
    #expect(merge.remaining == 0 && merge.calls.count == steps.count)
    #expect(merge.calls[0].method == "POST" && merge.calls[0].url.hasSuffix("/accounting/v1/delete-account"))
    #expect(merge.calls[0].header("X-Account-Token") == "token-canary")
    #expect(!"\(outcome)".contains("canary"))
  }
}
