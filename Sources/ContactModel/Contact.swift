/// A record of a page with its texts as Strings, made when asked for: for explaining, exporting and tests.
package struct Contact: Sendable {
  package let page: RecordPage
  package let row: RecordRow

  package init(_ page: RecordPage, at index: Int) {
    self.page = page
    row = page.rows[index]
  }

  package var id: String { page.string(row.id) ?? "" }
  package var name: String? { page.string(row.name) }
  package var emailAddress: String? { page.string(row.emailAddress) }
  package var taxNumber: String? { page.string(row.taxNumber) }
  package var phoneNumbers: [String] { page.phones[row.phones].compactMap { page.string($0) } }
  /// Each address on one line: street, second line, postcode and city, subdivision, country; empty parts left out.
  package var addressLines: [String] {
    page.addresses[row.addresses].map { address in
      [address.street1, address.street2, address.postcode, address.city, address.subdivision, address.country]
        .compactMap { page.string($0) }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
  }
}
