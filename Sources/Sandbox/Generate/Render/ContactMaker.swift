import ContactModel

/// Writes what a clerk has typed about a business into the books.
struct ContactMaker: Sendable {
  var seed: UInt64
  /// Ids of the books' own companies.
  var companies: [String]

  /// The contact and its patterns.
  /// - Parameter copy: 0 for the first record of the business, then its duplicates and second roles.
  func contact(
    _ business: Business, copy: Int, style: SystemStyle, number: Int, _ random: inout SeededRandom
  ) -> (GeneratedContact, [Pattern]) {
    let isNative = random.chance(0.35)
    var name =
      business.isSoleTrader
      ? NameWriter.soleTrader(business, native: isNative, &random)
      : NameWriter.company(business, native: isNative, &random)
    if business.country == .japan, isNative { name.note(.script) }
    let roles = roles(style, copy: copy, &random)
    embellish(&name, business, native: isNative, style: style, isCustomer: roles.customer == true, &random)

    let created = Timestamp(microseconds: (1_656_633_600 + Int64(random.below(82_000_000))) * 1_000_000)
    var contact = GeneratedContact(
      id: identifier(&random), remoteID: remoteID(style, number: number, &random), name: name.text,
      isSupplier: roles.supplier, isCustomer: roles.customer, status: random.chance(0.06) ? "ARCHIVED" : "ACTIVE",
      currency: random.chance(style == .netSuite ? 1 : 0.82) ? business.country.currency : nil,
      remoteUpdatedAt: created.advanced(bySeconds: -Int64(random.below(40_000_000))),
      company: companies.isEmpty ? nil : random.pick(companies), addresses: [], phones: [], isDeleted: false,
      createdAt: created,
      modifiedAt: created.advanced(bySeconds: random.chance(0.6) ? 0 : Int64(random.below(9_000_000))))

    // Added in a hurry from an invoice: a name and perhaps one thing more.
    let isHurried = random.chance(0.06)
    func has(_ share: Double, _ random: inout SeededRandom) -> Bool { random.chance(isHurried ? 0.15 : share) }
    if has(0.7, &random) { email(business, &contact, &name, &random) }
    if has(0.7, &random) { phones(business, &contact, &name, &random) }
    if has(0.705, &random) { addresses(business, native: isNative, &contact, &name, &random) }
    let taxShare = business.isSoleTrader ? 0.26 : business.relation == .chain ? 0.2 : 0.39
    if has(taxShare, &random) { tax(business, &contact, &name, &random) }

    if let relation = business.relation { name.note(relation) }
    let missing = [contact.email == nil, contact.phones.isEmpty, contact.addresses.isEmpty].count { $0 }
    if missing == 3 && contact.tax == nil { name.note(.nameOnly) } else if missing >= 2 { name.note(.sparse) }
    if copy > 0 { name.note(style.hasSeparateRoles && copy == 1 ? .bothRoles : .duplicate) }
    if name.patterns.isEmpty { name.note(.plain) }
    return (contact, name.patterns)
  }

  /// What clerks and systems do to the finished name.
  private func embellish(
    _ name: inout WrittenName, _ business: Business, native isNative: Bool, style: SystemStyle, isCustomer: Bool,
    _ random: inout SeededRandom
  ) {
    if random.chance(0.03) {
      name.text = Letters.mistyped(name.text, &random)
      name.note(.typo)
    }
    let plain = Letters.withoutDiacritics(name.text, expanded: business.country == .germany && random.chance(0.6))
    if plain != name.text, random.chance(0.4) {
      name.text = plain
      name.note(.diacritics)
    }
    if random.chance(0.09) {
      name.text = name.text.uppercased()
    } else if random.chance(0.02) {
      name.text = name.text.lowercased()
    }
    if let branch = business.branch {
      if random.chance(0.96) {
        name.text +=
          isNative && business.country == .japan
          ? NameWriter.japaneseBranch(business, branch) : NameWriter.branchText(branch, &random)
      }
    } else if !business.isSoleTrader, random.chance(0.05) {
      name.text += NameWriter.branchText(latin(business.place.city), &random)
      name.note(.branch)
    }
    if style == .quickBooks, isCustomer, random.chance(0.05) {
      name.text += ":" + random.pick(NameParts.jobs)
      name.note(.job)
    }
    if random.chance(0.02) {
      name.text += random.pick(NameParts.notes)
      name.note(.noise)
    } else if style == .netSuite, random.chance(0.04) {
      name.text = (isCustomer ? "CUST" : "V") + String(random.within(100...99999)) + " " + name.text
      name.note(.noise)
    }
    if random.chance(0.01) { name.text = name.text.replacing(" ", with: "  ", maxReplacements: 1) }
  }

