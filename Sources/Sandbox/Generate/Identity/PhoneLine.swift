/// A made-up phone number: national significant number and how its digits are grouped.
struct PhoneLine: Sendable, Equatable {
  var country: Country
  /// Area code, or the digits that come first in a mobile number.
  var area: String
  var local: String

  static func landline(_ country: Country, in city: City, _ random: inout SeededRandom) -> PhoneLine {
    let area = random.pick(city.areaCodes)
    switch country {
    case .unitedStates, .canada:
      return PhoneLine(country: country, area: area, local: northAmericanLocal(&random))
    case .unitedKingdom:
      let first =
        switch area {
        case "20": random.pick(["3", "7", "8"])
        case "23": "80"
        case "24": "76"
        case "28": "90"
        case "29": "20"
        case "114", "116": "2"
        case "113": random.pick(["2", "3"])
        case "115", "117", "118": "9"
        case "121", "131", "141", "151", "161", "191": random.pick(["2", "3", "4", "5"])
        default: random.pick(["2", "3", "4", "5", "6", "7"])
        }
      return PhoneLine(country: country, area: area, local: first + random.digits(10 - area.count - first.count))
    case .germany:
      return PhoneLine(
        country: country, area: area, local: random.digits(random.within(6...(10 - area.count + 1)), firstNotZero: true)
      )
    case .france:
      return PhoneLine(
        country: country, area: area,
        local: random.pick(["40", "42", "45", "47", "53", "55", "56", "60", "72", "78"]) + random.digits(6))
    case .australia:
      if random.chance(0.08) {
        return PhoneLine(country: country, area: "1300", local: random.digits(6, firstNotZero: true))
      }
      let first =
        switch area {
        case "2", "8": "9"
        case "3": random.pick(["8", "9"])
        default: "3"
        }
      return PhoneLine(
        country: country, area: area, local: first + random.pick(["2", "3", "4", "8"]) + random.digits(6))
    case .netherlands:
      return PhoneLine(
        country: country, area: area, local: String(random.within(2...7)) + random.digits(8 - area.count))
    case .india:
      return PhoneLine(
        country: country, area: area, local: String(random.within(2...4)) + random.digits(9 - area.count))
    case .spain:
      return PhoneLine(
        country: country, area: area, local: String(random.within(1...7)) + random.digits(8 - area.count))
    case .japan:
      return PhoneLine(
        country: country, area: area, local: String(random.pick([2, 3, 5, 6])) + random.digits(8 - area.count))
    }
  }

  static func mobile(_ country: Country, in city: City, _ random: inout SeededRandom) -> PhoneLine {
    switch country {
    case .unitedStates, .canada:
      return PhoneLine(country: country, area: random.pick(city.areaCodes), local: northAmericanLocal(&random))
    case .unitedKingdom:
      return PhoneLine(
        country: country, area: "7" + random.pick(["4", "5", "7", "8", "9"]) + random.digits(2), local: random.digits(6)
      )
    case .germany:
      return PhoneLine(
        country: country, area: random.pick(["151", "160", "170", "171", "172", "173", "175", "176", "179"]),
        local: random.digits(8, firstNotZero: true))
    case .france: return PhoneLine(country: country, area: "6", local: String(random.within(1...8)) + random.digits(7))
    case .australia:
      return PhoneLine(country: country, area: "4", local: random.pick(["0", "1", "2", "3"]) + random.digits(7))
    case .netherlands:
      return PhoneLine(country: country, area: "6", local: String(random.within(1...5)) + random.digits(7))
    case .india:
      return PhoneLine(
        country: country, area: random.pick(["98", "99", "97", "94", "96", "90", "88", "70"]) + random.digits(3),
        local: random.digits(5))
    case .spain: return PhoneLine(country: country, area: "6" + random.digits(2), local: random.digits(6))
    case .japan:
      return PhoneLine(
        country: country, area: random.pick(["90", "80", "70"]), local: String(random.within(1...9)) + random.digits(7))
    }
  }

  private static func northAmericanLocal(_ random: inout SeededRandom) -> String {
    var exchange = random.within(2...9) * 100 + random.below(100)
    if exchange % 100 == 11 { exchange += 1 }
    return String(exchange) + random.digits(4)
  }
}
