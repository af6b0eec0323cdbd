import Sandbox

/// Contacts as the files that an accounting system exports.
enum ExportFile {
  static func lines(_ contacts: [GeneratedContact]) -> String { contacts.map { $0.line + "\n" }.joined() }

  /// CSV with a system's own headers.
  static func csv(_ contacts: [GeneratedContact], separator: String = ",") -> String {
    let header = [
      "Number", "Name", "Mail", "VAT", "Phone", "Mobile", "Street", "Suite", "Town", "State", "Postcode", "Country",
      "Customer", "Vendor", "Status", "Gone", "Entity", "Colour",
    ]
    let rows = contacts.map { contact in
      let address = contact.addresses.first
      func flag(_ value: Bool?) -> String { value.map { $0 ? "Yes" : "No" } ?? "" }
      return [
        contact.id, contact.name, contact.email, contact.tax, contact.phones.first?.number,
        contact.phones.dropFirst().first?.number, address?.street1, address?.street2, address?.city,
        address?.subdivision, address?.postcode, address?.country, flag(contact.isCustomer), flag(contact.isSupplier),
        contact.status, flag(contact.isDeleted), contact.company, "blue",
      ].map { "\"\(($0 ?? "").replacing("\"", with: "\"\""))\"" }
    }
    return ([header] + rows).map { $0.joined(separator: separator) + "\r\n" }.joined()
  }

  /// The mapping that ``csv(_:separator:)`` needs, by field.
  static let columns = [
    ("id", "Number"), ("name", "Name"), ("email_address", "Mail"), ("tax_number", "VAT"), ("phone_number", "Phone"),
    ("phone_number_2", "Mobile"), ("street_1", "Street"), ("street_2", "Suite"), ("city", "Town"),
    ("country_subdivision", "State"), ("zip_code", "Postcode"), ("country", "Country"), ("is_customer", "Customer"),
    ("is_supplier", "Vendor"), ("status", "Status"), ("remote_was_deleted", "Gone"), ("company", "Entity"),
  ]

  /// A pipeline that reads a file for one account.
  static func pipeline(_ file: String, account: String, isCSV: Bool) -> String {
    let mapping = columns.map { "    \($0): \($1)\n" }.joined()
    return "version: 1\nname: from-file\naccounts: { ids: [\(account)] }\nextract:\n  file: \(file)\n"
      + (isCSV ? "  columns:\n\(mapping)" : "")
  }
}
