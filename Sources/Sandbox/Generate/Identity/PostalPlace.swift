/// A made-up place of business; texts in the fullest spelling, Japanese ones in both scripts.
struct PostalPlace: Sendable, Equatable {
  var number: String
  var street: String
  /// Suite, flat, floor: the bare number; nil where there is none.
  var unit: String?
  var city: String
  var subdivision: String
  /// Without separators: `SW1A1AA`, `1000001`.
  var postcode: String

  /// An address in a city; one in three is in a smaller town near by.
  static func make(_ country: Country, near city: City, _ random: inout SeededRandom) -> PostalPlace {
    let lexicon = Lexicon[country]
    let town = random.chance(0.38) ? lexicon.towns.pick(&random).replacing("_", with: " ") : city.name
    return PostalPlace(
      number: houseNumber(country, &random), street: lexicon.streets.pick(&random),
      unit: random.chance(0.24) ? unitNumber(&random) : nil, city: town, subdivision: city.subdivision,
      postcode: postcode(country, prefix: city.postcodePrefix, &random))
  }

  private static func houseNumber(_ country: Country, _ random: inout SeededRandom) -> String {
    switch country {
    case .unitedStates, .canada:
      return String(random.chance(0.5) ? random.within(1...999) : random.within(1000...12999))
    case .japan: return "\(random.within(1...9))-\(random.within(1...28))-\(random.within(1...20))"
    case .germany, .netherlands, .unitedKingdom, .france:
      let number = String(random.within(1...random.pick([30, 80, 240])))
      return random.chance(0.07) ? number + random.pick(["a", "b", "c"]) : number
    case .australia, .india, .spain: return String(random.within(1...random.pick([40, 120, 600])))
    }
  }

  private static func unitNumber(_ random: inout SeededRandom) -> String {
    switch random.below(5) {
    case 0: String(random.within(1...30))
    case 1: String(random.within(1...9)) + String(random.letter())
    case 2: String(random.letter())
    default: String(random.within(1...24)) + (random.chance(0.5) ? "00" : "0" + String(random.within(1...9)))
    }
  }

  private static func postcode(_ country: Country, prefix: String, _ random: inout SeededRandom) -> String {
    func padded(_ count: Int, _ random: inout SeededRandom) -> String { prefix + random.digits(count - prefix.count) }
    switch country {
    case .unitedStates, .germany, .france, .spain: return padded(5, &random)
    case .unitedKingdom:
      return prefix + String(random.within(1...28)) + String(random.within(1...9)) + letters(2, &random)
    case .australia: return padded(4, &random)
    case .canada: return prefix + letters(1, &random) + random.digits(1) + letters(1, &random) + random.digits(1)
    case .netherlands: return padded(4, &random) + letters(2, &random)
    case .india: return padded(6, &random)
    case .japan: return prefix + "00" + random.digits(2)
    }
  }

  /// Letters that postcodes use: none that can be taken for a digit.
  private static let postalLetters = Array("ABEGHJKLNPRSTVWXYZ")

  private static func letters(_ count: Int, _ random: inout SeededRandom) -> String {
    var text = ""
    for _ in 0..<count { text.append(random.pick(postalLetters)) }
    return text
  }
}
