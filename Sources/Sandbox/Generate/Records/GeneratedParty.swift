/// A record of the platform: one row of the parties CSV.
package struct GeneratedParty: Sendable, Equatable {
  /// `p` and at least six digits.
  package var id: String
  package var name: String
  package var email: String?
  package var tax: String?
  package var phone: String?
  package var street1: String?
  package var street2: String?
  package var city: String?
  package var subdivision: String?
  package var postcode: String?
  package var country: String?
  package var isCustomer: Bool
  package var isSupplier: Bool

  package static let header =
    "id,name,email_address,tax_number,phone_number,street_1,street_2,city,country_subdivision,zip_code,country,"
    + "is_customer,is_supplier"

  /// The fields in the order of ``header``; missing ones empty; quoted where RFC 4180 asks for it.
  package var row: String {
    var text = id
    for field in [name, email, tax, phone, street1, street2, city, subdivision, postcode, country] {
      text += ","
      if let field { text += Self.quoted(field) }
    }
    return text + (isCustomer ? ",true" : ",false") + (isSupplier ? ",true" : ",false")
  }

  private static func quoted(_ field: String) -> String {
    let needsQuotes = field.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
  }
}
