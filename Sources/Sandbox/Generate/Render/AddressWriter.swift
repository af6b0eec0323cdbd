/// Writes a place as somebody typed it: street order of the country, abbreviations, suite formats, postcode spacing.
enum AddressWriter {
  struct Lines: Sendable {
    var street1: String?
    var street2: String?
    var city: String?
    var subdivision: String?
    var postcode: String?
    var country: String?
  }

  /// - Parameter dirt: chance of each departure from the full and tidy form, 0 to 1.
  static func write(
    _ place: PostalPlace, _ country: Country, native isNative: Bool, dirt: Double, _ random: inout SeededRandom
  ) -> Lines {
    if isNative && country == .japan { return japanese(place) }
    var street = random.chance(0.45 * dirt) ? shortened(latin(place.street), country, &random) : latin(place.street)
    street = line(place.number, street, country, dirt, &random)
    var lines = Lines(
      street1: street, city: latin(place.city), subdivision: place.subdivision.isEmpty ? nil : latin(place.subdivision),
      postcode: postcode(place.postcode, country, dirt, &random), country: country.code)
    if let unit = place.unit, !random.chance(0.3 * dirt) {
      let text = unitText(unit, country, &random)
      switch random.below(4) {
      case 0 where country == .australia: lines.street1 = "\(unit)/\(street)"
      case 0: lines.street1 = "\(street), \(text)"
      case 1 where country == .unitedKingdom || country == .india: (lines.street1, lines.street2) = (text, street)
      case 1 where country.isEnglish: lines.street1 = "\(street) \(text)"
      default: lines.street2 = text
      }
    }
    if random.chance(0.07 * dirt) { lines.street1 = lines.street1?.uppercased() }
    if random.chance(0.06 * dirt) { lines.city = lines.city?.uppercased() }
    if random.chance(0.3 * dirt) {
      lines.street1 = lines.street1.map { Letters.withoutDiacritics($0, expanded: country == .germany) }
      lines.city = lines.city.map { Letters.withoutDiacritics($0, expanded: country == .germany) }
    }
    if random.chance(0.05 * dirt) { lines.street1 = lines.street1.map { Letters.mistyped($0, &random) } }
    if random.chance(0.12 * dirt) { lines.postcode = nil }
    if random.chance(0.08 * dirt) {
      lines.street1 = nil
      lines.street2 = nil
    }
    if random.chance(0.05 * dirt) { lines.city = nil }
    if random.chance(0.25 * dirt) { lines.subdivision = nil }
    if random.chance(0.1 * dirt) { lines.country = random.chance(0.5) ? nil : country.name }
    if random.chance(0.03 * dirt) { lines.street2 = "Attn: Accounts Payable" }
    return lines
  }

  private static func japanese(_ place: PostalPlace) -> Lines {
    Lines(
      street1: native(place.street) + place.number, street2: place.unit.map { $0 + "号室" }, city: native(place.city),
      subdivision: native(place.subdivision), postcode: place.postcode.prefix(3) + "-" + place.postcode.dropFirst(3),
      country: Country.japan.code)
  }

  private static func line(
    _ number: String, _ street: String, _ country: Country, _ dirt: Double, _ random: inout SeededRandom
  ) -> String {
    switch country {
    case .unitedStates, .unitedKingdom, .australia, .canada: "\(number) \(street)"
    case .germany, .netherlands: "\(street) \(number)"
    case .france: random.chance(0.25 * dirt) ? "\(number), \(street)" : "\(number) \(street)"
    case .spain: random.chance(0.5 * dirt) ? "\(street), \(number)" : "\(street) \(number)"
    case .india: random.chance(0.4 * dirt) ? "No. \(number), \(street)" : "\(number), \(street)"
    case .japan: "\(number) \(street)"
    }
  }

  private static func unitText(_ unit: String, _ country: Country, _ random: inout SeededRandom) -> String {
    switch country {
    case .unitedStates, .canada:
      random.pick(["Suite \(unit)", "Ste \(unit)", "Ste. \(unit)", "#\(unit)", "Unit \(unit)"])
    case .unitedKingdom: random.pick(["Unit \(unit)", "Flat \(unit)", "Office \(unit)", "Suite \(unit)"])
    case .australia: random.pick(["Unit \(unit)", "Suite \(unit)", "Shop \(unit)", "U\(unit)"])
    case .india: random.pick(["Shop No. \(unit)", "Office \(unit)", "Flat \(unit)", "Unit \(unit)"])
    case .germany: random.pick(["\(unit). OG", "Haus \(unit)", "Gebäude \(unit)"])
    case .france: random.pick(["Bât. \(unit)", "Bâtiment \(unit)", "Appt \(unit)"])
    case .netherlands: random.pick(["Unit \(unit)", "unit \(unit)"])
    case .spain: random.pick(["Piso \(unit)", "Local \(unit)", "Oficina \(unit)", "Nave \(unit)"])
    case .japan: random.pick(["Room \(unit)", "#\(unit)", "\(unit)F"])
    }
  }

  private static let shortForms: [(String, [String])] = [
    ("Street", ["St", "St.", "Str"]), ("Avenue", ["Ave", "Ave.", "Av"]), ("Road", ["Rd", "Rd."]),
    ("Boulevard", ["Blvd", "Blvd."]), ("Drive", ["Dr", "Dr."]), ("Lane", ["Ln", "Ln."]), ("Court", ["Ct"]),
    ("Parkway", ["Pkwy"]), ("Highway", ["Hwy"]), ("Close", ["Cl"]), ("Crescent", ["Cres"]),
    ("straße", ["str.", "strasse", "str"]), ("Straße", ["Str.", "Strasse"]), ("boulevard", ["bd", "Bd", "boul."]),
    ("avenue", ["av.", "Av", "ave"]), ("rue", ["R.", "Rue", "r"]), ("place", ["pl."]), ("chemin", ["ch."]),
    ("straat", ["str.", "str"]), ("Calle", ["C/", "C.", "Cl"]), ("Avenida", ["Avda.", "Av.", "Avda"]),
    ("Plaza", ["Pza.", "Pl."]), ("Polígono Industrial", ["Pol. Ind.", "P.I."]), ("Carretera", ["Ctra."]),
    ("Saint", ["St"]), ("Nagar", ["Ngr"]), ("Industrial", ["Ind."]),
  ]

  private static func shortened(_ street: String, _ country: Country, _ random: inout SeededRandom) -> String {
    for (full, short) in shortForms where street.contains(full) {
      return street.replacing(full, with: random.pick(short), maxReplacements: 1)
    }
    return street
  }

  private static func postcode(
    _ code: String, _ country: Country, _ dirt: Double, _ random: inout SeededRandom
  ) -> String {
    switch country {
    case .unitedStates: random.chance(0.07) ? code + "-" + random.digits(4, firstNotZero: true) : code
    case .unitedKingdom, .canada: random.chance(0.2 * dirt) ? code : code.dropLast(3) + " " + code.suffix(3)
    case .netherlands: random.chance(0.35 * dirt) ? code : code.prefix(4) + " " + code.dropFirst(4)
    case .india: random.chance(0.2 * dirt) ? code.prefix(3) + " " + code.dropFirst(3) : code
    case .japan: random.chance(0.15 * dirt) ? code : code.prefix(3) + "-" + code.dropFirst(3)
    case .germany: random.chance(0.03 * dirt) ? "D-" + code : code
    case .france, .australia, .spain: code
    }
  }
}
