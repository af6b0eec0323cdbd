import CSV
import ContactModel
import TestSupport
import Testing

struct ContactsCSVTests {
  private func read(
    _ text: String, _ mapping: ColumnMapping? = nil
  ) throws -> (contacts: [Contact], rejected: [RejectedRecord]) {
    var reader = try ContactsCSV(bytes: Array(text.utf8), name: "c.csv", mapping: mapping, pageSize: 2)
    var (contacts, rejected): ([Contact], [RejectedRecord]) = ([], [])
    while let page = try reader.next() {
      #expect(page.rows.count + page.rejected.count <= 2)
      contacts += page.rows.indices.map { Contact(page, at: $0) }
      rejected += page.rejected
    }
    return (contacts, rejected)
  }

  private func mapping(_ entries: KeyValuePairs<String, String>) -> ColumnMapping {
    ColumnMapping(entries.enumerated().map { .init(field: $1.key, header: $1.value, place: "p.yaml:\($0 + 7)") })
  }

  @Test func readsEveryColumn() throws {
    let (contacts, rejected) = try read(
      """
      status,ID,remote_id,Name ,email_address,email_address_2,tax_number,phone_number,phone_number_2,street_1,street_2,\
      city,country_subdivision,zip_code,country,city_2,is_customer,is_supplier,currency,company,remote_updated_at,\
      created_at,modified_at,remote_was_deleted,organization,merged_into
      ACTIVE,c-1, 77 ,"Acme ""A"" Ltd",a@acme.test,b@acme.test,12-3456789,555-0100,555-0101,1 Main St,Suite 2,\
      Springfield,IL,62701,US,Rome,TRUE,no,USD,co-1,2024-05-01T00:00:00Z,2024-05-02 08:30:00,2024-05-03,yes,o,p
      """)
    #expect(rejected == [])
    let contact = try #require(contacts.first)
    let (page, row) = (contact.page, contact.row)
    #expect(contact.id == "c-1" && page.string(row.remoteID) == "77" && contact.name == #"Acme "A" Ltd"#)
    #expect(contact.emailAddress == "a@acme.test; b@acme.test" && contact.taxNumber == "12-3456789")
    #expect(contact.phoneNumbers == ["555-0100", "555-0101"])
    #expect(contact.addressLines == ["1 Main St, Suite 2, 62701, Springfield, IL, US", "Rome"])
    #expect(row.isCustomer == .yes && row.isSupplier == .no && row.remoteWasDeleted)
    #expect(page.string(row.status) == "ACTIVE" && page.string(row.currency) == "USD")
    #expect(page.string(row.company) == "co-1" && row.organization.isAbsent && row.mergedInto.isAbsent)
    #expect(row.remoteUpdatedAt?.rfc3339 == "2024-05-01T00:00:00Z" && row.createdAt?.rfc3339 == "2024-05-02T08:30:00Z")
    #expect(row.modifiedAt?.rfc3339 == "2024-05-03T00:00:00Z" && row.issues == [] && !row.json.isAbsent)
  }

  @Test func aMappingNamesTheColumns() throws {
    let (contacts, rejected) = try read(
      """
      *ContactName,AccountNumber,name,POAddressLine1,SACity,PhoneNumber,MobileNumber
      Acme,A-1,wrong,PO Box 1,Leeds,555-0100,555-0101
      Beta,,wrong,,,,555-0102
      """,
      mapping([
        "id": "AccountNumber", "remote_id": "*ContactName", "name": " *contactname ", "street_1": "POAddressLine1",
        "city_2": "SACity", "phone_number": "PhoneNumber", "phone_number_2": "MobileNumber",
      ]))
    #expect(rejected == [])
    #expect(contacts.map(\.id) == ["A-1", "Beta"] && contacts.map(\.name) == ["Acme", "Beta"])
    #expect(contacts.map(\.addressLines) == [["PO Box 1", "Leeds"], []])
    #expect(contacts.map(\.phoneNumbers) == [["555-0100", "555-0101"], ["555-0102"]])
  }

