import ContactModel
import Testing

/// One record at a time: what becomes of each member.
struct ParseTests {
  private func parse(_ json: String) throws -> Contact {
    let page = try RecordPage.parse(object: Array(json.utf8))
    try #require(page.rejected.isEmpty, "\(page.rejected)")
    return Contact(page, at: 0)
  }

  private func rejection(_ json: String) throws -> RejectedRecord {
    let page = try RecordPage.parse(object: Array(json.utf8))
    #expect(page.rows.isEmpty && page.addresses.isEmpty && page.phones.isEmpty)
    #expect(page.bytes.count == json.utf8.count, "nothing stays behind the body")
    return try #require(page.rejected.first)
  }

  @Test func readsEveryMember() throws {
    let json = """
      {"id":"c-1","remote_id":"17","name":"Acme Ltd","is_supplier":false,"is_customer":true,
      "email_address":"ap@acme.test","tax_number":"12-3456789","status":"ACTIVE","currency":"USD","remote_updated_at":"2024-01-01T00:00:00Z",
      "company":"co-1","addresses":[{"type":"BILLING","street_1":"1 Main St","street_2":"Suite 2","city":"Springfield",
      "state":null,"country_subdivision":"IL","country":"US","zip_code":"62701"},{"city":"Dallas","state":"TX"}],
      "phone_numbers":[{"number":"555-0100","type":"Mobile"},{"number":null},{"number":"555-0101"}],
      "remote_was_deleted":true,"created_at":"2023-01-01T00:00:00.25Z","modified_at":"2023-02-01T00:00:00+01:00",
      "field_mappings":{"a":[{"b":null}]},"contact_url":null,"organization":"org-1","linked_account_id":"la-1",
      "merged_into":"p-2","deleted_at":"2024-05-01T00:00:00Z"}
      """
    let contact = try parse(json)
    let (page, row) = (contact.page, contact.row)
    #expect(contact.id == "c-1" && page.string(row.remoteID) == "17" && contact.name == "Acme Ltd")
    #expect(contact.emailAddress == "ap@acme.test" && contact.taxNumber == "12-3456789")
    #expect(page.string(row.status) == "ACTIVE" && page.string(row.currency) == "USD")
    #expect(page.string(row.company) == "co-1" && page.string(row.organization) == "org-1")
    #expect(page.string(row.linkedAccount) == "la-1" && page.string(row.mergedInto) == "p-2")
    #expect(row.isSupplier == .no && row.isCustomer == .yes && row.remoteWasDeleted)
    #expect(
      row.remoteUpdatedAt?.rfc3339 == "2024-01-01T00:00:00Z" && row.createdAt?.rfc3339 == "2023-01-01T00:00:00.25Z")
    #expect(row.modifiedAt?.rfc3339 == "2023-01-31T23:00:00Z" && row.deletedAt?.rfc3339 == "2024-05-01T00:00:00Z")
    #expect(contact.phoneNumbers == ["555-0100", "555-0101"])
    #expect(contact.addressLines == ["1 Main St, Suite 2, 62701, Springfield, IL, US", "Dallas, TX"])
    #expect(page.string(page.addresses[0].type) == "BILLING")
    #expect(row.issues.isEmpty)
    #expect(page.string(row.json) == json)
    #expect(page.string(row.addressesJSON)?.hasPrefix("[{\"type\":\"BILLING\"") == true)
    #expect(page.string(row.phonesJSON)?.hasSuffix("{\"number\":\"555-0101\"}]") == true)
    #expect(page.bytes == Array(json.utf8), "plain texts are not copied")
  }

  private static let nothing: [String] = [
    #"{"id":"c"}"#,
    """
    {"id":"c","remote_id":null,"name":null,"is_supplier":null,"is_customer":null,"email_address":null,"tax_number":null,
    "status":null,"currency":null,"remote_updated_at":null,"company":null,"addresses":null,"phone_numbers":null,
    "remote_was_deleted":null,"created_at":null,"modified_at":null,"organization":null,"linked_account_id":null,
    "account":null,"merged_into":null,"deleted_at":null,"type":null}
    """,
  ]

  @Test(arguments: nothing)
  func nullAndAbsentAreTheSame(_ json: String) throws {
    let contact = try parse(json)
    let row = contact.row
    for ref in [
      row.remoteID, row.name, row.emailAddress, row.taxNumber, row.status, row.currency, row.company, row.linkedAccount,
      row.organization, row.mergedInto, row.addressesJSON, row.phonesJSON,
    ] { #expect(ref.isAbsent) }
    #expect(row.createdAt == nil && row.modifiedAt == nil && row.remoteUpdatedAt == nil && row.deletedAt == nil)
    #expect(row.isCustomer == .unknown && row.isSupplier == .unknown && !row.remoteWasDeleted)
    #expect(row.addresses.isEmpty && row.phones.isEmpty && row.issues.isEmpty)
    #expect(row.contentHash == (try parse(ParseTests.nothing[0])).row.contentHash)
  }

  private static let names: [(String, String?, RecordIssues)] = [
    (#""""#, "", []), (#""Müller & Söhne""#, "Müller & Söhne", []), (#""M\u00fcller\n""#, "Müller\n", []),
    (#""\ud83d\ude00""#, "😀", []), (#""a\u0000b""#, "a\u{FFFD}b", .textRepaired),
    (#""a\ud800""#, "a\u{FFFD}", .textRepaired), ("12.50", "12.50", .typeCoerced), ("true", "true", .typeCoerced),
    ("null", nil, []), ("\"\u{202E}txt\u{200B}\"", "\u{202E}txt\u{200B}", []),
  ]

  @Test(arguments: names)
  func readsTexts(_ value: String, _ name: String?, _ issues: RecordIssues) throws {
    let contact = try parse(#"{"id":"c","name":"# + value + "}")
    #expect(contact.name == name)
    #expect(contact.row.issues == issues)
  }

  @Test func repairsInvalidUTF8() throws {
    let json =
      Array(#"{"id":"c","name":"A"#.utf8) + [0xC3, 0x28, 0xFF] + Array(#"","addresses":[{"city":""#.utf8) + [0x80]
    let page = try RecordPage.parse(object: json + Array(#""}],"unknown":"x"}"#.utf8))
    let contact = Contact(page, at: 0)
    #expect(contact.name == "A\u{FFFD}(\u{FFFD}")
    #expect(page.string(page.addresses[0].city) == "\u{FFFD}")
    #expect(page.string(contact.row.addressesJSON) == "[{\"city\":\"\u{FFFD}\"}]")
    #expect(contact.row.issues == .textRepaired)
  }

  private static let flags: [(String, Flag, RecordIssues)] = [
    ("true", .yes, []), ("false", .no, []), ("null", .unknown, []), (#""true""#, .yes, []), (#""false""#, .no, []),
    (#""yes""#, .unknown, .typeCoerced), ("1", .unknown, .typeCoerced), (#""""#, .unknown, .typeCoerced),
  ]

  @Test(arguments: flags)
  func readsFlags(_ value: String, _ flag: Flag, _ issues: RecordIssues) throws {
    let row = try parse(#"{"id":"c","is_customer":\#(value),"is_supplier":\#(value),"remote_was_deleted":\#(value)}"#)
      .row
    #expect(row.isCustomer == flag && row.isSupplier == flag && row.remoteWasDeleted == (flag == .yes))
    #expect(row.issues == issues)
  }

  private static let times: [(String, String?, RecordIssues)] = [
    (#""2024-01-01T00:00:00Z""#, "2024-01-01T00:00:00Z", []),
    (#""2024\u002d01-01T00:00:00Z""#, "2024-01-01T00:00:00Z", []),
    ("null", nil, []), (#""2024-01-01""#, nil, .timestampUnreadable), (#""""#, nil, .timestampUnreadable),
    ("1704067200", nil, .timestampUnreadable), ("true", nil, .timestampUnreadable),
  ]

  @Test(arguments: times)
  func readsTimes(_ value: String, _ time: String?, _ issues: RecordIssues) throws {
    let row = try parse(#"{"id":"c","modified_at":"# + value + "}").row
    #expect(row.modifiedAt?.rfc3339 == time)
    #expect(row.issues == issues)
  }

  private static let companies: [(String, String?, RecordIssues)] = [
    (#""co-1""#, "co-1", []), (#"{"name":"x","id":"co-2","urls":[null]}"#, "co-2", []), ("{}", nil, []),
    (#"{"id":null}"#, nil, []), ("null", nil, []), (#"{"id":7}"#, "7", .typeCoerced),
  ]

  @Test(arguments: companies)
  func readsCompanyAsIdOrObject(_ value: String, _ company: String?, _ issues: RecordIssues) throws {
    let contact = try parse(#"{"id":"c","company":"# + value + "}")
    #expect(contact.page.string(contact.row.company) == company)
    #expect(contact.row.issues == issues)
  }

  @Test(
    arguments: [
      (#"["a-1",{"city":"Rome"},null,"a-2"]"#, ["Rome"]), ("[]", []), (#"[{"state":"TX"}]"#, ["TX"]),
      (#"[{"country_subdivision":"IL","state":"TX"}]"#, ["IL"]), (#"[{"state":{"code":"TX"}}]"#, [""]),
      (#"[{"state":["TX"],"city":"Dallas"}]"#, ["Dallas"]), (#"[{"state":"TX","state":5}]"#, [""]),
      (#"[{"city":"A","city":"B"}]"#, ["B"]), (#"[{"city":"A","city":null}]"#, [""]), ("[{}]", [""]),
      (#"[{"c\u0069ty":"Bonn","zip_code":null}]"#, ["Bonn"]),
      (#"[{"type":"a"}, {"country_subdivision":""}]"#, ["", ""]),
    ] as [(String, [String])])
  func readsAddresses(_ value: String, _ lines: [String]) throws {
    let contact = try parse(#"{"id":"c","addresses":"# + value + "}")
    #expect(contact.addressLines == lines)
    #expect(contact.page.string(contact.row.addressesJSON) == value)
  }

  private static let stored: [(String, String, RecordIssues)] = [
    (#"[ {"city" : "A\u0000"} ]"#, "[{\"city\":\"A\u{FFFD}\"}]", .textRepaired),
    (
      #"[{"x":["\udc00"],"n":1e400000}]"#, "[{\"x\":[\"\u{FFFD}\"],\"n\":\"1e400000\"}]", [.textRepaired, .typeCoerced]
    ),
    (#"[{"n":-1.5e-17000}]"#, #"[{"n":"-1.5e-17000"}]"#, .typeCoerced),
    (#"[{"city":"\u00e4\ud83d\ude00"} ]"#, #"[{"city":"\u00e4\ud83d\ude00"} ]"#, []),
  ]

  @Test(arguments: stored)
  func keepsJSONThatJsonbTakes(_ value: String, _ kept: String, _ issues: RecordIssues) throws {
    for (key, ref) in [("addresses", \RecordRow.addressesJSON), ("phone_numbers", \.phonesJSON)] {
      let contact = try parse(#"{"id":"c","\#(key)":"# + value + #","other":"\u0000"}"#)
      #expect(contact.page.string(contact.row[keyPath: ref]) == kept)
      #expect(contact.row.issues == issues)
    }
  }

  @Test func lastOfEqualMembersWins() throws {
    let contact = try parse(
      #"{"id":"a","name":"A","n\u0061me":"B","id":"b","is_customer":true,"is_customer":null,"#
        + #""addresses":[{"city":"X"}],"addresses":[{"city":"Y"}],"#
        + #""phone_numbers":[{"number":"1"}],"phone_numbers":null}"#
    )
    #expect(contact.id == "b" && contact.name == "B" && contact.row.isCustomer == .unknown)
    #expect(contact.addressLines == ["Y"] && contact.page.addresses.count == 1)
    #expect(contact.page.phones.isEmpty && contact.row.phonesJSON.isAbsent)
  }

  private static let rejections: [(String, String, String?, String)] = [
    ("{}", "missing_id", nil, "id: missing or empty"), (#"{"id":null}"#, "missing_id", nil, "id: missing or empty"),
    (#"{"id":"","name":"x"}"#, "missing_id", nil, "id: missing or empty"),
    (#"{"id":"\#(String(repeating: "x", count: 256))"}"#, "id_too_long", nil, "id: 256 bytes, at most 255 are kept"),
    (
      #"{"id":"p","merged_into":"\#(String(repeating: "ü", count: 128))"}"#, "id_too_long", "p",
      "merged_into: 256 bytes, at most 255 are kept"
    ),
    ("[]", "not_an_object", nil, "expected an object, found an array"),
    ("\"x\"", "not_an_object", nil, "expected an object, found a string"),
    ("null", "not_an_object", nil, "expected an object, found null"),
    (#"{"id":["x"]}"#, "wrong_type", nil, "id: expected a string, found an array"),
    (#"{"name":{},"id":"late"}"#, "wrong_type", "late", "name: expected a string, found an object"),
    (#"{"id":"c","is_customer":[]}"#, "wrong_type", "c", "is_customer: expected a boolean, found an array"),
    (#"{"id":"c","modified_at":{}}"#, "wrong_type", "c", "modified_at: expected a string, found an object"),
    (#"{"id":"c","company":[]}"#, "wrong_type", "c", "company: expected a string, found an array"),
    (#"{"id":"c","company":{"id":{}}}"#, "wrong_type", "c", "company.id: expected a string, found an object"),
    (#"{"id":"c","addresses":{}}"#, "wrong_type", "c", "addresses: expected an array, found an object"),
    (#"{"id":"c","addresses":"x"}"#, "wrong_type", "c", "addresses: expected an array, found a string"),
    (#"{"id":"c","phone_numbers":5}"#, "wrong_type", "c", "phone_numbers: expected an array, found a number"),
    (
      #"{"id":"c","addresses":[{"city":"A\u0041"},{"city":["x"]}]}"#, "wrong_type", "c",
      "addresses[1].city: expected a string, found an array"
    ),
    (#"{"id":"c","phone_numbers":[[]]}"#, "wrong_type", "c", "phone_numbers[0]: expected an object, found an array"),
    (
      #"{"id":"c","x":"# + String(repeating: "[", count: 70) + String(repeating: "]", count: 70) + "}", "too_deep", "c",
      "nested deeper than 64 levels"
    ),
    (
      #"{"id":"c","addresses":[{"x":"# + String(repeating: "[", count: 70) + String(repeating: "]", count: 70) + "}]}",
      "too_deep", "c", "nested deeper than 64 levels"
    ),
  ]

  @Test(arguments: rejections)
  func rejects(_ json: String, _ reason: String, _ id: String?, _ detail: String) throws {
    #expect(try rejection(json) == RejectedRecord(id: id, reason: reason, detail: detail, raw: Array(json.utf8)))
    #expect(try rejection(" " + json + "\n").raw == Array(json.utf8))
  }

  @Test func largeTexts() throws {
    let name = String(repeating: "Acme and more ", count: 1_500_000)
    let street = String(repeating: "Größe ", count: 100_000)
    let contact = try parse(#"{"id":"c","name":"\#(name)","addresses":[{"street_1":"\#(street)\u0000"}]}"#)
    #expect(contact.row.name.count == name.utf8.count && contact.page.bytes.count > 21_000_000)
    #expect(contact.page.string(contact.page.addresses[0].street1) == street + "\u{FFFD}")
    let tooLarge = String(repeating: "x", count: 34_000_000)
    let page = try RecordPage.parse(object: Array(#"{"id":"c","addresses":["\#(tooLarge)"]}"#.utf8))
    #expect(page.rejected.map(\.reason) == ["unstorable"])
  }
}
