/// A name under construction, and the patterns that went into it.
struct WrittenName {
  var text = ""
  var patterns: [Pattern] = []

  mutating func note(_ pattern: Pattern) {
    if !patterns.contains(pattern) { patterns.append(pattern) }
  }
}

/// Writes the names of businesses: as a platform has them, and as clerks type them into the books.
enum NameWriter {
  /// The name as the platform has it: mostly what the register says.
  static func party(_ business: Business, native isNative: Bool, _ random: inout SeededRandom) -> String {
    if business.isSoleTrader && business.tradingAs == nil {
      return business.words.map(latin).joined(separator: " ")
    }
    if isNative && business.country == .japan {
      return japanese(business) + (business.branch.map { japaneseBranch(business, $0) } ?? "")
    }
    var name = WrittenName()
    let words = business.words.map(latin)
    let hasForm = business.form != nil && random.chance(0.83)
    name.text = (business.hasArticle && random.chance(0.85) ? "The " : "") + words.joined(separator: " ")
    if hasForm { addForm(business, usual: 0.82, &name, &random) }
    if let door = business.tradingAs?.map(latin).joined(separator: " ") {
      switch random.below(10) {
      case 0...4: name.text += dba(business.country, door, &random)
      case 5...6: name.text = door
      default: break
      }
    }
    if let branch = business.branch, random.chance(0.93) { name.text += branchText(branch, &random) }
    if random.chance(0.07) {
      name.text = Letters.withoutDiacritics(name.text, expanded: business.country == .germany && random.chance(0.6))
    }
    if random.chance(0.015) { name.text = Letters.mistyped(name.text, &random) }
    if random.chance(0.03) { name.text = name.text.uppercased() }
    return name.text
  }

  /// A company's name as a clerk types it.
  static func company(_ business: Business, native isNative: Bool, _ random: inout SeededRandom) -> WrittenName {
    var name = WrittenName()
    if isNative && business.country == .japan {
      name.text = japanese(business)
      return name
    }
    if business.branch == nil, !business.isSoleTrader, random.chance(0.01) {
      name.text = person(business.owner, business.country, &name, &random)
      name.note(.ownersName)
      return name
    }
    var words = business.words.map(latin)
    rewrite(&words, business.country, &name, &random)
    var article = ""
    if business.hasArticle {
      if random.chance(0.5) { article = "The " } else { name.note(.article) }
    } else if business.country.isEnglish, random.chance(0.015) {
      article = "The "
      name.note(.article)
    }
    name.text = article + words.joined(separator: " ")
    if business.hasArticle, article.isEmpty, random.chance(0.2) { name.text += ", The" }
    let known = name.text
    if business.form != nil, random.chance(0.66) {
      addForm(business, usual: 0.65, &name, &random)
    } else if business.form != nil {
      name.note(.legalForm)
    }
    if let door = business.tradingAs?.map(latin).joined(separator: " ") {
      switch random.below(10) {
      case 0...2:
        name.text += dba(business.country, door, &random)
        name.note(.dba)
      case 3...4:
        name.text = door
        name.note(.tradingName)
      case 6:
        name.text = "\(door) (\(known))"
        name.note(.dba)
      default: break
      }
    }
    return name
  }

  /// Ampersands, abbreviations, words left out, initials.
  private static func rewrite(
    _ words: inout [String], _ country: Country, _ name: inout WrittenName, _ random: inout SeededRandom
  ) {
    if random.chance(0.4), let place = words.firstIndex(of: "&") {
      words[place] = random.chance(0.85) ? NameParts.and(country) : "+"
      name.note(.ampersand)
    }
    for place in words.indices where random.chance(0.22) {
      guard let short = NameParts.shortForm(of: words[place], &random) else { continue }
      words[place] = short
      name.note(.abbreviation)
    }
    if words.count >= 3, random.chance(0.045) {
      words.removeLast()
      if let last = words.last, ["&", "+"].contains(last) || last == NameParts.and(country) { words.removeLast() }
      name.note(.shortened)
    } else if words.count == 2, words[0].count > 4, random.chance(0.015) {
      words.remove(at: random.chance(0.8) ? 1 : 0)
      name.note(.shortened)
    } else if words.count >= 3, random.chance(0.012) {
      words = [String(words.filter { $0.first?.isLetter == true }.compactMap(\.first))]
      name.note(.acronym)
    } else if words.count >= 2, !words.contains("&"), random.chance(0.015) {
      words.append(words.removeFirst())
      name.note(.wordOrder)
    }
  }

