/// Made-up tax numbers whose check digits hold, in each country's bare form (no prefix, no separators).
///
/// US: EIN. GB, DE, NL: the VAT number without its country letters. FR: SIREN. AU: ABN. CA: business number.
/// IN: GSTIN. ES: CIF or NIF. JP: corporate number. The check digit rules are the authorities' published ones.
enum TaxNumber {
  static func make(_ country: Country, isPerson: Bool, initial: Character, _ random: inout SeededRandom) -> String {
    switch country {
    case .unitedStates: random.pick(employerPrefixes) + random.digits(7)
    case .unitedKingdom: britishVAT(random.digits(7, firstNotZero: true))
    case .germany: germanVAT(random.digits(8, firstNotZero: true))
    case .france: luhn(random.digits(8, firstNotZero: true))
    case .australia: businessNumber(random.digits(9, firstNotZero: true))
    case .canada: luhn(random.pick(["1", "7", "8"]) + random.digits(7))
    case .netherlands: dutchVAT(&random)
    case .india: goodsAndServices(isPerson: isPerson, initial: initial, &random)
    case .spain: isPerson ? spanishPerson(random.digits(8)) : spanishCompany(&random)
    case .japan: corporateNumber(random.digits(12, firstNotZero: true))
    }
  }

  private static let employerPrefixes = [
    "01", "04", "06", "11", "13", "16", "20", "22", "26", "27", "30", "33", "35", "36", "38", "41", "43", "45", "46",
    "47", "52", "54", "56", "58", "59", "61", "65", "71", "74", "75", "76", "77", "81", "82", "83", "84", "85", "86",
    "87", "88", "90", "91", "92", "93", "94", "95", "98", "99",
  ]

  private static func values(_ digits: String) -> [Int] { digits.utf8.map { Int($0) - 48 } }

  /// The digits with a Luhn check digit behind.
  static func luhn(_ digits: String) -> String {
    var sum = 0
    for (place, value) in values(digits).reversed().enumerated() {
      let doubled = place % 2 == 0 ? value * 2 : value
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return digits + String((10 - sum % 10) % 10)
  }

  /// Weights 8 to 2, then 97 less the remainder.
  static func britishVAT(_ seven: String) -> String {
    let sum = zip(values(seven), [8, 7, 6, 5, 4, 3, 2]).reduce(0) { $0 + $1.0 * $1.1 }
    let check = 97 - sum % 97
    return seven + (check < 10 ? "0" : "") + String(check)
  }

  /// ISO 7064 MOD 11,10.
  static func germanVAT(_ eight: String) -> String {
    var product = 10
    for value in values(eight) {
      var sum = (value + product) % 10
      if sum == 0 { sum = 10 }
      product = (2 * sum) % 11
    }
    return eight + String((11 - product) % 10)
  }

  /// Two leading check digits over weights 10, 1, 3 … 19, modulo 89.
  static func businessNumber(_ nine: String) -> String {
    let weights = [3, 5, 7, 9, 11, 13, 15, 17, 19]
    let sum = zip(values(nine), weights).reduce(0) { $0 + $1.0 * $1.1 }
    // The check digits as a number, less 10, take part in the sum.
    return String(11 + (89 - (sum + 1) % 89) % 89) + nine
  }

  /// The eleven-test over weights 9 to 2, then B01 or a later branch.
  private static func dutchVAT(_ random: inout SeededRandom) -> String {
    while true {
      let eight = random.digits(8, firstNotZero: true)
      let check = zip(values(eight), [9, 8, 7, 6, 5, 4, 3, 2]).reduce(0) { $0 + $1.0 * $1.1 } % 11
      if check < 10 { return eight + String(check) + (random.chance(0.9) ? "B01" : "B02") }
    }
  }

  private static let base36 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  private static let states = ["27", "07", "29", "36", "33", "19", "24", "08", "09", "32", "06", "23", "03"]

  private static func goodsAndServices(isPerson: Bool, initial: Character, _ random: inout SeededRandom) -> String {
    var number = random.pick(states)
    for _ in 0..<3 { number.append(random.letter()) }
    number.append(isPerson ? "P" : random.pick(["C", "C", "F"]))
    number.append(initial)
    number += random.digits(4)
    number.append(random.letter())
    number += "1Z"
    return number + goodsAndServicesCheck(number)
  }

  /// Luhn's rule in base 36.
  static func goodsAndServicesCheck(_ fourteen: String) -> String {
    var sum = 0
    for (place, character) in fourteen.enumerated() {
      let product = base36.firstIndex(of: character)! * (place % 2 == 0 ? 1 : 2)
      sum += product / 36 + product % 36
    }
    return String(base36[(36 - sum % 36) % 36])
  }

  private static let personLetters = Array("TRWAGMYFPDXBNJZSQVHLCKE")

  /// The letter is the number's remainder modulo 23.
  static func spanishPerson(_ eight: String) -> String { eight + String(personLetters[Int(eight)! % 23]) }

  private static func spanishCompany(_ random: inout SeededRandom) -> String {
    let seven = random.pick(["08", "28", "41", "46", "48", "29", "15", "03", "50", "30"]) + random.digits(5)
    return (random.chance(0.8) ? "B" : "A") + spanishCheck(seven)
  }

  /// Luhn's rule over seven digits.
  static func spanishCheck(_ seven: String) -> String { luhn(seven) }

  /// One leading check digit: 9 less the sum (weights 1 and 2 from the right) modulo 9.
  static func corporateNumber(_ twelve: String) -> String {
    var sum = 0
    for (place, value) in values(twelve).reversed().enumerated() { sum += value * (place % 2 == 0 ? 1 : 2) }
    return String(9 - sum % 9) + twelve
  }
}
