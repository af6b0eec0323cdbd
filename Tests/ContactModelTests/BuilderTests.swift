import ContactModel
import Testing

struct BuilderTests {
  @Test func buildsTheSameRecordAsParsing() throws {
    var builder = RecordPageBuilder()
    builder.record.id = builder.text("p-1")
    builder.record.name = builder.text("Acme \"Q\" Ltd")
    builder.record.isCustomer = .yes
    var address = AddressRow()
    address.city = builder.text("Köln")
    address.postcode = builder.text("50667")
    builder.addAddress(address)
    builder.addAddress(AddressRow())
    builder.addPhone(builder.text("555-0100"))
    builder.addPhone(.absent)
    builder.finishRecord()
    builder.record.id = builder.text("p-2")
    builder.finishRecord()
    #expect(builder.count == 2)
    let page = builder.finish()
    #expect(builder.count == 0 && builder.byteCount == 0)

    let json = """
      {"id":"p-1","name":"Acme \\"Q\\" Ltd","is_customer":true,"addresses":[{"city":"Köln","zip_code":"50667"}],\
      "phone_numbers":[{"number":"555-0100"}]}
      {"id":"p-2"}
      """
    let parsed = RecordPage.parse(lines: Array(json.utf8))
    #expect(page.rows.count == 2 && parsed.rows.count == 2)
    for index in 0..<2 {
      let (a, b) = (Contact(page, at: index), Contact(parsed, at: index))
      #expect(a.id == b.id && a.name == b.name && a.addressLines == b.addressLines && a.phoneNumbers == b.phoneNumbers)
      #expect(page.string(a.row.addressesJSON) == parsed.string(b.row.addressesJSON))
      #expect(page.string(a.row.phonesJSON) == parsed.string(b.row.phonesJSON))
      #expect(a.row.contentHash == b.row.contentHash)
      #expect(a.row.json.isAbsent)
    }
  }

  @Test func repairsTexts() {
    var builder = RecordPageBuilder()
    builder.record.id = builder.text("p-1")
    builder.record.name = builder.text("a\u{0}b")
    builder.finishRecord()
    builder.record.id = builder.text("p-2")
    builder.record.name = ([0x41, 0xFF] as [UInt8]).withUnsafeBufferPointer { builder.text($0) }
    builder.finishRecord()
    builder.record.id = builder.text("p-3")
    builder.record.name = builder.text("fine")
    builder.finishRecord()
    let page = builder.finish()
    #expect(page.rows.map { page.string($0.name) } == ["a\u{FFFD}b", "A\u{FFFD}", "fine"])
    #expect(page.rows.map(\.issues) == [.textRepaired, .textRepaired, []])
  }

  @Test func rejectsRecordsWithoutUsableId() {
    var builder = RecordPageBuilder()
    builder.addPhone(builder.text("555-0100"))
    var kept = [builder.finishRecord()]
    for count in [256, 255] {
      builder.record.id = builder.text(String(repeating: "x", count: count))
      kept.append(builder.finishRecord())
    }
    #expect(kept == [false, false, true])
    let page = builder.finish()
    #expect(page.rejected.map(\.reason) == ["missing_id", "id_too_long"])
    #expect(page.rows.count == 1 && page.phones.isEmpty)
  }
}
