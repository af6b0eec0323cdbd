/// Where a business can be written to.
enum Mailboxes {
  /// Domains of mail providers in each country, the most usual first.
  static func freeDomain(_ country: Country, _ random: inout SeededRandom) -> String {
    freeDomains[country.rawValue].pick(&random)
  }

  private static let freeDomains: [Words] = [
    Words("gmail.com yahoo.com outlook.com hotmail.com aol.com comcast.net icloud.com", flatness: 1),
    Words("gmail.com btinternet.com hotmail.co.uk outlook.com yahoo.co.uk icloud.com", flatness: 2),
    Words("web.de gmx.de t-online.de gmail.com outlook.com", flatness: 2),
    Words("orange.fr gmail.com wanadoo.fr free.fr hotmail.fr", flatness: 2),
    Words("gmail.com bigpond.com outlook.com optusnet.com.au hotmail.com", flatness: 2),
    Words("gmail.com hotmail.com rogers.com shaw.ca yahoo.com outlook.com", flatness: 2),
    Words("gmail.com ziggo.nl kpnmail.nl hotmail.nl outlook.com", flatness: 2),
    Words("gmail.com yahoo.co.in rediffmail.com outlook.com", flatness: 2),
    Words("gmail.com hotmail.es telefonica.net outlook.com", flatness: 2),
    Words("gmail.com yahoo.co.jp docomo.ne.jp outlook.com", flatness: 2),
  ]

  /// The mailbox that a business prints on its letters.
  static func front(_ country: Country, _ random: inout SeededRandom) -> String {
    random.pick(
      country.isEnglish || country == .japan
        ? ["info", "info", "office", "contact", "sales", "hello", "admin"] : fronts(country))
  }

  private static func fronts(_ country: Country) -> [String] {
    switch country {
    case .germany: ["info", "info", "kontakt", "office"]
    case .france: ["contact", "contact", "info", "accueil"]
    case .netherlands: ["info", "info", "contact"]
    default: ["info", "info", "contacto", "administracion"]
    }
  }

  /// The mailbox that handles invoices.
  static func accounts(_ country: Country, _ random: inout SeededRandom) -> String {
    switch country {
    case .germany: random.pick(["buchhaltung", "rechnung", "info"])
    case .france: random.pick(["compta", "facturation", "contact"])
    case .netherlands: random.pick(["administratie", "facturen", "info"])
    case .spain: random.pick(["administracion", "contabilidad", "info"])
    default: random.pick(["accounts", "accounting", "ap", "ar", "billing", "invoices", "accounts"])
    }
  }

  /// A made-up domain under a reserved ending (RFC 2606), from the words of a name.
  static func domain(_ words: [String], city: String, country: Country, _ random: inout SeededRandom) -> String {
    let slugs = words.map { Letters.slug(latin($0)) }.filter { !$0.isEmpty && $0 != "and" }
    let separator = random.chance(0.25) ? "-" : ""
    let town = Letters.slug(latin(city))
    var label: String
    switch random.below(10) {
    case 0...3: label = slugs.joined(separator: separator)
    case 4...5: label = slugs.prefix(2).joined(separator: separator)
    case 6 where slugs.first != town: label = slugs.prefix(1).joined() + separator + town
    case 7: label = slugs.dropFirst().isEmpty ? slugs.joined() : String(slugs[0].prefix(1)) + slugs.dropFirst().joined()
    case 8: label = slugs.joined(separator: separator) + separator + country.label
    default: label = slugs.map { String($0.prefix(4)) }.joined()
    }
    if label.utf8.count < 5 { label += town }
    // What many could be called belongs to one of them: the others have added something.
    if random.chance(0.62) {
      switch random.below(5) {
      case 0: label += label.hasSuffix(town) ? country.label : separator + town
      case 1: label += String(random.within(2...99))
      case 2: label += random.pick(["group", "co", "online", "hq", "net", "pro", "team", "web", "direct", "now"])
      case 3: label += separator + String(random.within(1948...2023))
      default:
        label = random.pick(["the", "my", "go", "get", "try", "team", "mail", "web", "e", "i"]) + separator + label
      }
    }
    return String(label.prefix(40)) + (random.chance(0.8) ? ".example" : ".test")
  }

  /// The local part that a person uses.
  static func person(_ given: String, _ family: String, _ random: inout SeededRandom) -> String {
    let first = Letters.slug(latin(given))
    let last = Letters.slug(latin(family))
    switch random.below(7) {
    case 0, 1: return first + "." + last
    case 2: return first
    case 3: return String(first.prefix(1)) + last
    case 4: return String(first.prefix(1)) + "." + last
    case 5: return first + last
    default: return last
    }
  }
}
