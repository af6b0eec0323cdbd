/// What names, places and streets are made of in one country.
///
/// Japanese words hold both scripts: `Tanaka|田中`. See ``latin(_:)`` and ``native(_:)``.
struct Lexicon: Sendable {
  var given: Words
  var family: Words
  var rareFamily: Compounds
  /// Lines of business as they stand in names: `Plumbing`, `Bäckerei`.
  var trades: Words
  /// First words of fancy names: `Blue`, `Nordic`.
  var adjectives: Words
  var nouns: Words
  /// Words that end a company name without telling it apart: `Group`, `Services`.
  var endings: Words
  var cities: [City]
  var towns: Compounds
  var streets: Words
  var forms: [LegalForm]

  static subscript(country: Country) -> Lexicon { all[country.rawValue] }

  private static let all: [Lexicon] = [
    .unitedStates, .unitedKingdom, .germany, .france, .australia, .canada, .netherlands, .india, .spain, .japan,
  ]
}

/// A city with what its addresses and phones begin with.
struct City: Sendable {
  var name: String
  /// State, province, Land; empty where addresses do without.
  var subdivision: String
  var postcodePrefix: String
  /// Area codes without the trunk prefix.
  var areaCodes: [String]

  /// Lines `name/subdivision/postcode prefix/area codes parted by commas`.
  static func list(_ text: String) -> [City] {
    text.split(separator: "\n").map { line in
      let fields = line.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      return City(
        name: fields[0], subdivision: fields[1], postcodePrefix: fields[2],
        areaCodes: fields[3].split(separator: ",").map(String.init))
    }
  }
}

/// A legal form: how often it occurs and how it is written, the most usual spelling first.
struct LegalForm: Sendable {
  var weight: Int
  var spellings: [String]
  /// May stand before the name too: `SARL Dupont`.
  var mayLead: Bool

  /// Lines `weight spelling/spelling/…`; a `<` before the weight: may lead.
  static func list(_ text: String) -> [LegalForm] {
    text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      let mayLead = parts[0].hasPrefix("<")
      return LegalForm(
        weight: Int(mayLead ? parts[0].dropFirst() : parts[0])!,
        spellings: parts[1].split(separator: "/").map(String.init),
        mayLead: mayLead)
    }
  }
}

/// The part of a word before the bar: Latin letters.
func latin(_ word: String) -> String {
  guard let bar = word.utf8.firstIndex(of: UInt8(ascii: "|")) else { return word }
  return String(word[..<bar])
}

/// The part of a word behind the bar: the country's own script; the word itself when it has none.
func native(_ word: String) -> String {
  guard let bar = word.utf8.firstIndex(of: UInt8(ascii: "|")) else { return word }
  return String(word[word.index(after: bar)...])
}
