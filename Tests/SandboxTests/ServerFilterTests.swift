import ContactModel
import Sandbox
import Testing

@Suite struct ServerFilterTests {
  private static let contacts = """
    {"id":"a","remote_id":"7","name":"Nordlicht GmbH","email_address":"info@nordlicht.example.com","status":"ACTIVE",\
    "is_customer":true,"is_supplier":false,"company":"e1",\
    "created_at":"2026-01-01T00:00:00Z","modified_at":"2026-05-01T00:00:00Z"}
    {"id":"b","remote_id":"8","name":"Caf\\u00e9 \\"Zur Post\\"","status":"ARCHIVED","is_customer":false,\
    "is_supplier":true,"company":{"id":"e2","name":"Second entity"},\
    "created_at":"2026-01-02T00:00:00Z","modified_at":"2026-04-01T00:00:00Z"}
    {"id":"c","remote_id":"7","name":"nordlicht gmbh","status":"On hold","is_customer":null,\
    "created_at":"2026-01-03T00:00:00Z","modified_at":"2026-03-01T00:00:00Z"}
    {"id":"d","name":"Gone","status":"ACTIVE","is_customer":true,"remote_was_deleted":true,\
    "created_at":"2026-01-04T00:00:00Z","modified_at":"2026-06-01T00:00:00Z"}
    {"id":"e","remote_id":"9","name":null,"addresses":[],"phone_numbers":[],"company":null,\
    "created_at":"2026-01-05T00:00:00Z","modified_at":"2026-01-05T00:00:00Z"}
    """

  @Test(arguments: [
    ("", "abc"), ("include_deleted_data=true", "abcd"), ("include_deleted_data=false", "abc"),
    ("include_shell_data=true", "abce"), ("include_shell_data=true&include_deleted_data=true", "abcde"),
    ("is_customer=true", "a"), ("is_customer=false", "b"), ("is_supplier=true", "b"), ("is_supplier=false", "a"),
    ("name=Nordlicht%20GmbH", "a"), ("name=Nordlicht+GmbH", "a"), ("name=Nordlicht", ""),
    ("name=Caf%C3%A9%20%22Zur%20Post%22", "b"), ("email_address=info%40nordlicht.example.com", "a"),
    ("email_address=nobody%40example.com", ""), ("company_id=e1", "a"), ("company_id=e2", "b"),
    ("remote_id=7", "ac"), ("remote_id=9", ""), ("status=ACTIVE", "a"), ("status=ARCHIVED", "b"), ("status=", "abc"),
    ("modified_after=2026-04-01T00:00:00Z", "ab"), ("modified_after=2026-04-01T00:00:00.000001Z", "a"),
    ("modified_before=2026-04-01T02:00:00%2B02:00", "bc"), ("created_after=2026-01-02T00:00:00Z", "bc"),
    ("created_before=2026-01-02T00:00:00Z", "ab"),
    ("modified_after=2026-04-15T00:00:00Z&include_deleted_data=true&is_customer=true", "ad"),
  ])
  func filters(query: String, ids: String) async throws {
    try await TestServer.run(contacts: ServerFilterTests.contacts) { server in
      let listed = try await server.ids(query + "&page_size=1")
      #expect(listed == ids.map(String.init))
    }
  }

  @Test func undocumentedHabitsAreOptions() async throws {
    try await TestServer.run(
      SandboxOptions(boundsAreInclusive: false, textFiltersIgnoreCase: true), contacts: ServerFilterTests.contacts
    ) { server in
      let named = try await server.ids("name=NORDLICHT%20gmbh")
      let later = try await server.ids("modified_after=2026-04-01T00:00:00Z")
      #expect(named == ["a", "c"])
      #expect(later == ["a"])
    }
  }

  @Test(arguments: [
    ("page_size=0", "page_size"), ("page_size=many", "page_size"), ("modified_after=yesterday", "modified_after"),
    ("created_before=2026-13-01T00:00:00Z", "created_before"),
    ("modified_after=2026-01-01T00:00:00+00:00", "modified_after"),
    ("include_deleted_data=perhaps", "include_deleted_data"), ("is_customer=2", "is_customer"),
    ("status=SLEEPING", "status"), ("expand=addresses,payments", "expand"),
    ("show_enum_origins=name", "show_enum_origins"),
    ("cursor=!", "cursor"),
  ])
  func parametersThatCannotBeUsedAreNamed(query: String, field: String) async throws {
    try await TestServer.run(contacts: ServerFilterTests.contacts) { server in
      let reply = try await server.get("/contacts?\(query)")
      #expect(reply.status == 400)
      #expect(Array(try reply.json([String: [String]].self).keys) == [field])
    }
  }
}
