/// Makes the businesses of a cluster: one alone, a chain, sister companies, a parent with children, a household.
struct ClusterMaker: Sendable {
  var seed: UInt64
  /// How many accountants and shared offices a country has: about one for eight clients.
  var poolSize: Int

  func businesses(_ plan: ClusterPlan, index: Int) -> [Business] {
    var random = SeededRandom(seed: seed, Stream.detail.rawValue, UInt64(index))
    let country = Country(rawValue: random.weighted(Country.weights))!
    let first = business(
      country, isSoleTrader: plan.kind == .household || plan.kind == .single && random.chance(0.27), &random)
    var result = [first]
    result.reserveCapacity(plan.members.count)
    switch plan.kind {
    case .single: break
    case .chain: chain(&result, plan.members.count, &random)
    case .sisters: for _ in 1..<plan.members.count { result.append(sister(of: first, &random)) }
    case .parentAndChildren: for _ in 1..<plan.members.count { result.append(child(of: first, &random)) }
    case .household: for _ in 1..<plan.members.count { result.append(relative(of: first, &random)) }
    }
    if plan.kind != .single {
      for index in result.indices { result[index].relation = relation(plan.kind, result[index]) }
    }
    return result
  }

  private func relation(_ kind: ClusterKind, _ business: Business) -> Pattern? {
    switch kind {
    case .single: business.relation
    case .chain: business.relation ?? .chain
    case .sisters: .sister
    case .parentAndChildren: .parentChild
    case .household: .household
    }
  }

  /// A business on its own.
  func business(_ country: Country, isSoleTrader: Bool, stem: String? = nil, _ random: inout SeededRandom) -> Business {
    let lexicon = Lexicon[country]
    let city = lexicon.cities[zipf(lexicon.cities.count, &random)]
    let owner = NameMaker.person(country, &random)
    let name =
      isSoleTrader
      ? NameMaker.Name(words: NameMaker.soleTrader(country, owner: owner, &random))
      : NameMaker.company(country, owner: owner, city: city, stem: stem, &random)
    let place = PostalPlace.make(country, near: city, &random)
    let former = PostalPlace.make(country, near: random.chance(0.75) ? city : random.pick(lexicon.cities), &random)
    let other = PostalPlace.make(country, near: random.chance(0.8) ? city : random.pick(lexicon.cities), &random)
    let landline = PhoneLine.landline(country, in: city, &random)
    let mobile = PhoneLine.mobile(country, in: city, &random)
    let form = isSoleTrader || random.chance(0.05) ? nil : random.weighted(lexicon.forms.map(\.weight))
    let leads = form.map { lexicon.forms[$0].mayLead && random.chance(0.4) } ?? false
    var result = Business(
      country: country, words: name.words, hasArticle: name.hasArticle, form: form, formLeads: leads, owner: owner,
      isSoleTrader: isSoleTrader, city: city, place: place, formerPlace: former, otherPlace: other,
      phone: isSoleTrader && random.chance(0.6) ? mobile : landline, mobile: mobile,
      extensionDigits: String(random.within(10...999)), email: "", otherEmail: "", accountsEmail: "",
      tax: TaxNumber.make(country, isPerson: isSoleTrader, initial: initial(name.words), &random))
    mailboxes(of: &result, domain: nil, &random)
    if random.chance(0.09) { tradingName(of: &result, &random) }
    if random.chance(0.1) {
      result.accountant = Accountant(zipf(poolSize, &random), in: country, seed: seed)
    } else if !isSoleTrader, random.chance(0.03) {
      result.place = office(in: country, &random)
      result.relation = .sharedOffice
    }
    return result
  }

  /// An index below `count`, small ones more often.
  func zipf(_ count: Int, _ random: inout SeededRandom) -> Int {
    min(random.below(count), random.below(count))
  }

  private func initial(_ words: [String]) -> Character {
    let letter = Letters.slug(latin(words.first { $0 != "&" } ?? "X")).uppercased().first ?? "X"
    return letter.isLetter ? letter : "X"
  }

  /// An office building or mail drop where many companies are registered; each has its own door.
  private func office(in country: Country, _ random: inout SeededRandom) -> PostalPlace {
    let number = zipf(poolSize, &random)
    var shared = SeededRandom(seed: seed, Stream.office.rawValue, UInt64(country.rawValue), UInt64(number))
    var place = PostalPlace.make(country, near: shared.pick(Lexicon[country].cities), &shared)
    place.unit = random.chance(0.8) ? String(random.within(1...60)) : nil
    return place
  }

  /// Mailboxes under the given domain, or under one of its own, or at a mail provider.
  func mailboxes(of business: inout Business, domain: String?, _ random: inout SeededRandom) {
    let country = business.country
    let free = Mailboxes.freeDomain(country, &random)
    let local = Mailboxes.person(business.owner.given, business.owner.family, &random)
    let year = random.chance(0.6) ? String(random.within(1...99)) : ""
    let slug = business.words.map { Letters.slug(latin($0)) }.joined()
    let personal = (random.chance(0.65) ? local + year : String(slug.prefix(24)) + year) + "@" + free
    if domain == nil, random.chance(business.isSoleTrader ? 0.68 : 0.14) {
      business.email = personal
      business.otherEmail = local + String(random.within(1...999)) + "@" + Mailboxes.freeDomain(country, &random)
      business.accountsEmail = personal
      return
    }
    let own = domain ?? Mailboxes.domain(business.words, city: business.city.name, country: country, &random)
    let shared = domain == nil ? Mailboxes.front(country, &random) : Letters.slug(latin(business.words.last ?? "mail"))
    business.email = (random.chance(0.55) ? shared : local) + "@" + own
    business.otherEmail =
      random.chance(0.45)
      ? personal : Mailboxes.person(business.owner.given, business.owner.family, &random) + "@" + own
    business.accountsEmail = Mailboxes.accounts(country, &random) + "@" + own
  }

  /// A name over the door that differs from the registered one.
  func tradingName(of business: inout Business, _ random: inout SeededRandom) {
    let owner = NameMaker.person(business.country, &random)
    business.tradingAs =
      NameMaker.company(business.country, owner: owner, city: business.city, &random).words
  }
}
