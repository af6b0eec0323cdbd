package import ContactModel

/// A contact of an accounting system as Merge would hand it out.
package struct GeneratedContact: Sendable, Equatable {
  package struct Address: Sendable, Equatable {
    /// `BILLING`, `SHIPPING` or nil.
    package var type: String?
    package var street1: String?
    package var street2: String?
    package var city: String?
    package var subdivision: String?
    package var country: String?
    package var postcode: String?
  }

  package struct Phone: Sendable, Equatable {
    package var number: String
    package var type: String?
  }

  /// A UUID; never begins with `p`.
  package var id: String
  package var remoteID: String
  package var name: String
  package var isSupplier: Bool?
  package var isCustomer: Bool?
  package var email: String?
  package var tax: String?
  /// `ACTIVE` or `ARCHIVED`.
  package var status: String
  package var currency: String?
  package var remoteUpdatedAt: Timestamp
  /// Id of the books' own company; nil where there is only one.
  package var company: String?
  package var addresses: [Address]
  package var phones: [Phone]
  package var isDeleted: Bool
  package var createdAt: Timestamp
  package var modifiedAt: Timestamp

  /// The contact as one JSON object with sorted keys, without the newline.
  package var line: String {
    var json = ObjectText()
    json.list("addresses", addresses.map(Self.text))
    json.text("company", company)
    json.text("created_at", createdAt.rfc3339)
    json.text("currency", currency)
    json.text("email_address", email)
    json.text("id", id)
    json.flag("is_customer", isCustomer)
    json.flag("is_supplier", isSupplier)
    json.text("modified_at", modifiedAt.rfc3339)
    json.text("name", name)
    json.list("phone_numbers", phones.map(Self.text))
    json.text("remote_id", remoteID)
    json.text("remote_updated_at", remoteUpdatedAt.rfc3339)
    json.flag("remote_was_deleted", isDeleted)
    json.text("status", status)
    json.text("tax_number", tax)
    return json.closed
  }

  private static func text(_ address: Address) -> String {
    var json = ObjectText()
    json.text("city", address.city)
    json.text("country", address.country)
    json.text("country_subdivision", address.subdivision)
    json.text("state", nil)
    json.text("street_1", address.street1)
    json.text("street_2", address.street2)
    json.text("type", address.type)
    json.text("zip_code", address.postcode)
    return json.closed
  }

  private static func text(_ phone: Phone) -> String {
    var json = ObjectText()
    json.text("number", phone.number)
    json.text("type", phone.type)
    return json.closed
  }
}

/// Builds one JSON object member by member.
private struct ObjectText {
  private var text = "{"

  var closed: String { text + "}" }

  mutating func text(_ key: String, _ value: String?) {
    begin(key)
    guard let value else {
      text += "null"
      return
    }
    text += "\""
    if value.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
      for scalar in value.unicodeScalars {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\u{0}"..<" ":
          let hex = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: text.unicodeScalars.append(scalar)
        }
      }
    } else {
      text += value
    }
    text += "\""
  }

  mutating func flag(_ key: String, _ value: Bool?) {
    begin(key)
    text += value.map { $0 ? "true" : "false" } ?? "null"
  }

  mutating func list(_ key: String, _ items: [String]) {
    begin(key)
    text += "[" + items.joined(separator: ",") + "]"
  }

  private mutating func begin(_ key: String) {
    if text.utf8.count > 1 { text += "," }
    text += "\"" + key + "\":"
  }
}
