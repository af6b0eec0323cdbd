/// Which country's rule reads a tax number. A rule answers nil where the number does not have its country's form.
enum TaxRules {
  typealias Rule = @Sendable (TaxBody) -> TaxReading?

  static let byCountry: [UInt16: Rule] = {
    let rules: [(String, Rule)] = [
      ("AT", austria), ("BE", belgium), ("BG", bulgaria), ("CH", switzerland), ("CY", cyprus), ("CZ", czechia),
      ("DE", germany),
      ("DK", denmark), ("EE", estonia), ("GR", greece), ("ES", spain), ("FI", finland), ("FR", france), ("GB", britain),
      ("HR", croatia), ("HU", hungary), ("IE", ireland), ("IT", italy), ("LT", lithuania), ("LU", luxembourg),
      ("LV", latvia), ("MT", malta), ("NL", netherlands), ("NO", norway), ("PL", poland), ("PT", portugal),
      ("RO", romania),
      ("SE", sweden), ("SI", slovenia), ("SK", slovakia), ("US", unitedStates), ("CA", canada), ("AU", australia),
      ("NZ", newZealand), ("IN", india), ("JP", japan), ("BR", brazil), ("MX", mexico), ("LI", switzerland),
      ("MC", france),
    ]
    return Dictionary(uniqueKeysWithValues: rules.map { (Country.code($0.0), $0.1) })
  }()

  /// Countries whose form no other has, in the order in which they are tried when nothing else tells the country.
  static let selfEvident = ["IN", "CH", "NL", "ES", "AT", "MX", "CA", "JP", "BR", "FR", "AU"].map(Country.code)

  /// Whether a number's form (letters included, or a check digit over eleven and more digits) gives its country away.
  static func isSelfEvident(_ body: TaxBody, _ country: UInt16) -> Bool {
    guard let reading = byCountry[country]?(body) else { return false }
    switch country {
    case Country.ch: return body.bytes.starts(with: "CHE".utf8)
    case Country.nl: return body.count == 12
    case Country.ca: return body.count == 15
    case Country.jp: return body.count == 14 || reading.validity == .valid
    case Country.fr: return body.count == 14 && reading.validity == .valid
    case Country.br: return body.count == 14 && reading.validity == .valid
    case Country.au: return body.count == 11 && reading.validity == .valid
    case Country.at, Country.es: return reading.validity == .valid
    default: return true
    }
  }
}
