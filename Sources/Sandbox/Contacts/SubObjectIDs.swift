import JSONScan

/// Ids of the addresses and phone numbers of one contact, which carry none themselves.
///
/// An id names the place: eight hexadecimal digits of the contact's slot, four of the element's index, four of the kind,
/// and sixteen that only this account has, until it is linked anew. So nothing has to be remembered to find the element again.
struct SubObjectIDs {
  enum Kind: String, CaseIterable {
    case address = "8ad0"
    case phoneNumber = "8f00"
  }

  /// Merge's id of the account.
  private let account: String
  private let slot: Int

  init(account: String, slot: Int) {
    self.account = account
    self.slot = slot
  }

  /// Appends the array of ids that stands for an array of objects; elements that are ids already stay as they are.
  func append(_ kind: Kind, _ array: ArraySlice<UInt8>, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "["))
    for (index, element) in JSONMember.elements(array).enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      if element.first == UInt8(ascii: "{") {
        appendJSONString(text(kind, index), to: &out)
      } else {
        out.append(contentsOf: element)
      }
    }
    out.append(UInt8(ascii: "]"))
  }

  private func text(_ kind: Kind, _ index: Int) -> String {
    let place = "\(StableUUID.hex(UInt64(slot), digits: 8))-\(StableUUID.hex(UInt64(index), digits: 4))"
    return "\(place)-\(kind.rawValue)-\(SubObjectIDs.suffix(account))"
  }

  /// Slot and index that an id names; nil where it is not of this kind and account.
  static func place(_ id: String, _ kind: Kind, account: String) -> (slot: Int, index: Int)? {
    let parts = id.split(separator: "-", maxSplits: 3)
    guard parts.count == 4, parts[2] == kind.rawValue, parts[3] == suffix(account),
      let slot = Int(parts[0], radix: 16), let index = Int(parts[1], radix: 16)
    else { return nil }
    return (slot, index)
  }

  private static func suffix(_ account: String) -> String {
    let digits = StableUUID.hex(StableUUID.digest(account, basis: 0), digits: 16)
    return "\(digits.prefix(4))-\(digits.dropFirst(4))"
  }
}
