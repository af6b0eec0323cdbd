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
  var taxAgrees: Bool { tax != .missing && tax.rawValue <= TaxLevel.oneEdit.rawValue }
  var emailAgrees: Bool { email != .missing && email.rawValue <= EmailLevel.spellsName.rawValue }
  var phoneAgrees: Bool { phone != .missing && phone.rawValue <= PhoneLevel.near.rawValue }
  var sameBuilding: Bool { address != .missing && address.rawValue <= AddressLevel.otherUnit.rawValue }
  var samePlace: Bool { address != .missing && address.rawValue <= AddressLevel.sameCity.rawValue }

  /// Fields beside the name that speak for the pair; of the address only the building counts.
  var supports: Int {
    (taxAgrees ? 1 : 0) + (emailAgrees ? 1 : 0) + (phoneAgrees ? 1 : 0) + (sameBuilding ? 1 : 0)
  }

  /// Whether the pair may be linked without a person, however strong its evidence: the names suffice, they are not those of
  /// two branches, two legal forms come with one tax number, and a name that stands alone is no near miss and has at most one
  /// other field against it.
  var mayBeLinked: Bool {
    isNameEnough && facts.branch != .conflict
      && (facts.legalForm != .conflict || tax == .exactValid || tax == .exactUnverified)
      && (!isNameAlone || (isTelling && contradictions < 2))
  }

  /// Fields beside the name that speak against the pair.
  private var contradictions: Int {
    (tax == .conflict || tax == .conflictUnverified ? 1 : 0) + (email == .conflict ? 1 : 0)
      + (phone == .conflict ? 1 : 0) + (address == .conflict || address == .otherStreet ? 1 : 0)
  }

  /// Nothing but the name speaks for the pair, not even the place.
  var isNameAlone: Bool { nameAgrees && supports == 0 && !samePlace }

  /// A name that can stand alone: the same, or so nearly the same and so rare that chance brings it once in 32 times at most.
  private var isTelling: Bool { name == .exact || (name != .initials && facts.surpriseBits >= 5) }

  /// The names agree, or they cannot be compared and three other fields speak for the pair. Agreeing numbers under two
  /// names are parent and child, a household or a shared accountant as often as one business.
  var isNameEnough: Bool { nameAgrees || (!nameDiffers && supports >= 3) }

  /// Which fields agree (+) and which contradict (-), such as `+NAME+PHONE-TAX`.
  var matchKey: String {
    var agree = ""
    var contradict = ""
    func say(_ field: String, _ agrees: Bool, _ contradicts: Bool) {
      if agrees { agree += "+" + field } else if contradicts { contradict += "-" + field }
    }
    say("NAME", nameAgrees, nameDiffers)
    say("TAX", taxAgrees, tax == .conflict || tax == .conflictUnverified)
    say("EMAIL", emailAgrees, email == .conflict)
    say("PHONE", phoneAgrees, phone == .conflict)
    say("ADDRESS", samePlace, address == .conflict || address == .otherStreet)
    return agree + contradict
  }
}
