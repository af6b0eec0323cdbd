import MergeAPI
import Testing

/// One row: what Merge answers, to which kind of call, and what becomes of it.
struct ErrorCase: Sendable, CustomTestStringConvertible {
  var status: Int
  var body = ""
  var cursor: String?
  var kind: MergeError.Kind
  var code: String?
  var credential: MergeError.Credential?
  var remedy: MergeError.Remedy

  var testDescription: String { "\(status) \(kind.rawValue) \(code ?? "")" }
}

@Suite struct ErrorTests {
  static let cases: [ErrorCase] = [
    .init(status: 401, kind: .unauthorized, credential: .unknown, remedy: .stopAccount),
    .init(
      status: 401, body: #"{"detail":"Invalid API key provided"}"#, kind: .unauthorized, credential: .apiKey,
      remedy: .stopRun),
    .init(
      status: 401, body: #"{"detail":"Invalid X-Account-Token"}"#, kind: .unauthorized, credential: .accountToken,
      remedy: .stopAccount),
    .init(
      status: 401, body: #"{"detail":"Check your API key and account token"}"#, kind: .unauthorized,
      credential: .unknown, remedy: .stopAccount),
    .init(
      status: 401, body: #"{"detail":"Invalid token."}"#, kind: .unauthorized, code: "invalid_token",
      credential: .unknown, remedy: .stopAccount),
    .init(
      status: 403, body: #"{"detail":"You do not have permission"}"#, kind: .forbidden, code: "no_permission",
      remedy: .stopAccount),
    .init(status: 404, body: #"{"detail":"Not found."}"#, kind: .notFound, code: "not_found", remedy: .stopAccount),
    .init(
      status: 404, body: #"{"detail":"Invalid cursor"}"#, cursor: "c", kind: .cursorRefused, code: "invalid_cursor",
      remedy: .restartWindow),
    .init(
      status: 400, body: #"{"cursor":["bad"]}"#, cursor: "c", kind: .cursorRefused, code: "invalid_cursor",
      remedy: .restartWindow),
    .init(
      status: 400, body: #"{"modified_after":["Enter a valid date"]}"#, kind: .badRequest,
      code: "invalid_modified_after", remedy: .stopAccount),
    .init(
      status: 400, body: #"{"errors":[{"problem_type":"UNSUPPORTED_FIELD","detail":"Jane"}]}"#, kind: .badRequest,
      code: "unsupported_field", remedy: .stopAccount),
    .init(status: 422, kind: .badRequest, remedy: .stopAccount),
    .init(status: 302, kind: .redirected, remedy: .stopRun),
  ]

  @Test(arguments: cases)
  func isNotRetried(_ row: ErrorCase) async throws {
    let merge = ScriptedMerge([.status(row.status, row.body)])
    let client = merge.client()
    let error = try await refusal {
      _ = try await client.contacts(account: account, query: ContactsQuery(), cursor: row.cursor) { $0 }
    }
    #expect(error.kind == row.kind)
    #expect(error.code == row.code)
    #expect(error.credential == row.credential)
    #expect(error.remedy == row.remedy)
    #expect(error.status == row.status)
    #expect(merge.calls.count == 1)
    #expect(error.description.contains("GET /accounting/v1/contacts"))
    #expect(error.description.contains("127.0.0.1:9999"))
    #expect(!error.description.contains("\n"))
  }

  static let passing: [(ScriptedMerge.Step, MergeError.Kind)] = [
    (.status(408), .serverTrouble), (.status(409), .serverTrouble), (.status(500), .serverTrouble),
    (.status(502, "<html>bad gateway</html>"), .serverTrouble), (.status(599), .serverTrouble),
    (.status(204), .malformed), (.status(200, "<html>"), .malformed), (.failure(.connect), .network),
    (.failure(.broken), .network), (.failure(.timeout), .timeout), (.failure(.unreadable), .malformed),
  ]

  @Test(arguments: passing)
  func isRetried(_ step: ScriptedMerge.Step, _ kind: MergeError.Kind) async throws {
    let merge = ScriptedMerge([step, step, .status(200, #"{"status":"COMPLETE"}"#)])
    #expect(try await merge.client().accountDetails(account: account).status == "COMPLETE")
    #expect(merge.calls.count == 3)

    var retries = RetryPolicy()
    retries.attempts = 4
    let failing = ScriptedMerge(Array(repeating: step, count: 4))
    let client = failing.client(retries: retries)
    let error = try await refusal {
      _ = try await client.accountDetails(account: account)
    }
    #expect(error.kind == kind)
    #expect(error.attempts == 4)
    #expect(error.remedy == .retry(after: nil))
  }

  @Test(arguments: [(TransportFailure.tls, MergeError.Remedy.stopRun), (.tooLarge, .stopAccount)])
  func endsAtOnce(_ failure: TransportFailure, _ remedy: MergeError.Remedy) async throws {
    let merge = ScriptedMerge([.failure(failure)])
    let client = merge.client()
    let error = try await refusal {
      _ = try await client.syncStatus(account: account)
    }
    #expect(error.remedy == remedy)
  }

  @Test func nothingPersonalOrSecretInErrors() async throws {
    let canaries = ["jane.canary@example.com", "key-canary", "token-canary", "Canary Ltd", "contact-id-canary"]
    let body = #"{"detail":"jane.canary@example.com of Canary Ltd, key-canary, token-canary: not found"}"#
    for status in [400, 401, 403, 404, 418, 500] {
      var retries = RetryPolicy()
      retries.attempts = 1
      let merge = ScriptedMerge([.status(status, body)])
      let client = merge.client(retries: retries)
      let error = try await refusal {
        _ = try await client.contact("contact-id-canary", account: account) { $0 }
      }
      var out = error.description
      dump(error, to: &out)
      for canary in canaries { #expect(!out.contains(canary)) }
    }
  }

  @Test(arguments: [(200, true), (401, false)])
  func checksKey(_ status: Int, _ accepted: Bool) async throws {
    let merge = ScriptedMerge([.status(status, #"{"next":null,"results":[]}"#)])
    #expect(try await (merge.client().checkKey() != .refused) == accepted)
    let call = try #require(merge.calls.first)
    #expect(call.header("authorization") == "Bearer key-canary")
    #expect(call.header("X-Account-Token") == nil)
  }

  @Test func anOrganizationCallBlamesTheKey() async throws {
    let merge = ScriptedMerge([.status(401, #"{"detail":"Invalid token."}"#)])
    let client = merge.client()
    let error = try await refusal {
      _ = try await client.linkedAccounts()
    }
    #expect(error.credential == .apiKey)
    #expect(error.remedy == .stopRun)
  }
}
