/// A natural person: a sole trader, an owner, somebody of a household.
struct Person: Sendable {
  var given: String
  var middle: Character?
  var family: String
}

/// A business or a sole trader as it really is; records on either side are views of it.
struct Business: Sendable {
  var country: Country
  /// Name without legal form and article; `&` is a word.
  var words: [String]
  var hasArticle = false
  /// Index in the country's legal forms; nil for sole traders and clubs.
  var form: Int?
  var formLeads = false
  /// The name over the door, when it is another one.
  var tradingAs: [String]?
  /// Who owns it; for a sole trader the business itself.
  var owner: Person
  var isSoleTrader = false
  /// `Dallas`, `#1042`: what tells it apart from its sisters of one name.
  var branch: String?

  var city: City
  var place: PostalPlace
  var formerPlace: PostalPlace
  var otherPlace: PostalPlace
  var phone: PhoneLine
  var mobile: PhoneLine
  /// The digits of an extension behind the switchboard.
  var extensionDigits: String
  var email: String
  var otherEmail: String
  var accountsEmail: String
  /// Bare form: see ``TaxNumber``.
  var tax: String
  /// Who keeps the books of this and of other businesses; nil: nobody that shows.
  var accountant: Accountant?
  /// The pattern that its relations make, for the tables per pattern.
  var relation: Pattern?
}

/// An outside accountant whose mailbox, phone and address stand in the records of many clients.
struct Accountant: Sendable {
  var name: String
  var email: String
  var phone: PhoneLine
  var place: PostalPlace

  /// The accountant of that number in a country: the same for every client.
  init(_ number: Int, in country: Country, seed: UInt64) {
    var random = SeededRandom(seed: seed, Stream.accountant.rawValue, UInt64(country.rawValue), UInt64(number))
    let city = random.pick(Lexicon[country].cities)
    let words = [Lexicon[country].family.pick(&random), country.isEnglish ? "Accounting" : "Consult"]
    name = words.map(latin).joined(separator: " ")
    email =
      Mailboxes.front(country, &random) + "@"
      + Mailboxes.domain(words + [String(number)], city: city.name, country: country, &random)
    phone = .landline(country, in: city, &random)
    place = .make(country, near: city, &random)
  }
}

/// The independent sequences of random numbers below a seed.
enum Stream: UInt64 {
  case plan = 1
  case detail, party, contact, accountant, office, order, night
}
