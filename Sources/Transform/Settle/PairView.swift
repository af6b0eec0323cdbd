import ContactModel

/// A pair's levels by name, and what they come to: which fields agree and which contradict.
struct PairView {
  let name: NameLevel
  let tax: TaxLevel
  let email: EmailLevel
  let phone: PhoneLevel
  let address: AddressLevel
  let facts: PairFacts

  init(_ levels: Levels) {
    name = NameLevel(rawValue: levels[.name]) ?? .missing
    tax = TaxLevel(rawValue: levels[.taxNumber]) ?? .missing
    email = EmailLevel(rawValue: levels[.email]) ?? .missing
    phone = PhoneLevel(rawValue: levels[.phone]) ?? .missing
    address = AddressLevel(rawValue: levels[.address]) ?? .missing
    facts = PairFacts(levels)
  }

  var nameAgrees: Bool { name != .missing && name.rawValue <= NameLevel.initials.rawValue }
  var nameDiffers: Bool { name == .related || name == .different }
  var taxAgrees: Bool { tax == .exactValid || tax == .exactUnverified }
  var mailboxAgrees: Bool { email == .sameMailbox || email == .closeMailbox }
  var emailAgrees: Bool { email != .missing && email.rawValue <= EmailLevel.sameLocal.rawValue }
  var phoneAgrees: Bool { phone == .same || phone == .sameLessExtension || phone == .sameTail }
  var addressAgrees: Bool { address != .missing && address.rawValue <= AddressLevel.sameNumber.rawValue }

  /// Fields beside the name that speak for the pair.
  var supports: Int {
    (taxAgrees || tax == .oneEdit ? 1 : 0) + (emailAgrees ? 1 : 0) + (phoneAgrees || phone == .near ? 1 : 0)
      + (address != .missing && address.rawValue <= AddressLevel.sameCity.rawValue ? 1 : 0)
  }

  /// Fields beside the name that speak against it.
  var conflicts: Int {
    (tax == .conflict || tax == .conflictUnverified ? 1 : 0) + (email == .conflict ? 1 : 0)
      + (phone == .conflict ? 1 : 0) + (address == .conflict || address == .otherStreet ? 1 : 0)
  }

  /// Which fields agree (+) and which contradict (-), such as `+NAME+PHONE-TAX`.
  var matchKey: String {
    var agree = ""
    var contradict = ""
    func say(_ field: String, _ agrees: Bool, _ contradicts: Bool) {
      if agrees { agree += "+" + field } else if contradicts { contradict += "-" + field }
    }
    say("NAME", nameAgrees, nameDiffers)
    say("TAX", taxAgrees || tax == .oneEdit, tax == .conflict || tax == .conflictUnverified)
    say("EMAIL", emailAgrees, email == .conflict)
    say("PHONE", phoneAgrees || phone == .near, phone == .conflict)
    say(
      "ADDRESS", address != .missing && address.rawValue <= AddressLevel.sameStreet.rawValue,
      address == .conflict || address == .otherStreet)
    return agree + contradict
  }
}
