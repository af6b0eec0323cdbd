import Sandbox
import Testing

/// Checks of tax numbers written anew from the authorities' rules, so that the generator is not its own judge.
private enum TaxCheck {
  static func isValid(_ number: String, country: String) -> Bool {
    var text = number.filter { $0.isLetter || $0.isNumber }
    switch country {
    case "US": return digits(text)?.count == 9
    case "GB":
      if text.hasPrefix("GB") { text.removeFirst(2) }
      guard let values = digits(text), values.count == 9 else { return false }
      let sum = zip(values, [8, 7, 6, 5, 4, 3, 2, 10, 1]).map(*).reduce(0, +)
      return sum % 97 == 0
    case "DE":
      if text.hasPrefix("DE") { text.removeFirst(2) }
      guard let values = digits(text), values.count == 9 else { return false }
      var check = 5
      for value in values.dropLast() { check = ((check == 0 ? 10 : check) * 2 % 11 + value) % 10 }
      return ((check == 0 ? 10 : check) * 2 % 11 + values[8]) % 10 == 1
    case "FR":
      if text.hasPrefix("FR") {
        text.removeFirst(2)
        guard let key = Int(text.prefix(2)), let siren = Int(text.dropFirst(2)) else { return false }
        guard (siren * 100 + 12) % 97 == key else { return false }
        text.removeFirst(2)
      }
      return text.count == 9 && luhn(text)
    case "AU":
      guard var values = digits(text), values.count == 11 else { return false }
      values[0] -= 1
      return zip(values, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]).map(*).reduce(0, +) % 89 == 0
    case "CA":
      if text.hasSuffix("RT0001") { text.removeLast(6) }
      return text.count == 9 && luhn(text)
    case "NL":
      if text.hasPrefix("NL") { text.removeFirst(2) }
      guard text.count == 12, let values = digits(String(text.prefix(9))) else { return false }
      return zip(values, [9, 8, 7, 6, 5, 4, 3, 2, -1]).map(*).reduce(0, +) % 11 == 0
    case "IN":
      guard text.count == 15, text.dropFirst(13).first == "Z" else { return false }
      var sum = 0
      for (place, character) in text.enumerated() {
        guard let value = Int(String(character), radix: 36) else { return false }
        let product = value * (place % 2 == 0 ? 1 : 2)
        sum += product / 36 + product % 36
      }
      return sum % 36 == 0
    case "ES":
      if text.hasPrefix("ES") { text.removeFirst(2) }
      if text.first!.isLetter { return text.count == 9 && luhn(String(text.dropFirst())) }
      let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE")
      return text.count == 9 && text.last == Int(text.dropLast()).map { letters[$0 % 23] }
    case "JP":
      if text.hasPrefix("T") { text.removeFirst() }
      guard let values = digits(text), values.count == 13 else { return false }
      let sum = zip(values.dropFirst(), [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]).map(*).reduce(0, +)
      return (values[0] + sum) % 9 == 0
    default: return false
    }
  }

  private static func digits(_ text: String) -> [Int]? {
    let values = text.compactMap(\.wholeNumberValue)
    return values.count == text.count ? values : nil
  }

  private static func luhn(_ text: String) -> Bool {
    guard let values = digits(text) else { return false }
    let sum = values.reversed().enumerated().reduce(0) { sum, item in
      let value = item.offset % 2 == 1 ? item.element * 2 : item.element
      return sum + value / 10 + value % 10
    }
    return sum % 10 == 0
  }
}

@Suite("Generator, tax numbers")
struct GenerateTaxTests {
  @Test(
    "the checks know published examples, and refuse them with a digit wrong",
    arguments: [
      ("GB980780684", "GB980780694", "GB"), ("DE136695976", "DE136695967", "DE"),
      ("FR40303265045", "FR41303265045", "FR"), ("732829320", "732829302", "FR"),
      ("51824753556", "51824753565", "AU"), ("123026635RT0001", "123026653RT0001", "CA"),
      ("NL004495445B01", "NL004495454B01", "NL"), ("27AAPFU0939F1ZV", "27AAPFU0993F1ZV", "IN"),
      ("B58378431", "B58378413", "ES"), ("54362315K", "54362351K", "ES"), ("T7000012050002", "T7000012050020", "JP"),
    ])
  func checksKnowExamples(number: String, damaged: String, country: String) {
    #expect(TaxCheck.isValid(number, country: country))
    #expect(!TaxCheck.isValid(damaged, country: country))
  }

  @Test(
    "check digits hold in every country",
    arguments: ["US", "GB", "DE", "FR", "AU", "CA", "NL", "IN", "ES", "JP"])
  func checkDigitsHold(country: String) {
    let numbers = GeneratedWorld.mixed.parties.filter { $0.country == country }.compactMap(\.tax)
    #expect(numbers.count > 10)
    #expect(numbers.filter { !TaxCheck.isValid($0, country: country) } == [])
  }
}
