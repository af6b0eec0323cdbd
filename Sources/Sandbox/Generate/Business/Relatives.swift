/// Businesses that share something with another one.
extension ClusterMaker {
  /// Branches or franchises of one name at many addresses.
  func chain(_ result: inout [Business], _ count: Int, _ random: inout SeededRandom) {
    let country = result[0].country
    let isFranchise = random.chance(0.4)
    let byNumber = random.chance(0.45)
    let sharesMailbox = random.chance(0.12)
    let sharesPhone = random.chance(0.06)
    let domain = Mailboxes.domain(result[0].words, city: result[0].city.name, country: country, &random)
    var head = result[0]
    head.accountant = nil
    head.tradingAs = nil
    if head.isSoleTrader { head.isSoleTrader = false }
    result = []
    for _ in 0..<count {
      var next = business(country, isSoleTrader: false, &random)
      let legal = (next.words, next.form)
      next.words = head.words
      next.hasArticle = head.hasArticle
      next.form = head.form
      next.formLeads = head.formLeads
      next.tradingAs = nil
      next.accountant = nil
      next.branch = byNumber ? "#\(random.within(2...4999))" : latin(next.place.city)
      next.relation = isFranchise ? .franchise : .chain
      if isFranchise {
        // The franchisee's own company stands behind the brand; one in three writes it on its bills.
        if random.chance(0.35) {
          next.tradingAs = head.words
          (next.words, next.form) = legal
        }
      } else {
        next.tax = head.tax
      }
      if sharesMailbox {
        next.email = head.email
        next.accountsEmail = head.accountsEmail
      } else if random.chance(0.75) {
        let branch = Letters.slug(byNumber ? "store" + next.branch! : latin(next.place.city))
        next.email = branch + "@" + domain
        next.accountsEmail = head.accountsEmail
      }
      if sharesPhone { next.phone = head.phone }
      result.append(next)
    }
  }

  /// A company of the same family or brand in another trade.
  func sister(of first: Business, _ random: inout SeededRandom) -> Business {
    let stem = first.words.first { $0 != "&" } ?? first.words[0]
    var next = business(first.country, isSoleTrader: false, stem: stem, &random)
    next.owner.family = first.owner.family
    share(first, with: &next, place: 0.6, phone: 0.36, domain: 0.45, mailbox: 0.07, tax: 0.03, &random)
    return next
  }

  /// A company under the same tax number, house and switchboard as its parent, whose name may tell nothing.
  func child(of first: Business, _ random: inout SeededRandom) -> Business {
    let stem = first.words.first { $0 != "&" } ?? first.words[0]
    let isNamed = random.chance(0.5)
    var next = business(first.country, isSoleTrader: false, stem: isNamed ? stem : nil, &random)
    share(first, with: &next, place: 0.7, phone: 0.5, domain: 0.55, mailbox: 0.15, tax: 0.55, &random)
    return next
  }

  /// Somebody of the same family name at the same door.
  func relative(of first: Business, _ random: inout SeededRandom) -> Business {
    var next = business(first.country, isSoleTrader: true, &random)
    next.owner = NameMaker.person(first.country, family: first.owner.family, &random)
    next.words =
      random.chance(0.75)
      ? [next.owner.given, next.owner.family] : NameMaker.soleTrader(first.country, owner: next.owner, &random)
    next.tradingAs = nil
    mailboxes(of: &next, domain: nil, &random)
    share(first, with: &next, place: 0.9, phone: 0.45, domain: 0, mailbox: 0.2, tax: 0.03, &random)
    return next
  }

  private func share(
    _ first: Business, with next: inout Business, place: Double, phone: Double, domain: Double, mailbox: Double,
    tax: Double, _ random: inout SeededRandom
  ) {
    if random.chance(place) {
      next.city = first.city
      next.place = first.place
      next.formerPlace = random.chance(0.5) ? first.formerPlace : next.formerPlace
    }
    if random.chance(phone) { next.phone = first.phone }
    if random.chance(domain), let own = first.email.split(separator: "@").last,
      own.hasSuffix(".example") || own.hasSuffix(".test")
    {
      mailboxes(of: &next, domain: String(own), &random)
    }
    if random.chance(mailbox) {
      next.email = first.email
      next.accountsEmail = first.accountsEmail
    }
    if random.chance(tax) { next.tax = first.tax }
    next.accountant = first.accountant
  }
}
