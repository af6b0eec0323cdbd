/// The members of a record that are read.
enum RecordField {
  case id, remoteID, name, emailAddress, taxNumber, status, currency, company
  case account, linkedAccount, organization, mergedInto
  case createdAt, modifiedAt, remoteUpdatedAt, deletedAt
  case isCustomer, isSupplier, remoteWasDeleted
  case addresses, phoneNumbers
  case type

  /// By Merge's name (and that of our files); nil where the member is not read.
  init?(_ key: UnsafeBufferPointer<UInt8>) {
    switch key.count {
    case 2 where key.equals("id"): self = .id
    case 4 where key.equals("name"): self = .name
    case 4 where key.equals("type"): self = .type
    case 6 where key.equals("status"): self = .status
    case 7 where key.equals("company"): self = .company
    case 7 where key.equals("account"): self = .account
    case 8 where key.equals("currency"): self = .currency
    case 9 where key.equals("remote_id"): self = .remoteID
    case 9 where key.equals("addresses"): self = .addresses
    case 10 where key.equals("tax_number"): self = .taxNumber
    case 10 where key.equals("created_at"): self = .createdAt
    case 10 where key.equals("deleted_at"): self = .deletedAt
    case 11 where key.equals("modified_at"): self = .modifiedAt
    case 11 where key.equals("is_customer"): self = .isCustomer
    case 11 where key.equals("is_supplier"): self = .isSupplier
    case 11 where key.equals("merged_into"): self = .mergedInto
    case 12 where key.equals("organization"): self = .organization
    case 13 where key.equals("email_address"): self = .emailAddress
    case 13 where key.equals("phone_numbers"): self = .phoneNumbers
    case 17 where key.equals("remote_updated_at"): self = .remoteUpdatedAt
    case 17 where key.equals("linked_account_id"): self = .linkedAccount
    case 18 where key.equals("remote_was_deleted"): self = .remoteWasDeleted
    default: return nil
    }
  }
}

/// The members of an address that are read.
enum AddressField {
  case type, street1, street2, city, state, subdivision, country, postcode

  init?(_ key: UnsafeBufferPointer<UInt8>) {
    switch key.count {
    case 4 where key.equals("city"): self = .city
    case 4 where key.equals("type"): self = .type
    case 5 where key.equals("state"): self = .state
    case 7 where key.equals("country"): self = .country
    case 8 where key.equals("street_1"): self = .street1
    case 8 where key.equals("street_2"): self = .street2
    case 8 where key.equals("zip_code"): self = .postcode
    case 19 where key.equals("country_subdivision"): self = .subdivision
    default: return nil
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are those of the text: eight or four at a time, the last ones overlapping.
  @inline(__always)
  func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount, let base = baseAddress else { return false }
    let (a, b) = (UnsafeRawPointer(base), UnsafeRawPointer(text.utf8Start))
    if count >= 8 {
      for index in stride(from: 0, to: count - 8, by: 8) {
        guard
          a.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            == b.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        else { return false }
      }
      let last = count - 8
      return a.loadUnaligned(fromByteOffset: last, as: UInt64.self)
        == b.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    }
    if count >= 4 {
      let last = count - 4
      return a.loadUnaligned(as: UInt32.self) == b.loadUnaligned(as: UInt32.self)
        && a.loadUnaligned(fromByteOffset: last, as: UInt32.self)
          == b.loadUnaligned(fromByteOffset: last, as: UInt32.self)
    }
    for index in 0..<count where base[index] != text.utf8Start[index] { return false }
    return true
  }
}
