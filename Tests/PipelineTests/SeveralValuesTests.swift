import ContactModel
import Load
import Pipeline
import Postgres
import Sandbox
import Testing

@Suite("Parties with several values of a kind")
struct SeveralValuesTests {
  /// A contact, and the fields that must agree with its party: the name and the party's second or third value.
  struct Case: Sendable, CustomTestStringConvertible {
    var field: String
    var contact: String
    var testDescription: String { field }
  }

  static let cases = [
    Case(field: "PHONE", contact: #""phone_numbers":[{"number":"+1 415 555 0163"}]"#),
    Case(field: "PHONE", contact: #""phone_numbers":[{"number":"+1 212 555 0199"},{"number":"415-555-0162"}]"#),
    Case(field: "EMAIL", contact: #""email_address":"owner@quill-and-vine.example""#),
    Case(field: "EMAIL", contact: #""email_address":"nobody@example.com; books@quillvine.example""#),
    Case(
      field: "ADDRESS",
      contact: #""addresses":[{"street_1":"9 Orchard Row","city":"Portland","zip_code":"97201","country":"US"}]"#),
    Case(
      field: "ADDRESS",
      contact:
        #""addresses":[{"street_1":"1 Elsewhere Way","city":"Boston","zip_code":"02101","country":"US"},"#
        + #"{"street_1":"40 Mill Lane","city":"Salem","zip_code":"97301","country":"US"}]"#),
  ]

  static let csv = """
    id,name,email_address,phone_number,phone_number_2,phone_number_3,email_address_2,email_address_3,street_1,city,\
    zip_code,country,street_1_2,city_2,zip_code_2,country_2,street_1_3,city_3,zip_code_3,country_3
    p1,Quill and Vine Bookbinding,shop@quillvine.example,+1 415 555 0161,+1 415 555 0162,+1 415 555 0163,\
    books@quillvine.example,owner@quill-and-vine.example,12 Wharf Street,Oakland,94607,US,40 Mill Lane,Salem,97301,US,\
    9 Orchard Row,Portland,97201,US
    p2,Somebody Else Entirely,,,,,,,,,,,,,,,,,,
    """

  static let ndjson = """
    {"id":"p1","name":"Quill and Vine Bookbinding","email_address":"shop@quillvine.example; \
    books@quillvine.example; owner@quill-and-vine.example","phone_numbers":[{"number":"+1 415 555 0161"},\
    {"number":"+1 415 555 0162"},{"number":"+1 415 555 0163"}],"addresses":[{"street_1":"12 Wharf Street",\
    "city":"Oakland","zip_code":"94607","country":"US"},{"street_1":"40 Mill Lane","city":"Salem","zip_code":"97301",\
    "country":"US"},{"street_1":"9 Orchard Row","city":"Portland","zip_code":"97201","country":"US"}]}
    {"id":"p2","name":"Somebody Else Entirely"}

    """

  @Test("any of them agrees, from CSV columns and from NDJSON arrays", arguments: ["parties.csv", "parties.ndjson"])
  func anyAgrees(file: String) async throws {
    let lines = Self.cases.enumerated().map { index, entry in
      #"{"id":"c\#(index)","name":"Quill and Vine Bookbinding","is_customer":true,\#(entry.contact),"#
        + #""created_at":"2026-01-01T00:00:00Z","modified_at":"2026-01-01T00:00:00Z","remote_was_deleted":false}"#
    }
    try await World.with(accounts: [("one", lines.joined(separator: "\n"))], parties: "id\n") { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(file.hasSuffix("csv") ? Self.csv : Self.ndjson, to: file)
      let imported = try await program.run("parties", "import", file, "--organization", "acme")
      #expect(imported.code == 0, "\(imported.errors)")
      #expect(try await world.run(PipelineRunTests.backfill).outcome == .done)
      let keys = try await world.column(
        "select party_id || ' ' || match_key from contactsync.decision order by contact_id")
      try #require(keys.count == Self.cases.count)
      for (key, entry) in zip(keys, Self.cases) {
        #expect(key.hasPrefix("p1 +NAME") && key.contains("+\(entry.field)"), "\(key) for \(entry.contact)")
      }
    }
  }
}