  private func roles(
    _ style: SystemStyle, copy: Int, _ random: inout SeededRandom
  ) -> (customer: Bool?, supplier: Bool?) {
    if style.hasSeparateRoles {
      let isCustomer = copy == 0 ? random.chance(0.66) : random.chance(0.4)
      return (isCustomer, !isCustomer)
    }
    switch random.below(20) {
    case 0: return (nil, nil)
    case 1: return (false, false)
    case 2...4: return (true, true)
    case 5...14: return (true, false)
    default: return (false, true)
    }
  }

  private func email(
    _ business: Business, _ contact: inout GeneratedContact, _ name: inout WrittenName,
    _ random: inout SeededRandom
  ) {
    var text = business.email
    switch random.below(100) {
    case 0..<54: break
    case 54..<86:
      text = business.accountsEmail
      if text != business.email { name.note(.roleMailbox) }
    default:
      text = business.otherEmail
      name.note(.otherMailbox)
    }
    if let accountant = business.accountant, random.chance(0.55) {
      text = accountant.email
      name.note(.sharedAccountant)
    }
    if random.chance(0.02) { text = Letters.mistyped(text, &random) }
    if random.chance(0.04) {
      text = text.uppercased()
    } else if random.chance(0.02) {
      text += "; " + business.otherEmail
    }
    contact.email = text
  }

  private func phones(
    _ business: Business, _ contact: inout GeneratedContact, _ name: inout WrittenName,
    _ random: inout SeededRandom
  ) {
    var line = business.phone
    if random.chance(0.13), business.mobile != business.phone {
      line = business.mobile
      name.note(.otherPhone)
    }
    if let accountant = business.accountant, random.chance(0.4) {
      line = accountant.phone
      name.note(.sharedAccountant)
    }
    if random.chance(0.025) {
      line.local = Letters.misdialled(line.local, &random)
      name.note(.typo)
    }
    let behind = random.chance(0.05) ? business.extensionDigits : nil
    contact.phones.append(
      .init(
        number: PhoneWriter.write(line, isTidy: false, extensionDigits: behind, &random),
        type: random.pick([nil, nil, "PRIMARY", "WORK", "DEFAULT"])))
    if random.chance(0.14) {
      contact.phones.append(
        .init(
          number: PhoneWriter.write(business.mobile, isTidy: false, extensionDigits: nil, &random),
          type: random.pick(["MOBILE", "FAX", nil])))
    }
  }

  private func addresses(
    _ business: Business, native isNative: Bool, _ contact: inout GeneratedContact, _ name: inout WrittenName,
    _ random: inout SeededRandom
  ) {
    var place = business.place
    switch random.below(100) {
    case 0..<86: break
    case 86..<96:
      place = business.formerPlace
      name.note(.moved)
    default:
      place = business.otherPlace
      name.note(.moved)
    }
    if let accountant = business.accountant, random.chance(0.3) {
      place = accountant.place
      name.note(.sharedAccountant)
    }
    let isLone = random.chance(0.8)
    contact.addresses.append(
      address(place, business.country, native: isNative, type: random.chance(0.92) ? "BILLING" : nil, &random))
    if !isLone {
      let second = random.chance(0.5) ? business.place : business.otherPlace
      contact.addresses.append(address(second, business.country, native: isNative, type: "SHIPPING", &random))
    }
  }

  private func address(
    _ place: PostalPlace, _ country: Country, native isNative: Bool, type: String?, _ random: inout SeededRandom
  ) -> GeneratedContact.Address {
    var lines = AddressWriter.write(place, country, native: isNative, dirt: 1, &random)
    if country.isEnglish, country != .india, random.chance(0.03) {
      lines.street1 = random.pick(["PO Box ", "P.O. Box "]) + String(random.within(10...9999))
      lines.street2 = nil
    }
    return .init(
      type: type, street1: lines.street1, street2: lines.street2, city: lines.city, subdivision: lines.subdivision,
      country: lines.country, postcode: lines.postcode)
  }

  private func tax(
    _ business: Business, _ contact: inout GeneratedContact, _ name: inout WrittenName,
    _ random: inout SeededRandom
  ) {
    var text = TaxWriter.write(business.tax, business.country, isTidy: false, &random)
    if random.chance(0.025) {
      text = Letters.misdialled(text, &random)
      name.note(.wrongTax)
    }
    contact.tax = text
  }

  private func remoteID(_ style: SystemStyle, number: Int, _ random: inout SeededRandom) -> String {
    switch style {
    case .quickBooks, .mixed: String(number + 1)
    case .xero: identifier(&random)
    case .netSuite: String(1000 + number * 3 + random.below(3))
    }
  }

  /// A random UUID, version 4.
  func identifier(_ random: inout SeededRandom) -> String {
    let high = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let hex = [high, low].map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    let parts = [hex.prefix(8), hex.dropFirst(8).prefix(4), hex.dropFirst(12).prefix(4), hex.dropFirst(16).prefix(4)]
    return parts.joined(separator: "-") + "-" + hex.suffix(12)
  }
}
