import ContactModel
import MergeAPI
import Testing

@Suite struct CreateTests {
  private static let contact = OutgoingWrite(idempotencyKey: "key-1", body: Array(#"{"model":{"name":"A"}}"#.utf8))

  private static func create(_ steps: [ScriptedMerge.Step]) async throws -> (WriteOutcome, ScriptedMerge) {
    let merge = ScriptedMerge(steps)
    let outcome = try await merge.client().createContact(account: account) {
      #expect(merge.calls.isEmpty, "committed before anything is sent")
      return contact
    }
    return (outcome, merge)
  }

  /// What an outcome is, without hosts and times.
  private static func said(_ outcome: WriteOutcome) -> String {
    switch outcome {
    case .written(let id, let warnings): (["created \(id)"] + warnings.map(\.code)).joined(separator: ", ")
    case .refused(let kind, let problems): (["refused \(kind.rawValue)"] + problems.map(\.code)).joined(separator: ", ")
    case .notSent(let error): "not sent \(error.kind.rawValue)"
    case .unknown(let error): "unknown \(error.kind.rawValue)"
    }
  }

  private static func problem(_ type: String, _ more: String = "") -> String {
    #"{"title":"T","detail":"Jane Example","problem_type":"\#(type)"\#(more)}"#
  }

  private static func errors(_ problems: String...) -> String {
    #"{"warnings":[],"errors":[\#(problems.joined(separator: ","))]}"#
  }

  static let answers: [(Int, String, String)] = [
    (201, #"{"model":{"id":"c1","name":"A"},"warnings":[],"errors":[]}"#, "created c1"),
    (200, #"{"model":{"id":"c1"}}"#, "created c1"),
    (
      201,
      #"{"model":{"id":"c1"},"errors":[],"warnings":[\#(problem("UNSUPPORTED_FIELD", #","source":{"pointer":"model/currency"}"#))]}"#,
      "created c1, unsupported_field currency"
    ),
    (
      201, #"{"model":{},"warnings":[],"errors":[\#(problem("INVALID_FIELD_CHOICE"))]}"#,
      "refused validation, invalid_field_choice"
    ),
    (201, #"{"model":{"id":"c1"},"errors":[\#(problem("ERROR"))]}"#, "unknown malformed"),
    (201, #"{"model":{"id":"c1""#, "unknown malformed"), (201, "", "unknown malformed"),
    (201, #"{"model":{"id":""}}"#, "unknown malformed"), (201, #"{"model":{"id":"a\u0000b"}}"#, "unknown malformed"),
    (
      400, errors(problem("DUPLICATE_MODEL_EXISTS", #","source":{"pointer":"model/name"},"error_code":6240"#)),
      "refused name_taken, duplicate_model_exists name"
    ),
    (400, errors(problem("PROVIDER_ERROR", #","error_code":6240"#)), "refused name_taken, provider_error"),
    (
      400,
      errors(problem("PROVIDER_ERROR", #","raw_error":"The contact name is already assigned to another contact.""#)),
      "refused name_taken, provider_error"
    ),
    (
      400, errors(problem("MISSING_REQUIRED_FIELD", #","source":{"pointer":"model/email_address"}"#)),
      "refused validation, missing_required_field email_address"
    ),
    (
      400, errors(problem("UNSUPPORTED_FIELD", #","source":{"pointer":"/model/tax_number"}"#)),
      "refused unsupported_field, unsupported_field tax_number"
    ),
    (400, errors(problem("SOMETHING_NEW", #","source":{"pointer":"Jane Example"}"#)), "refused provider, other"),
    (400, errors(problem("CREDENTIAL_REFRESH_FAILED")), "refused credentials, credential_refresh_failed"),
    (400, errors(problem("RELINK_NEEDED")), "refused credentials, relink_needed"),
    (
      400, errors(problem("PROVIDER_ERROR"), problem("DUPLICATE_MODEL_EXISTS")),
      "refused name_taken, provider_error, duplicate_model_exists"
    ),
    (400, #"{"name":["This field is required."]}"#, "refused validation"), (422, "{}", "refused validation"),
    (400, #"{"detail":"The Idempotency-Key was used before with another request."}"#, "unknown bad_request"),
    (401, #"{"detail":"Invalid account token."}"#, "refused credentials"), (403, "", "refused credentials"),
    (404, #"{"detail":"Not found."}"#, "refused provider"), (405, "", "refused provider"),
    (408, "", "unknown server_trouble"), (409, "", "unknown server_trouble"), (429, "", "not sent rate_limited"),
    (500, "{}", "unknown server_trouble"), (502, "<html>", "unknown server_trouble"),
    (503, "", "unknown server_trouble"), (302, "", "unknown redirected"), (100, "", "unknown malformed"),
  ]

  @Test(arguments: answers) func anAnswerSaysWhatWasWritten(_ status: Int, _ body: String, _ wanted: String)
    async throws
  {
    let (outcome, merge) = try await Self.create([.status(status, body)])
    #expect(Self.said(outcome) == wanted)
    #expect(merge.calls.count == 1 && merge.remaining == 0, "never sent twice")
    #expect(!"\(outcome)".contains("Jane"))
  }

  @Test(
    arguments: [
      (.connect, "not sent network"), (.tls, "not sent tls"), (.broken, "unknown network"),
      (.timeout, "unknown timeout"), (.tooLarge, "unknown too_large"), (.unreadable, "unknown malformed"),
    ] as [(TransportFailure, String)])
  func aLostAnswerIsUnknown(_ failure: TransportFailure, _ wanted: String) async throws {
    let (outcome, merge) = try await Self.create([.failure(failure)])
    #expect(Self.said(outcome) == wanted)
    #expect(merge.calls.count == 1)
  }

  @Test func theCallIsWhatWasCommitted() async throws {
    let (_, merge) = try await Self.create([.status(201, #"{"model":{"id":"c1"}}"#)])
    let call = try #require(merge.calls.first)
    #expect(call.method == "POST" && call.url.hasSuffix("/api/accounting/v1/contacts"))
    #expect(call.body == Self.contact.body)
    #expect(call.header("idempotency-key") == "key-1" && call.header("content-type") == "application/json")
    #expect(call.header("x-account-token") == account.value)
  }

  @Test func nothingIsSentWhereNothingWasCommitted() async throws {
    struct Refused: Error {}
    let merge = ScriptedMerge([.status(200, "{}")])
    let client = merge.client(requestsPerMinute: 1)
    await #expect(throws: Refused.self) {
      _ = try await client.createContact(account: account) { throw Refused() }
    }
    #expect(merge.calls.isEmpty)
    // Brake and pacer have their places back.
    _ = try await client.accountDetails(account: account)
  }

  @Test func whatComesTooLateIsNotSent() async throws {
    let merge = ScriptedMerge([])
    let client = merge.client()
    let outcome = try await client.createContact(account: account) {
      await merge.clock.sleep(.seconds(31))
      return Self.contact
    }
    #expect(Self.said(outcome) == "not sent timeout")
    #expect(merge.calls.isEmpty)
  }

  @Test func afterARefusalByTheRateLimitTheAccountWaits() async throws {
    let merge = ScriptedMerge([.status(429, "", [(name: "Retry-After", value: "7")]), .status(200, "{}")])
    let client = merge.client()
    let outcome = try await client.createContact(account: account) { Self.contact }
    #expect(Self.said(outcome) == "not sent rate_limited")
    _ = try await client.accountDetails(account: account)
    #expect(merge.clock.elapsed == .seconds(7))
  }

  @Test func requirementsAreRead() async throws {
    let schema = #"""
      {"request_schema":{"properties":{"model":{"required":["name","email_address"],
       "properties":{"name":{"type":"string","maxLength":41},"email_address":{"type":"string"}}}}},
       "status":{"linked_account_status":"COMPLETE","can_make_request":false},"has_required_linked_account_params":true}
      """#
    let merge = ScriptedMerge([.status(200, schema), .status(200, "{}"), .status(404, "")])
    let client = merge.client()
    #expect(
      try await client.postRequirements(account: account)
        == PostRequirements(
          required: ["name", "email_address"], supported: ["name", "email_address"], nameLimit: 41, canCreate: false,
          needsOwnParameters: true))
    for _ in 0..<2 { #expect(try await client.postRequirements(account: account) == .unknown) }
    #expect(merge.calls[0].url.hasSuffix("/contacts/meta/post"))
  }

  @Test func theBodyHoldsWhatThereIs() throws {
    let line = #"""
      {"id":"p1","name":"  Ash \"&\" Co ","email_address":"a@example.com; b@example.com","tax_number":"",\#
      "is_customer":true,"addresses":[{"street_1":"1 Main St","city":null,"country":"US"}],\#
      "phone_numbers":[{"number":"+1 413 555 0100"}]}
      """#
    let page = RecordPage.parse(lines: Array(line.utf8))
    let request = ContactRequest(page, page.rows[0], isCustomer: true, isSupplier: nil)
    #expect(request.fields == ["name", "email_address", "is_customer", "addresses", "phone_numbers"])
    #expect(
      String(decoding: request.body(), as: UTF8.self)
        == #"{"model":{"addresses":[{"country":"US","street_1":"1 Main St"}],"email_address":"a@example.com","#
        + #""is_customer":true,"name":"Ash \"&\" Co","phone_numbers":[{"number":"+1 413 555 0100"}]}}"#)
    #expect(
      String(decoding: request.body(supported: ["name"]), as: UTF8.self) == #"{"model":{"name":"Ash \"&\" Co"}}"#)
  }
}