  /// A sole trader's or a private person's name.
  static func soleTrader(_ business: Business, native isNative: Bool, _ random: inout SeededRandom) -> WrittenName {
    var name = WrittenName()
    let country = business.country
    if isNative && country == .japan {
      name.text = native(business.owner.family) + " " + native(business.owner.given)
      return name
    }
    let own = business.words.map(latin).joined(separator: " ")
    let isPersonal = business.words == [business.owner.given, business.owner.family]
    if !isPersonal, random.chance(0.9) {
      name.text = own
      if random.chance(0.12) {
        name.text = person(business.owner, country, &name, &random) + dba(country, own, &random)
        name.note(.dba)
      }
    } else {
      name.text = person(business.owner, country, &name, &random)
      if !isPersonal { name.note(.ownersName) }
    }
    if let door = business.tradingAs?.map(latin).joined(separator: " ") {
      switch random.below(10) {
      case 0...3:
        name.text += dba(country, door, &random)
        name.note(.dba)
      case 4...6:
        name.text = door
        name.note(.tradingName)
      default: break
      }
    }
    return name
  }

  /// A person: `John Smith`, `Smith, John`, `J. Smith`, `Mr John Smith`, `Bob Smith`.
  static func person(
    _ person: Person, _ country: Country, _ name: inout WrittenName, _ random: inout SeededRandom
  ) -> String {
    var given = latin(person.given)
    let family = latin(person.family)
    if random.chance(0.12), let short = NameParts.nickname(of: given, &random) {
      given = short
      name.note(.nickname)
    }
    switch random.below(20) {
    case 0...3:
      name.note(.wordOrder)
      let middle = person.middle.map { random.chance(0.3) ? " \($0)." : "" } ?? ""
      return "\(family), \(given)\(middle)"
    case 4:
      name.note(.wordOrder)
      return "\(family) \(given)"
    case 5:
      name.note(.shortened)
      return "\(given.prefix(1))\(random.chance(0.6) ? "." : "") \(family)"
    case 6: return "\(NameParts.honorific(country, &random)) \(given) \(family)"
    case 7...9:
      guard let middle = person.middle else { return "\(given) \(family)" }
      return "\(given) \(middle)\(random.chance(0.5) ? "." : "") \(family)"
    default: return "\(given) \(family)"
    }
  }

  static func branchText(_ branch: String, _ random: inout SeededRandom) -> String {
    if branch.hasPrefix("#") {
      return random.pick([" \(branch)", " Store \(branch.dropFirst())", " - \(branch)", " \(branch)"])
    }
    return random.pick([" - \(branch)", " \(branch)", " (\(branch))", ", \(branch)", " - \(branch)"])
  }

  private static func dba(_ country: Country, _ door: String, _ random: inout SeededRandom) -> String {
    switch country {
    case .unitedKingdom, .australia, .india: random.pick([" t/a ", " T/A ", " trading as "]) + door
    case .unitedStates, .canada: random.pick([" dba ", " DBA ", " d/b/a "]) + door
    default: " (\(door))"
    }
  }

  private static func addForm(
    _ business: Business, usual: Double, _ name: inout WrittenName, _ random: inout SeededRandom
  ) {
    guard let index = business.form else { return }
    let form = Lexicon[business.country].forms[index]
    var text = form.spellings[0]
    if !random.chance(usual) {
      text = random.pick(form.spellings)
      if text != form.spellings[0] { name.note(.legalForm) }
    }
    if business.formLeads, business.country != .japan {
      name.text = text + " " + name.text
    } else {
      let comma = business.country == .unitedStates || business.country == .canada ? random.chance(0.35) : false
      name.text += (comma ? ", " : " ") + text
    }
  }

  /// `大阪市店`, `1042号店`: the branch behind a name in Japanese.
  static func japaneseBranch(_ business: Business, _ branch: String) -> String {
    branch.hasPrefix("#") ? " \(branch.dropFirst())号店" : " \(native(business.place.city))店"
  }

  /// The registered name in Japanese: no spaces, the form in front or behind.
  private static func japanese(_ business: Business) -> String {
    let name = business.words.map(native).joined()
    guard let form = business.form else { return name }
    let text = Lexicon.japaneseForms[form]
    return business.formLeads ? text + name : name + text
  }
}
