import Sandbox
import Testing

@Suite("Sandbox, habits of accounting systems")
struct WriteHabitTests {
  private static let standing = """
    {"id":"c","name":"Smith & Sons","is_customer":true,"is_supplier":false,"status":"ACTIVE"}
    {"id":"v","name":"Old Vendor","is_customer":false,"is_supplier":true,"status":"ARCHIVED"}
    {"id":"d","name":"Gone Ltd","is_customer":true,"is_supplier":false,"remote_was_deleted":true}
    {"id":"n","name":"Unknown Role","status":"ACTIVE"}
    """

  /// A new contact in one of the systems, and the status and words of its answer.
  struct Case: Sendable, CustomTestStringConvertible {
    var system: Integration
    var model: String
    var status: Int
    var words: String = ""
    var testDescription: String { "\(system.slug) \(model)" }
  }

  private static func customer(_ name: String) -> String { #"{"name":"\#(name)","is_customer":true}"# }
  private static func supplier(_ name: String) -> String { #"{"name":"\#(name)","is_supplier":true}"# }

  static let cases: [Case] = [
    Case(system: .quickBooks, model: supplier("smith & sons"), status: 400, words: "6240"),
    Case(system: .quickBooks, model: customer("Smith and  Sons "), status: 400, words: "DUPLICATE_MODEL_EXISTS"),
    Case(system: .quickBooks, model: customer("Old Vendor"), status: 400, words: "DUPLICATE_MODEL_EXISTS"),
    Case(system: .quickBooks, model: supplier("Gone Ltd"), status: 400, words: "Duplicate Name Exists"),
    Case(system: .quickBooks, model: supplier("Jane Doe"), status: 400, words: "DUPLICATE_MODEL_EXISTS"),
    Case(system: .quickBooks, model: customer("Smith:Kitchen"), status: 400, words: "PROVIDER_ERROR"),
    Case(system: .quickBooks, model: #"{"name":"New"}"#, status: 400, words: "model/is_customer"),
    Case(
      system: .quickBooks, model: #"{"name":"New","is_customer":true,"is_supplier":true}"#, status: 400,
      words: "model/is_supplier"),
    Case(system: .quickBooks, model: customer("Smith Sons"), status: 201, words: #""is_supplier":false"#),
    Case(system: .netSuite, model: customer("SMITH & SONS"), status: 400, words: "This record already exists."),
    Case(system: .netSuite, model: supplier("Smith & Sons"), status: 201),
    Case(system: .netSuite, model: customer("Smith and Sons"), status: 201),
    Case(system: .netSuite, model: customer("Old Vendor"), status: 201),
    Case(system: .netSuite, model: supplier("Old Vendor"), status: 400, words: "DUPLICATE_MODEL_EXISTS"),
    Case(system: .netSuite, model: customer("Gone Ltd"), status: 201),
    Case(system: .netSuite, model: customer("Jane Doe"), status: 201),
    Case(system: .netSuite, model: supplier("Unknown Role"), status: 400, words: "DUPLICATE_MODEL_EXISTS"),
    Case(system: .netSuite, model: customer(String(repeating: "n", count: 84)), status: 400, words: "83"),
    Case(
      system: .xero, model: customer("New"), status: 201, words: #""is_customer":false,"is_supplier":false"#),
    Case(system: .xero, model: customer("New"), status: 201, words: "UNSUPPORTED_FIELD"),
    Case(system: .xero, model: #"{"name":"smith & sons"}"#, status: 201, words: #""id":"c""#),
    Case(system: .xero, model: #"{"name":"Old Vendor"}"#, status: 400, words: "archived"),
    Case(system: .xero, model: #"{"name":"Gone Ltd"}"#, status: 201, words: #""warnings":[]"#),
    Case(system: .xero, model: #"{"name":"A:B"}"#, status: 201),
  ]

  @Test("a new contact meets the habits of its system", arguments: cases)
  func creates(item: Case) async throws {
    try await TestServer.run(contacts: WriteHabitTests.standing) { server in
      try await server.play(item.system, employees: ["Jane Doe"])
      let reply = try await server.create(item.model)
      #expect(reply.status == item.status)
      #expect(reply.text.contains(item.words))
      let isNew = item.status == 201 && !reply.text.contains(#""id":"c""#)
      #expect(await server.store.contactIDs(of: "books").count == (isNew ? 5 : 4))
    }
  }

  @Test("QuickBooks: a long name comes back cut, and is taken as a whole")
  func cutsNames() async throws {
    let long = "Blackwater Ridge Community Housing Association"
    try await TestServer.run { server in
      let answer = try await server.create(WriteHabitTests.customer(long + " North")).json(WriteReply.self)
      #expect(answer.model?.name == "Blackwater Ridge Community Housing Associ")
      #expect(answer.warnings.isEmpty)
      #expect(try await server.create(WriteHabitTests.supplier(long + " north")).status == 400)
      #expect(try await server.create(WriteHabitTests.supplier(long + " South")).status == 201)
      // Of a name that the books gave us cut, the rest is not known.
      try await server.store.putContacts(
        #"{"id":"x","name":"Saint Bartholomew and Saint Olave Merchant"}"#, in: "books")
      #expect(
        try await server.create(WriteHabitTests.customer("Saint Bartholomew and Saint Olave Merchants")).status == 201)
      try await server.store.putContacts(
        #"{"id":"y","name":"Great Northern and Southern Railway Station"}"#, in: "books")
      try await server.store.putContacts(
        #"{"id":"y","name":"Great Northern and Southern Railway Statio"}"#, in: "books")
      try await server.store.putContacts(#"{"id":"y","name":"Great Northern and Southern Railway Stati"}"#, in: "books")
      let hidden = "Great Northern and Southern Railway Station Hotel"
      #expect(try await server.create(WriteHabitTests.customer(hidden)).status == 400)
    }
  }

  @Test("Xero: a taken name silently changes the contact that has it, roles apart")
  func takesOver() async throws {
    try await TestServer.run(contacts: WriteHabitTests.standing) { server in
      try await server.play(.xero)
      let reply = try await server.create(#"{"name":"SMITH & SONS","email_address":"new@example.com"}"#)
      let model = try #require(try reply.json(WriteReply.self).model)
      #expect(reply.status == 201)
      #expect(model.id == "c" && model.name == "SMITH & SONS" && model.emailAddress == "new@example.com")
      #expect(model.isCustomer == true)
      #expect(try reply.json(WriteReply.self).warnings.isEmpty)
    }
  }

  /// A change in one of the systems, and the status and words of its answer.
  static let edits: [(Integration, id: String, model: String, status: Int, words: String)] = [
    (.quickBooks, "c", #"{"name":"Old Vendor"}"#, 400, "6240"),
    (.quickBooks, "c", #"{"name":"Jane Doe"}"#, 400, "DUPLICATE_MODEL_EXISTS"),
    (.quickBooks, "c", #"{"name":"SMITH AND SONS"}"#, 200, "SMITH AND SONS"),
    (.quickBooks, "c", #"{"name":"New Name"}"#, 200, "New Name"),
    (.quickBooks, "c", #"{"is_supplier":true}"#, 200, "UNSUPPORTED_FIELD"),
    (.quickBooks, "c", #"{"is_customer":true}"#, 200, #""warnings":[]"#),
    (.quickBooks, "v", #"{"status":"ACTIVE"}"#, 200, #""status":"ACTIVE""#),
    (.quickBooks, "c", #"{"name":null}"#, 400, "MISSING_REQUIRED_FIELD"),
    (.netSuite, "c", #"{"name":"Old Vendor"}"#, 200, "Old Vendor"),
    (.xero, "c", #"{"name":"Unknown Role"}"#, 400, "DUPLICATE_MODEL_EXISTS"),
    (.xero, "c", #"{"is_supplier":true}"#, 200, "UNSUPPORTED_FIELD"),
    (.xero, "c", #"{"status":"ARCHIVED"}"#, 200, "ARCHIVED"), (.xero, "v", #"{"currency":"EUR"}"#, 400, "archived"),
    (.xero, "v", #"{"status":"ACTIVE"}"#, 400, "archived"),
  ]

  @Test("a change meets the habits of its system", arguments: edits)
  func changes(system: Integration, id: String, model: String, status: Int, words: String) async throws {
    try await TestServer.run(contacts: WriteHabitTests.standing) { server in
      try await server.play(system, employees: ["Jane Doe"])
      let reply = try await server.change(id, model)
      #expect(reply.status == status)
      #expect(reply.text.contains(words))
    }
  }

  @Test("names follow the books: what is renamed or removed frees its name")
  func namesFollow() async throws {
    try await TestServer.run(contacts: WriteHabitTests.standing) { server in
      #expect(try await server.create(WriteHabitTests.customer("Old Vendor")).status == 400)
      try await server.store.putContacts(#"{"id":"v","name":"Renamed"}"#, in: "books")
      try await server.store.removeContact("d", in: "books")
      #expect(try await server.create(WriteHabitTests.customer("Old Vendor")).status == 201)
      #expect(try await server.create(WriteHabitTests.customer("Gone Ltd")).status == 201)
      #expect(try await server.create(WriteHabitTests.customer("renamed")).status == 400)
      try await server.play(.netSuite)
      #expect(try await server.create(WriteHabitTests.supplier("Old Vendor")).status == 201)
    }
  }

  private struct Meta: Decodable {
    struct Schema: Decodable {
      struct Properties: Decodable { var model: Model }

      struct Model: Decodable {
        struct Field: Decodable { var type: String }

        var required: [String]
        var properties: [String: Field]
      }

      var properties: Properties
    }

    struct Status: Decodable {
      var linkedAccountStatus: String
      var canMakeRequest: Bool
    }

    var requestSchema: Schema
    var status: Status
    var hasConditionalParams: Bool
    var remoteFields: [String]
  }

  @Test("meta tells what can be written, and remote fields are written by their class")
  func meta() async throws {
    try await TestServer.run(contacts: WriteHabitTests.standing) { server in
      let meta = try await server.get("/contacts/meta/post").json(Meta.self)
      let model = meta.requestSchema.properties.model
      #expect(model.required == ["name"] && model.properties["is_customer"]?.type == "boolean")
      #expect(meta.hasConditionalParams && meta.status.canMakeRequest)
      #expect(
        try await server.get("/contacts/meta/patch/c").json(Meta.self).requestSchema.properties.model.required == [])
      #expect(try await server.get("/contacts/meta/patch/nobody").status == 404)

      struct Page: Decodable {
        struct Item: Decodable {
          var id: String
          var isCustom: Bool
        }

        var next: String?
        var results: [Item]
      }
      let all = try await server.get("/contacts/remote-field-classes").json(Page.self)
      let custom = try await server.get("/contacts/remote-field-classes?is_custom=true&page_size=1").json(Page.self)
      #expect(all.results.count == 3 && custom.results.count == 1 && custom.next != nil)
      #expect(Set(meta.remoteFields) == Set(all.results.filter(\.isCustom).map(\.id)))
      let field = #"{"remote_field_class":"\#(meta.remoteFields[0])","value":"p000001"}"#
      let reply = try await server.change("c", #"{"remote_fields":[\#(field)]}"#)
      #expect(reply.status == 200)
      #expect(
        try await server.get("/contacts/c?include_remote_fields=true").text.contains(#""remote_fields":[\#(field)]"#))

      try await server.play(.xero, status: "RELINK_NEEDED")
      let xero = try await server.get("/contacts/meta/post").json(Meta.self)
      #expect(xero.requestSchema.properties.model.properties["is_customer"] == nil)
      #expect(xero.status.linkedAccountStatus == "RELINK_NEEDED" && !xero.status.canMakeRequest)
      #expect(try await server.get("/available-actions").text.contains(#""model_name":"Contact""#))
    }
  }
}
