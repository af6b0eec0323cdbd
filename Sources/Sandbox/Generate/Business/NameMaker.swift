/// Names that businesses give themselves.
enum NameMaker {
  /// Brands that mean nothing, as they are made up in boardrooms.
  private static let brands = Compounds(
    """
    Ver Nov Zen Alt Cor Lum Sol Vel Tri Qua Max Neo Omni Ori Pax Ral Syn Tel Ver Vis Xan Zeph Art Bel Cal Del Ecl Fin Gal \
    Hel Inn Jov Kin Lex Mer Nex Opt Pri Rev Ser Tor Umb Val Wes Yel Zor Aqu Bra Cen Dyn Ener Fus Gen Hyp Ign Kal Lat Mag
    """,
    "ix ora tek on ant is ium ara ent ify eon aris ax exa ino ulus ea omi ano ux eris ova ity une adia erra ista ello")

  private static let companyPatterns = [30, 6, 14, 11, 9, 8, 4, 6, 4, 4, 4, 5]

  struct Name {
    var words: [String]
    var hasArticle = false
  }

  /// A company's name; the first word is the family's or the brand's where one is given.
  static func company(
    _ country: Country, owner: Person, city: City, stem: String? = nil, _ random: inout SeededRandom
  ) -> Name {
    let lexicon = Lexicon[country]
    if let stem { return Name(words: joined(stem, lexicon.trades.pick(&random), country, &random)) }
    var name = Name(words: [])
    switch random.weighted(companyPatterns) {
    case 0: name.words = joined(owner.family, lexicon.trades.pick(&random), country, &random)
    case 1:
      name.words = [owner.family, country == .japan ? lexicon.family.pick(&random) : "&", family(country, &random)]
      if country == .japan { name.words = [owner.family, lexicon.trades.pick(&random)] }
      if random.chance(0.6) { name.words.append(lexicon.trades.pick(&random)) }
    case 2: name.words = joined(brand(country, &random), lexicon.trades.pick(&random), country, &random)
    case 3:
      name.words = [lexicon.adjectives.pick(&random), lexicon.nouns.pick(&random), lexicon.trades.pick(&random)]
      name.hasArticle = country.isEnglish && random.chance(0.15)
    case 4: name.words = joined(lexicon.adjectives.pick(&random), lexicon.trades.pick(&random), country, &random)
    case 5: name.words = joined(place(country, city, &random), lexicon.trades.pick(&random), country, &random)
    case 6: name.words = [owner.family] + sons(country, &random)
    case 7: name.words = joined(acronym(&random), lexicon.trades.pick(&random), country, &random)
    case 8:
      name.words =
        country.isEnglish
        ? [owner.given + "'s", lexicon.trades.pick(&random)]
        : joined(owner.given, lexicon.trades.pick(&random), country, &random)
    case 9:
      name.words = [lexicon.adjectives.pick(&random), lexicon.nouns.pick(&random)]
      name.hasArticle = country.isEnglish && random.chance(0.5)
    case 10: name.words = [brand(country, &random)]
    default: name.words = joined(lexicon.nouns.pick(&random), lexicon.trades.pick(&random), country, &random)
    }
    if random.chance(0.2) { name.words.append(lexicon.endings.pick(&random)) }
    name.words = name.words.flatMap { $0.split(separator: " ").map(String.init) }
    return name
  }

  /// A sole trader's name: the person's own, or with what he does.
  static func soleTrader(_ country: Country, owner: Person, _ random: inout SeededRandom) -> [String] {
    switch random.below(10) {
    case 0...4: return [owner.given, owner.family]
    case 5...6: return [owner.given, owner.family, Lexicon[country].trades.pick(&random)]
    default: return joined(owner.family, Lexicon[country].trades.pick(&random), country, &random)
    }
  }

  static func family(_ country: Country, _ random: inout SeededRandom) -> String {
    let lexicon = Lexicon[country]
    var name = random.chance(0.72) ? lexicon.family.pick(&random) : lexicon.rareFamily.pick(&random)
    if country == .spain, random.chance(0.5) { name += " " + lexicon.family.pick(&random) }
    return name
  }

  static func person(_ country: Country, family name: String? = nil, _ random: inout SeededRandom) -> Person {
    let given = Lexicon[country].given.pick(&random)
    let middle = country.isEnglish && random.chance(0.3) ? random.letter() : nil
    return Person(given: given, middle: middle, family: name ?? family(country, &random))
  }

  /// A brand or a fancy word that a family of companies shares.
  static func brand(_ country: Country, _ random: inout SeededRandom) -> String {
    if country == .japan { return Lexicon.japan.nouns.pick(&random) }
    return random.chance(0.75) ? brands.pick(&random) : Lexicon[country].nouns.pick(&random)
  }

  private static func acronym(_ random: inout SeededRandom) -> String {
    var text = ""
    for _ in 0..<random.within(2...3) { text.append(random.letter()) }
    if text.count == 2, random.chance(0.5) { return String(text.first!) + "&" + String(text.last!) }
    return text
  }

  private static func place(_ country: Country, _ city: City, _ random: inout SeededRandom) -> String {
    if random.chance(0.6) || country == .japan { return city.name }
    return Lexicon[country].towns.pick(&random)
  }

  private static func sons(_ country: Country, _ random: inout SeededRandom) -> [String] {
    switch country {
    case .germany: random.pick([["&", "Söhne"], ["&", "Partner"]])
    case .france: random.pick([["&", "Fils"], ["Frères"]])
    case .netherlands: random.pick([["&", "Zonen"], ["&", "Zn."]])
    case .spain: random.pick([["e", "Hijos"], ["Hermanos"]])
    case .japan: [Lexicon.japan.trades.pick(&random)]
    default: random.pick([["&", "Sons"], ["Brothers"], ["&", "Associates"], ["&", "Co"]])
    }
  }

  /// Name and trade in the order of the language: `Miller Plumbing`, `Menuiserie Martin`.
  private static func joined(_ name: String, _ trade: String, _ country: Country, _ random: inout SeededRandom)
    -> [String]
  {
    let tradeFirst =
      switch country {
      case .germany, .netherlands: 0.4
      case .france, .spain: 0.7
      default: 0.0
      }
    return (random.chance(tradeFirst) ? [trade, name] : [name, trade])
      .flatMap { $0.split(separator: " ").map(String.init) }
  }
}
