import ContactModel
import Testing

/// The content hash: what it covers, and that it never changes.
struct RecordHashTests {
  private func hash(_ json: String) throws -> UInt64 {
    let page = try RecordPage.parse(object: Array(json.utf8))
    return try #require(page.rows.first).contentHash
  }

  private static let full = """
    {"id":"c-1","remote_id":"17","name":"Acme Ltd","is_supplier":false,"is_customer":true,\
    "email_address":"ap@acme.test","tax_number":"12-3456789","status":"ACTIVE","currency":"USD",\
    "remote_updated_at":"2024-01-01T00:00:00Z",\
    "company":"co-1","addresses":[{"city":"Springfield"}],"phone_numbers":[{"number":"555-0100"}],\
    "remote_was_deleted":false,"created_at":"2023-01-01T00:00:00Z","modified_at":"2023-02-01T00:00:00Z",\
    "organization":"org-1","linked_account_id":"la-1","merged_into":"p-2","deleted_at":"2024-05-01T00:00:00Z"}
    """

  /// These values stand in databases: if this test fails, the change is wrong, not the test.
  @Test func neverChanges() throws {
    #expect(try hash(RecordHashTests.full) == 0x2B98_6DA9_3151_9B6F)
    #expect(try hash(#"{"id":"c"}"#) == 0x5892_C5C4_EA88_4130)
  }

  @Test(arguments: [
    ("c-1", "c-2"), ("\"17\"", "\"18\""), ("Acme Ltd", "Acme Lt"), ("ap@acme", "AP@acme"), ("12-3456789", "123456789"),
    ("ACTIVE", "ARCHIVED"), ("USD", "EUR"), ("co-1", "co-2"), ("supplier\":false", "supplier\":null"),
    ("customer\":true", "customer\":false"), ("deleted\":false", "deleted\":true"), ("2024-01-01T00", "2024-01-01T01"),
    ("2023-01-01T00:00:00Z", "2023-01-01T00:00:00.000001Z"), ("\"2023-02-01T00:00:00Z\"", "null"),
    ("Springfield", "springfield"), ("555-0100", "555-0101"), ("org-1", "org-2"), ("la-1", "la-2"), ("p-2", "p-3"),
    ("2024-05-01", "2024-05-02"), ("\"17\"", "\"\""), ("\"17\"", "null"), ("[{\"city\":\"Springfield\"}]", "[]"),
    ("[{\"city\":\"Springfield\"}]", "null"),
  ])
  func coversEveryStoredField(_ old: String, _ new: String) throws {
    let parts = RecordHashTests.full.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2)
    #expect(try hash(parts.joined(separator: new)) != hash(RecordHashTests.full))
  }

  private static let distinct = [
    #"{"id":"c"}"#, #"{"id":"c","name":""}"#, #"{"id":"c","remote_id":""}"#, #"{"id":"c","name":"ab","remote_id":"c"}"#,
    #"{"id":"c","name":"a","remote_id":"bc"}"#, #"{"id":"c","addresses":[]}"#, #"{"id":"c","phone_numbers":[]}"#,
    #"{"id":"c","is_customer":true}"#, #"{"id":"c","is_supplier":true}"#, #"{"id":"c","is_customer":false}"#,
    #"{"id":"c","created_at":"1970-01-01T00:00:00Z"}"#, #"{"id":"c","modified_at":"1970-01-01T00:00:00Z"}"#,
  ]

  @Test func tellsNullFromEmptyAndFieldFromField() throws {
    #expect(Set(try RecordHashTests.distinct.map { try hash($0) }).count == RecordHashTests.distinct.count)
  }

  @Test(arguments: [
    #"{"name":"Mü","id":"c"}"#, #"{"id":"c","name":"M\u00fc","unknown":[1,2],"remote_id":null}"#,
    #" {"name":"M\u00FC" , "\u0069d":"c"} "#, #"{"account":"la-1","id":"c","name":"Mü"}"#,
  ])
  func dependsOnValuesOnly(_ json: String) throws {
    #expect(try hash(json) == hash(#"{"id":"c","name":"Mü"}"#))
  }
}
