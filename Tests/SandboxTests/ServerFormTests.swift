import ContactModel
import FoundationEssentials
import Sandbox
import Testing

@Suite struct ServerFormTests {
  private static let contact = #"""
    {"id":"a","name":"Zażółć \u0000 \ud83d é","status":"ARCHIVED","company":{"id":"e1","name":"Entity"},"addresses":[{"type":"BILLING","city":"Łódź"},{"city":null}],"phone_numbers":[{"number":"+1 202 555 0143","type":null}],"remote_data":[{"path":"/customer","data":{"x":1}}],"remote_fields":[{"remote_field_class":"f","value":2}],"unheard_of":[1, {"y":null}]}
    """#

  private struct Unexpanded: Decodable {
    var company: String
    var addresses: [String]
    var phoneNumbers: [String]
  }

  @Test func subObjectsAreIdsUnlessTheyAreAskedFor() async throws {
    try await TestServer.run(contacts: ServerFormTests.contact) { server in
      let reply = try await server.get("/contacts/a")
      let contact = try reply.json(Unexpanded.self)
      #expect(contact.company == "e1")
      #expect(Set(contact.addresses).count == 2)
      #expect(reply.text.contains(#""remote_data":null"#))
      #expect(reply.text.contains(#""remote_fields":[]"#))
      let first = try await server.get("/addresses/\(contact.addresses[0])")
      #expect(first.text == #"{"type":"BILLING","city":"Łódź"}"#)
      #expect(try await server.get("/addresses/\(contact.addresses[1])").text == #"{"city":null}"#)
      let phone = try await server.get("/phone-numbers/\(contact.phoneNumbers[0])")
      #expect(phone.text == #"{"number":"+1 202 555 0143","type":null}"#)
      #expect(try await server.get("/addresses/\(contact.phoneNumbers[0])").status == 404)
      #expect(try await server.get("/addresses/\(contact.addresses[0])0").status == 404)
    }
  }

  @Test(arguments: [
    (
      "expand=addresses,phone_numbers",
      [#""addresses":[{"type":"BILLING""#, #"[{"number":"+1 202"#, #""company":"e1""#]
    ),
    ("expand=addresses,phone_numbers,company", [#""company":{"id":"e1","name":"Entity"}"#]),
    ("include_remote_data=true", [#""remote_data":[{"path":"/customer","data":{"x":1}}]"#]),
    ("include_remote_fields=true", [#""remote_fields":[{"remote_field_class":"f","value":2}]"#]),
    ("show_enum_origins=status", [#""status":"false""#]), ("remote_fields=status", [#""status":"false""#]),
    ("", [#""status":"ARCHIVED""#, #"\u0000 \ud83d é"#, #""unheard_of":[1, {"y":null}]"#]),
  ])
  func formsAreByParameter(query: String, parts: [String]) async throws {
    try await TestServer.run(contacts: ServerFormTests.contact) { server in
      let one = try await server.get("/contacts/a?\(query)").text
      let page = try await server.get("/contacts?\(query)").text
      for part in parts { #expect(one.contains(part)) }
      #expect(page == #"{"next":null,"previous":null,"results":["# + one + "]}")
    }
  }

  @Test func aCompanyThatIsStoredAsAnIdIsExpandedToo() async throws {
    try await TestServer.run(contacts: #"{"id":"a","name":"B","company":"e1","addresses":["x1"]}"#) { server in
      let expanded = try await server.get("/contacts/a?expand=company").text
      let plain = try await server.get("/contacts/a").text
      #expect(expanded.contains(#""company":{"id":"e1","remote_id":"company-"#))
      #expect(plain.contains(#""addresses":["x1"]"#))
    }
  }

  @Test func whatIsAbsentIsNullAndWhatIsMissingIsFilled() async throws {
    try await TestServer.run(contacts: #"{"id":"a","name":"B","account":"books"}"#) { server in
      let text = try await server.get("/contacts/a").text
      let now = await server.store.now.rfc3339
      #expect(
        text == #"{"id":"a","created_at":"\#(now)","modified_at":"\#(now)","name":"B","remote_was_deleted":false,"#
          + #""status":null,"company":null,"addresses":[],"phone_numbers":[],"remote_data":null,"remote_fields":[]}"#)
    }
  }
}
