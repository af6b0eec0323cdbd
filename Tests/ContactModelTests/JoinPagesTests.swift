import ContactModel
import TestSupport
import Testing

@Suite("Pages joined")
struct JoinPagesTests {
  @Test("Joined pages hold the records of each, in order", arguments: 1...40 as ClosedRange<UInt64>)
  func joined(seed: UInt64) throws {
    var random = RandomPage(seed: seed)
    var pages = try (0..<4).map { _ in try RecordPage.parse(envelope: random.page()).page }
    pages.append(
      try RecordPage.parse(envelope: Array(#"{"results":[{"id":""},7,{"id":"z","name":"caf\\u00e9"}]}"#.utf8)).page)
    var joined = RecordPage()
    for page in pages { joined.append(page) }
    #expect(joined.rejected == pages.flatMap(\.rejected))
    #expect(joined.rows.map(\.contentHash) == pages.flatMap { $0.rows.map(\.contentHash) })
    for read in [Self.texts, Self.lists] {
      #expect(read(joined) == pages.flatMap(read))
    }
  }

  private static func texts(_ page: RecordPage) -> [[String?]] {
    page.rows.map { row in
      [
        row.id, row.remoteID, row.name, row.emailAddress, row.taxNumber, row.status, row.currency, row.company,
        row.linkedAccount, row.organization, row.mergedInto, row.addressesJSON, row.phonesJSON, row.json,
      ].map(page.string)
    }
  }

  private static func lists(_ page: RecordPage) -> [[String?]] {
    page.rows.map { row in
      page.addresses[row.addresses].flatMap { address in
        [
          address.type, address.street1, address.street2, address.city, address.subdivision, address.postcode,
          address.country,
        ].map(page.string)
      } + page.phones[row.phones].map(page.string)
    }
  }
}
