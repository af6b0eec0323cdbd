import ContactModel
import Sandbox
import Testing

@Suite("Sandbox, writing contacts")
struct WriteTests {
  static let plain = Integration(name: "Ledger", slug: "ledger")

  @Test("a contact that was created is there, with what was sent and what the books add")
  func creates() async throws {
    try await TestServer.run { server in
      let reply = try await server.create(
        #"""
        {"name":"Harbour Café","is_customer":true,"email_address":"ap@example.com","tax_number":"12-3456789",
         "addresses":[{"type":"BILLING","street_1":"12 Wharf St","city":"Ghent","country":"BE","zip_code":"9000"}],
         "phone_numbers":[{"number":"+1 202 555 0143","type":"Mobile"}],"currency":"EUR"}
        """#)
      #expect(reply.status == 201)
      let answer = try reply.json(WriteReply.self)
      #expect(answer.errors.isEmpty && answer.warnings.isEmpty && answer.logs == nil)
      let model = try #require(answer.model)
      #expect(model.name == "Harbour Café" && model.isCustomer == true && model.isSupplier == false)
      #expect(model.status == "ACTIVE" && model.remoteId == "900001")
      #expect(model.createdAt == "2026-11-01T12:00:00Z" && model.remoteUpdatedAt == model.createdAt)
      let id = try #require(model.id)
      let stored = try await server.get("/contacts/\(id)?expand=addresses,phone_numbers").text
      #expect(
        stored.contains(
          #""addresses":[{"city":"Ghent","country":"BE","country_subdivision":null,"state":null,"#
            + #""street_1":"12 Wharf St","street_2":null,"type":"BILLING","zip_code":"9000"}]"#))
      #expect(stored.contains(#""phone_numbers":[{"number":"+1 202 555 0143","type":"Mobile"}]"#))
      #expect(try await server.ids("") == [id])
      #expect(reply.text.contains(#""addresses":["00000000-0000-8ad0"#))
    }
  }

  @Test("a change leaves out, clears, and replaces whole arrays")
  func changes() async throws {
    let contact =
      #"{"id":"a","name":"A","is_customer":true,"is_supplier":false,"tax_number":"1","email_address":"a@example.com","#
      + #""addresses":[{"city":"Ghent"},{"city":"Bruges"}],"phone_numbers":[{"number":"1"}]}"#
    try await TestServer.run(contacts: contact) { server in
      func text() async throws -> String { try await server.get("/contacts/a?expand=addresses,phone_numbers").text }
      server.clock.advance(seconds: 60)
      let reply = try await server.change(
        "a", #"{"tax_number":null,"addresses":[{"city":"Lille"}],"phone_numbers":[],"currency":"EUR"}"#)
      #expect(reply.status == 200)
      #expect(try reply.json(WriteReply.self).model?.modifiedAt == "2026-11-01T12:01:00Z")
      let after = try await text()
      #expect(after.contains(#""tax_number":null"#) && after.contains(#""email_address":"a@example.com""#))
      #expect(after.contains(#""addresses":[{"city":"Lille","#) && !after.contains("Bruges"))
      #expect(after.contains(#""phone_numbers":[]"#) && after.contains(#""name":"A""#))

      server.clock.advance(seconds: 60)
      let same = try await server.change("a", #"{"currency":"EUR","name":"A"}"#).json(WriteReply.self)
      #expect(same.model?.modifiedAt == "2026-11-01T12:01:00Z")
      #expect(same.model?.remoteUpdatedAt == "2026-11-01T12:01:00Z")
      #expect(try await server.change("nobody", "{}").status == 404)
      try await server.store.deleteContact("a", in: "books")
      #expect(try await server.change("a", #"{"currency":"USD"}"#).status == 400)
    }
  }

  /// A model for an account without habits of its own, and what there is to say about it.
  struct Remark: Sendable, CustomTestStringConvertible {
    var model: String
    var errors: [String] = []
    var warnings: [String] = []
    var testDescription: String { model }
  }

  static let remarks: [Remark] = [
    Remark(model: "{}", errors: ["MISSING_REQUIRED_FIELD model/name"]),
    Remark(model: #"{"name":null}"#, errors: ["MISSING_REQUIRED_FIELD model/name"]),
    Remark(model: #"{"name":" "}"#, errors: ["MISSING_REQUIRED_FIELD model/name"]),
    Remark(model: #"{"name":7}"#, errors: ["INCORRECT_FIELD_TYPE model/name"]),
    Remark(model: #"{"name":"A","is_customer":"true"}"#, errors: ["INCORRECT_FIELD_TYPE model/is_customer"]),
    Remark(model: #"{"name":"A","tax_number":12}"#, errors: ["INCORRECT_FIELD_TYPE model/tax_number"]),
    Remark(model: #"{"name":"A","status":"SLEEPING"}"#, errors: ["INVALID_FIELD_CHOICE model/status"]),
    Remark(model: #"{"name":"A","addresses":{}}"#, errors: ["INCORRECT_FIELD_TYPE model/addresses"]),
    Remark(model: #"{"name":"A","addresses":["x"]}"#, errors: ["INCORRECT_FIELD_TYPE model/addresses/0"]),
    Remark(model: #"{"name":"A","addresses":null}"#, errors: ["INCORRECT_FIELD_TYPE model/addresses"]),
    Remark(
      model: #"{"name":"A","addresses":[{"city":1}]}"#, errors: ["INCORRECT_FIELD_TYPE model/addresses/0/city"]),
    Remark(model: #"{"name":"A","phone_numbers":"1"}"#, errors: ["INCORRECT_FIELD_TYPE model/phone_numbers"]),
    Remark(model: #"{"name":"A","integration_params":1}"#, errors: ["INCORRECT_FIELD_TYPE model/integration_params"]),
    Remark(
      model: #"{"status":"X","currency":1}"#,
      errors: [
        "INVALID_FIELD_CHOICE model/status", "INCORRECT_FIELD_TYPE model/currency", "MISSING_REQUIRED_FIELD model/name",
      ]),
    Remark(model: #"{"name":"A","remote_id":"1"}"#, warnings: ["UNRECOGNIZED_FIELD model/remote_id"]),
    Remark(model: #"{"name":"A","contact_url":"x"}"#, warnings: ["UNSUPPORTED_FIELD model/contact_url"]),
    Remark(
      model: #"{"name":"A","addresses":[{"state":"CA","floor":"3"}]}"#,
      warnings: ["UNSUPPORTED_FIELD model/addresses/0/state", "UNRECOGNIZED_FIELD model/addresses/0/floor"]),
    Remark(
      model: #"{"name":"A","remote_fields":[{"remote_field_class":"x","value":1}]}"#,
      warnings: ["UNRECOGNIZED_FIELD model/remote_fields/0"]),
    Remark(model: #"{"name":"A","remote_fields":[1]}"#, errors: ["INCORRECT_FIELD_TYPE model/remote_fields/0"]),
    Remark(
      model: #"{"name":"A","is_customer":null,"company":null,"linked_account_params":{"x":1},"integration_params":{}}"#),
  ]

  @Test("every remark is made: warnings with a write, errors without one", arguments: remarks)
  func remarksAreMade(remark: Remark) async throws {
    try await TestServer.run { server in
      try await server.play(WriteTests.plain)
      let reply = try await server.create(remark.model)
      let answer = try reply.json(WriteReply.self)
      #expect(answer.errors.map(\.short) == remark.errors)
      #expect(answer.warnings.map(\.short) == remark.warnings)
      #expect(reply.status == (remark.errors.isEmpty ? 201 : 400))
      #expect((answer.model == nil) == !remark.errors.isEmpty)
      #expect(await server.store.contactIDs(of: "books").count == (remark.errors.isEmpty ? 1 : 0))
    }
  }

  @Test(
    "bodies that are no order at all get Merge's plain errors",
    arguments: [
      ("", "detail"), ("[]", "detail"), ("{}", #""model":["This field"#), (#"{"model":1}"#, #""model":["Invalid"#),
    ])
  func badBodies(body: String, words: String) async throws {
    try await TestServer.run { server in
      let reply = try await server.send("POST", "/contacts", body)
      #expect(reply.status == 400)
      #expect(reply.text.contains(words))
    }
  }

  @Test("refusals come with 200 where that is how it is played, and debug mode shows a log")
  func refusalsAsSuccess() async throws {
    try await TestServer.run(SandboxOptions(refusedWriteStatus: 200)) { server in
      let reply = try await server.create("{}", query: "?is_debug_mode=true")
      let answer = try reply.json(WriteReply.self)
      #expect(reply.status == 200)
      #expect(answer.model?.id == nil && answer.errors.count == 2)
      #expect(answer.logs?.first?.logSummary.method == "POST")
      #expect(try await server.create("{}", query: "?is_debug_mode=maybe").status == 400)
    }
  }

  @Test("an account whose credentials are bad reads on and writes nothing", arguments: ["RELINK_NEEDED", "INCOMPLETE"])
  func badCredentials(status: String) async throws {
    try await TestServer.run(contacts: #"{"id":"a","name":"A"}"#) { server in
      try await server.play(WriteTests.plain, status: status)
      let create = try await server.create(#"{"name":"B"}"#)
      let change = try await server.change("a", #"{"name":"B"}"#)
      #expect([create.status, change.status] == [400, 400])
      #expect(try create.json(WriteReply.self).errors.map(\.short) == ["RELINK_NEEDED"])
      #expect(try await server.get("/contacts/a").text.contains(#""name":"A""#))
    }
  }

  @Test("a created contact is missing from listings for as long as that is played, but found by its id")
  func isListedLater() async throws {
    try await TestServer.run(SandboxOptions(secondsUntilListed: 30)) { server in
      try await server.play(WriteTests.plain)
      let first = try #require(try await server.create(#"{"name":"A"}"#).json(WriteReply.self).model?.id)
      server.clock.advance(seconds: 20)
      let second = try #require(try await server.create(#"{"name":"B"}"#).json(WriteReply.self).model?.id)
      #expect(try await server.ids("") == [])
      #expect(try await server.get("/contacts/\(first)").status == 200)
      server.clock.advance(seconds: 10)
      #expect(try await server.ids("created_after=2026-11-01T12:00:00Z") == [first])
      server.clock.advance(seconds: 20)
      #expect(try await server.ids("") == [first, second])
    }
  }

  @Test("an Idempotency-Key is heeded for a day where it is switched on, and means nothing elsewhere")
  func idempotency() async throws {
    let key = ["Idempotency-Key": "0190c1c8-0000-7000-8000-000000000001"]
    try await TestServer.run(SandboxOptions(heedsIdempotencyKeys: true)) { server in
      try await server.play(WriteTests.plain)
      let first = try await server.create(#"{"name":"A"}"#, headers: key)
      let again = try await server.create(#"{"name":"A"}"#, headers: key)
      #expect(first.status == 201 && again.status == 201)
      #expect(first.body == again.body)
      #expect(try await server.ids("").count == 1)
      #expect(try await server.create(#"{"name":"B"}"#, headers: key).status == 400)
      #expect(try await server.create(#"{"name":"A"}"#, query: "?is_debug_mode=true", headers: key).status == 400)
      #expect(try await server.create("{}", headers: ["Idempotency-Key": "2"]).status == 400)
      server.clock.advance(seconds: 86_399)
      #expect(try await server.create(#"{"name":"A"}"#, headers: key).body == first.body)
      server.clock.advance(seconds: 1)
      #expect(try await server.create(#"{"name":"A"}"#, headers: key).body != first.body)
      #expect(try await server.ids("").count == 2)
    }
    try await TestServer.run { server in
      try await server.play(WriteTests.plain)
      for _ in 0..<2 { #expect(try await server.create(#"{"name":"A"}"#, headers: key).status == 201) }
      #expect(try await server.ids("").count == 2)
    }
  }

  /// A fault of a create, the status that the client sees (0: none), and whether the contact is there afterwards.
  static let losses: [(Fault.Effect, status: Int, ending: Reply.Ending, isWritten: Bool)] = [
    (.status(503), 503, .complete, false), (.statusAfter(500), 500, .complete, true),
    (.statusAfter(502), 502, .complete, true), (.dropRequest, 0, .closed, false), (.dropAnswer, 0, .closed, true),
    (.resetAnswer, 0, .reset, true), (.reset(afterBytes: 5), 201, .reset, true),
    (.truncate(bytes: 9), 201, .complete, true),
  ]

  @Test("answers are lost before or after the write", arguments: losses)
  func lostAnswers(effect: Fault.Effect, status: Int, ending: Reply.Ending, isWritten: Bool) async throws {
    try await TestServer.run(SandboxOptions(heedsIdempotencyKeys: true)) { server in
      try await server.play(WriteTests.plain)
      await server.store.add(Fault(effect, path: "/contacts", method: "POST"))
      #expect(try await server.get("/contacts").status == 200)
      let key = ["Idempotency-Key": "k"]
      let reply = try await server.create(#"{"name":"A"}"#, headers: key)
      #expect(reply.status == status)
      #expect(reply.ending == ending)
      #expect(await server.store.contactIDs(of: "books").count == (isWritten ? 1 : 0))
      #expect(try await server.create(#"{"name":"A"}"#, headers: key).status == 201)
      #expect(await server.store.contactIDs(of: "books").count == 1)
    }
  }

  @Test("faults of writes are ordered over HTTP too")
  func faultsByControl() async throws {
    try await TestServer.run { server in
      let order =
        #"{"faults":[{"effect":"status_after","status":500,"method":"POST"},{"effect":"reset_answer","method":"POST"}]}"#
      #expect(try await server.control("POST", "/faults", order).status == 200)
      let first = try await server.create(#"{"name":"A","is_customer":true}"#)
      let second = try await server.create(#"{"name":"B","is_customer":true}"#)
      #expect(first.status == 500 && first.text.contains("detail"))
      #expect(second.ending == .reset)
      #expect(try await server.ids("").count == 2)
      #expect(await server.store.log.requests.prefix(2).map(\.fault) == ["status_after", "reset_answer"])
    }
  }
}