  @Test func whatCannotBeReadIsAnIssueAndOnlyARowWithoutAnIDIsRejected() throws {
    let (contacts, rejected) = try read(
      """
      id,remote_id,name,is_customer,remote_was_deleted,remote_updated_at
      ,,"No
      body",,,
      c-1,,A,perhaps,perhaps,yesterday
      ,r-2,B,,,
      \(String(repeating: "x", count: 256)),,C,,,
      c-5,,E,,,,surplus
      "c-6"x,,F,,,
      c-7
      """)
    #expect(contacts.map(\.id) == ["c-1", "r-2", "c-7"])
    #expect(contacts[0].row.issues.codes == ["timestamp_unreadable", "type_coerced"])
    #expect(contacts[0].row.isCustomer == .unknown && !contacts[0].row.remoteWasDeleted)
    #expect(
      rejected.map(\.detail) == [
        "c.csv:2: the row has neither an id nor a remote_id", "c.csv:6: id: 256 bytes, at most 255 are kept",
        "c.csv:7: 7 cells, but the header has 6", "c.csv:8: text behind a closing quote",
      ])
    #expect(rejected.map(\.reason) == ["missing_id", "id_too_long", "malformed", "malformed"])
    #expect(String(decoding: rejected[0].raw, as: UTF8.self) == ",,\"No\nbody\",,,\r\n")
  }

  @Test(
    arguments: [
      ("", nil, "c.csv: the file is empty: a header is needed"),
      ("name,email\nAcme,x\n", nil, "c.csv:1: no column 'id' or 'remote_id' in the header; found: name, email; "),
      ("id,Name,name\n", nil, "c.csv:1: the column 'name' stands twice in the header"),
      ("id,\"name\nx,y\n", nil, "c.csv:1: a quote is opened here and never closed"),
      (
        "No,Name\n1,x\n", "Number",
        "c.csv:1: no column 'Number' for `id` (p.yaml:7) in the header; found: No, Name"
      ),
      ("No,no\n1,x\n", "No", "c.csv:1: the column 'No' for `id` (p.yaml:7) stands twice in the header"),
    ] as [(String, String?, String)])
  func wrongStructureThrows(_ text: String, _ id: String?, _ message: String) {
    let error = #expect(throws: CSVError.self) { _ = try read(text, id.map { mapping(["id": $0]) }) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test(
    arguments: [
      ("name", true), ("phone_number_2", true), ("city_99", true), ("remote_was_deleted", true), ("Name", false),
      ("organization", false), ("name_2", false), ("city_100", false), ("", false), ("deleted_at", false),
    ])
  func knowsTheFields(_ name: String, _ isField: Bool) { #expect(ColumnMapping.isField(name) == isField) }

  @Test func randomRowsGiveWellFormedRecords() throws {
    var random = Seeded(41)
    let pieces = ["a", "\"", ",", "\n", "\u{0}", "ü", "{", "\\", " ", "1", "true", "2024-01-01"]
    for _ in 0..<500 {
      let row = (0..<16).map { _ in
        "\""
          + (0..<Int.random(in: 0..<4, using: &random)).map { _ in
            pieces.randomElement(using: &random)!.replacing("\"", with: "\"\"")
          }.joined() + "\""
      }
      let text =
        "id,remote_id,name,email_address,tax_number,phone_number,street_1,city,is_customer,is_supplier,status,currency,"
        + "company,remote_updated_at,created_at,remote_was_deleted\n" + row.joined(separator: ",") + "\n"
      let (contacts, rejected) = try read(text)
      #expect(contacts.count + rejected.count == 1)
      for contact in contacts {
        let again = RecordPage.parse(lines: Array(contact.page.bytes[contact.row.json.range]))
        #expect(again.rows.first?.contentHash == contact.row.contentHash)
      }
    }
  }
}
