import ContactModel
import Postgres

/// A contact or party as people are shown it: values as received.
struct ReviewRecord: Sendable {
  var id: String
  var name: String?
  var email: String?
  var taxNumber: String?
  /// Several, separated by `; `, as are addresses.
  var phones: String?
  var addresses: String?
  var isCustomer: Bool?
  var isSupplier: Bool?
  /// A party that the platform retired or merged, a contact that was deleted.
  var isGone: Bool

  /// The value of a field that is compared.
  func value(_ field: Field) -> String? {
    switch field {
    case .name: name
    case .taxNumber: taxNumber
    case .email: email
    case .phone: phones
    case .address: addresses
    }
  }

  /// nil: neither is known.
  var roles: String? {
    let roles = [isCustomer == true ? "customer" : nil, isSupplier == true ? "supplier" : nil].compactMap(\.self)
    return roles.isEmpty ? nil : roles.joined(separator: " and ")
  }

  /// A row of `screen_parties` or `screen_search`.
  init(party row: Row) {
    self.init(row, id: row.text(0) ?? "", from: 1)
    isCustomer = row.bool(6)
    isSupplier = row.bool(7)
    isGone = row.bool(8) ?? false
  }

  /// - Parameter column: of the name; mailbox, tax number, phones and addresses follow.
  init(_ row: Row, id: String, from column: Int) {
    self.id = id
    name = row.text(column)
    email = row.text(column + 1)
    taxNumber = row.text(column + 2)
    phones = row.text(column + 3)
    addresses = row.text(column + 4)
    isGone = false
  }
}
