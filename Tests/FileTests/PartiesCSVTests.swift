import CSV
import ContactModel
import Testing

struct PartiesCSVTests {
  private func read(_ text: String) throws -> (parties: [Contact], problems: [CSVProblem]) {
    var reader = try PartiesCSV(bytes: Array(text.utf8), name: "p.csv", pageSize: 2)
    var parties: [Contact] = []
    while let page = try reader.next() {
      #expect(!page.rows.isEmpty && page.rows.count <= 2 && page.rejected.isEmpty)
      parties += page.rows.indices.map { Contact(page, at: $0) }
    }
    #expect(reader.problemCount == reader.problems.count)
    return (parties, reader.problems)
  }

  @Test func readsEveryColumn() throws {
    let (parties, problems) = try read(
      """
      zip_code,ID,Name ,email_address,tax_number,phone_number,street_1,street_2,city,country_subdivision,country,\
      is_customer,is_supplier,organization,linked_account_id,deleted_at,merged_into,phone_number_2,phone_number_10,\
      email_address_2,street_1_2,street_2_2,city_2,country_subdivision_2,zip_code_2,country_2,city_3,favourite colour
      62701,p-1,Acme Ltd,a@acme.test,12-3456789,555-0100,1 Main St,Suite 2,Springfield,IL,US,TRUE,no,org-1,la-1,\
      2024-05-01T00:00:00Z,p-2,555-0101,555-0110,b@acme.test,2 Side St,,Dallas,TX,75201,US,Rome,blue
      """)
    #expect(problems.isEmpty)
    let party = try #require(parties.first)
    let (page, row) = (party.page, party.row)
    #expect(party.id == "p-1" && party.name == "Acme Ltd" && party.emailAddress == "a@acme.test; b@acme.test")
    #expect(party.taxNumber == "12-3456789" && party.phoneNumbers == ["555-0100", "555-0101", "555-0110"])
    #expect(
      party.addressLines == [
        "1 Main St, Suite 2, 62701, Springfield, IL, US", "2 Side St, 75201, Dallas, TX, US", "Rome",
      ])
    #expect(row.isCustomer == .yes && row.isSupplier == .no)
    #expect(page.string(row.organization) == "org-1" && page.string(row.linkedAccount) == "la-1")
    #expect(page.string(row.mergedInto) == "p-2" && row.deletedAt?.rfc3339 == "2024-05-01T00:00:00Z")
    #expect(
      page.string(row.addressesJSON)
        == #"[{"city":"Springfield","country":"US","country_subdivision":"IL","street_1":"1 Main St","#
        + #""street_2":"Suite 2","zip_code":"62701"},{"city":"Dallas","country":"US","country_subdivision":"TX","#
        + #""street_1":"2 Side St","zip_code":"75201"},{"city":"Rome"}]"#)
    #expect(page.string(row.phonesJSON) == #"[{"number":"555-0100"},{"number":"555-0101"},{"number":"555-0110"}]"#)
  }

  @Test func missingColumnsAndBlankCellsAreNull() throws {
    let (parties, problems) = try read("name,id\n,p-1\n  ,p-2\nAcme,p-3\nonly-id-missing\n")
    #expect(parties.map(\.id) == ["p-1", "p-2", "p-3"] && parties.map(\.name) == [nil, nil, "Acme"])
    #expect(problems.map(\.description) == ["p.csv:5: the id is empty"])
    let row = parties[0].row
    #expect(
      row.isCustomer == .unknown && row.emailAddress.isAbsent && row.addressesJSON.isAbsent && row.phonesJSON.isAbsent)
    #expect(row.contentHash != parties[1].row.contentHash && row.deletedAt == nil)
  }

  @Test(
    arguments: [
      ("true", .yes), ("TRUE", .yes), ("Yes", .yes), ("1", .yes), ("t", .yes), (" true ", .yes), ("false", .no),
      ("NO", .no),
      ("0", .no), ("f", .no), ("", .unknown), (" ", .unknown), ("maybe", nil), ("2", nil), ("ja", nil),
    ] as [(String, Flag?)])
  func readsFlags(_ cell: String, _ flag: Flag?) throws {
    let (parties, problems) = try read("id,is_customer\np-1,\(cell)\n")
    #expect(parties.first?.row.isCustomer == flag)
    #expect(problems.map(\.what) == (flag == nil ? ["is_customer: expected true, false, yes, no, 1 or 0"] : []))
  }

  @Test func wrongRowsDoNotBlockGoodOnes() throws {
    let (parties, problems) = try read(
      """
      id,name,is_supplier,deleted_at,merged_into
      p-1,A,true,,
      ,B,true,,
      p-3,C,perhaps,,
      p-4,"two
      lines",true,2024-05-01,
      p-5,E,true,,,,
      p-6,F,true,,,surplus
      "p-7"x,G,true,,
      \(String(repeating: "x", count: 256)),H,,,
      p-9,I,,,\(String(repeating: "y", count: 300))
      p-10,J
      """)
    #expect(parties.map(\.id) == ["p-1", "p-5", "p-10"])
    #expect(
      problems.map(\.description) == [
        "p.csv:3: the id is empty", "p.csv:4: is_supplier: expected true, false, yes, no, 1 or 0",
        "p.csv:5: deleted_at: expected a time such as 2026-11-22T09:30:00Z", "p.csv:8: 6 cells, but the header has 5",
        "p.csv:9: text behind a closing quote", "p.csv:10: id: 256 bytes, at most 255 are kept",
        "p.csv:11: merged_into: 300 bytes, at most 255 are kept",
      ])
  }

  @Test(
    arguments: [
      ("", "p.csv: the file is empty: a header with a column 'id' is needed"),
      ("\n\n", "p.csv: the file is empty: a header with a column 'id' is needed"),
      ("name,email\nAcme,x\n", "p.csv:1: no column 'id' in the header; found: name, email"),
      ("p-1,Acme\n", "p.csv:1: no column 'id' in the header; found: p-1, Acme"),
      ("\nid,name,ID\n", "p.csv:2: the column 'id' stands twice in the header"),
      ("id,city_2,city,CITY_2\n", "p.csv:1: the column 'city_2' stands twice in the header"),
      ("id,\"name\nx,y\n", "p.csv:1: a quote is opened here and never closed"),
      ("\"id\"x,name\n", "p.csv:1: in the header: text behind a closing quote"),
      (
        "a,b,c,d,e,f,g,h,i,j,k,l,m\n",
        "p.csv:1: no column 'id' in the header; found: a, b, c, d, e, f, g, h, i, j, k, l, …"
      ),
    ] as [(String, String)])
  func wrongStructureThrows(_ text: String, _ message: String) {
    let error = #expect(throws: CSVError.self) { _ = try read(text) }
    #expect(error?.description == message)
  }

  @Test func unknownColumnsMayRepeat() throws {
    let (parties, _) = try read("id,,x,x,\np-1,a,b,c,d\n")
    #expect(parties.map(\.id) == ["p-1"])
  }

  @Test func readsFilesWithSemicolonsAndByteOrderMark() throws {
    let folder = try Folder()
    let file = try folder.write(Array("\u{FEFF}id;name;city\r\np-1;Acme, Inc.;Köln\r\n".utf8), to: "p.csv")
    let (pages, problems) = try PartiesCSV.read(file)
    #expect(problems.isEmpty && pages.count == 1)
    #expect(Contact(pages[0], at: 0).name == "Acme, Inc." && Contact(pages[0], at: 0).addressLines == ["Köln"])
    #expect(throws: CSVError.self) { _ = try PartiesCSV.read(folder.path + "/none.csv") }
  }

  @Test func keepsAThousandProblemsAndCountsAll() throws {
    var reader = try PartiesCSV(
      bytes: Array(("id,name\n" + String(repeating: ",x\n", count: 1500) + "p-1,y\n").utf8), name: "p.csv")
    let page = try reader.next()
    #expect(page?.rows.count == 1)
    #expect(reader.problems.count == 1000 && reader.problemCount == 1500)
  }
}
