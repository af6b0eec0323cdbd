/// Writes what the platform knows about a business.
enum PartyMaker {
  static func party(_ business: Business, id: String, _ random: inout SeededRandom) -> GeneratedParty {
    let country = business.country
    let isNative = random.chance(0.4)
    var party = GeneratedParty(
      id: id, name: NameWriter.party(business, native: isNative, &random),
      isCustomer: random.chance(0.7), isSupplier: random.chance(0.45))
    if !party.isCustomer && !party.isSupplier { party.isCustomer = true }
    let isSparse = random.chance(0.06)
    func has(_ share: Double, _ random: inout SeededRandom) -> Bool { random.chance(isSparse ? 0.2 : share) }

    if has(0.85, &random) {
      switch random.below(100) {
      case 0..<72: party.email = business.email
      case 72..<80: party.email = business.otherEmail
      default: party.email = business.accountsEmail
      }
      if let accountant = business.accountant, random.chance(0.25) { party.email = accountant.email }
    }
    if has(0.85, &random) {
      var line = random.chance(0.9) ? business.phone : business.mobile
      if let accountant = business.accountant, random.chance(0.1) { line = accountant.phone }
      party.phone = PhoneWriter.write(line, isTidy: true, extensionDigits: nil, &random)
    }
    party.country = country.code
    if has(0.86, &random) {
      let place = random.chance(0.95) ? business.place : business.otherPlace
      let lines = AddressWriter.write(place, country, native: isNative, dirt: 0.35, &random)
      party.street1 = lines.street1
      party.street2 = lines.street2
      party.city = lines.city
      party.subdivision = lines.subdivision
      party.postcode = lines.postcode
    } else if random.chance(0.3) {
      party.country = nil
    }
    // A branch's record seldom holds the tax number of the head office.
    let taxShare = business.isSoleTrader ? 0.22 : business.relation == .chain ? 0.2 : 0.42
    if random.chance(taxShare) {
      party.tax = TaxWriter.write(business.tax, country, isTidy: true, &random)
    }
    return party
  }
}
