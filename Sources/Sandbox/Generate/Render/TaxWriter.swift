/// Writes a tax number with or without prefix and separators.
enum TaxWriter {
  static func write(_ number: String, _ country: Country, isTidy: Bool, _ random: inout SeededRandom) -> String {
    let style = isTidy ? random.below(2) : random.below(5)
    switch country {
    case .unitedStates: return style == 1 || style == 4 ? number : number.prefix(2) + "-" + number.dropFirst(2)
    case .unitedKingdom:
      let spaced = "\(number.prefix(3)) \(number.dropFirst(3).prefix(4)) \(number.suffix(2))"
      return ["GB" + number, number, "GB " + spaced, spaced, "GB" + number][style]
    case .germany: return ["DE" + number, "DE" + number, "DE " + number, number, "DE \(thirds(number))"][style]
    case .france:
      let key = (12 + 3 * (Int(number)! % 97)) % 97
      let vat = "FR" + (key < 10 ? "0" : "") + String(key) + number
      if !isTidy, random.chance(0.08) { return number + TaxNumber.luhnTail(number, &random) }
      return [vat, number, thirds(number), vat, "FR \(vat.dropFirst(2).prefix(2)) \(thirds(number))"][style]
    case .australia:
      let spaced = number.prefix(2) + " " + thirds(String(number.dropFirst(2)))
      return [number, spaced, "ABN " + spaced, spaced, "ABN" + number][style]
    case .canada: return [number + "RT0001", number, number + " RT0001", thirds(number), number + "RT0001"][style]
    case .netherlands:
      return ["NL" + number, "NL" + number, number, "NL " + number, "NL\(number.prefix(9)).\(number.suffix(3))"][style]
    case .india: return style == 3 ? number.lowercased() : style == 4 ? "GSTIN: " + number : number
    case .spain:
      return [number, "ES" + number, number.prefix(1) + "-" + number.dropFirst(), "ES" + number, number][style]
    case .japan: return style == 1 || style == 4 ? number : "T" + number
    }
  }

  private static func thirds(_ digits: String) -> String {
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, place % 3 == 0 { text += " " }
      text.append(digit)
    }
    return text
  }
}

extension TaxNumber {
  /// The five digits that make a SIRET of a SIREN: an establishment's number and Luhn's check digit.
  static func luhnTail(_ siren: String, _ random: inout SeededRandom) -> String {
    String(luhn(siren + "000" + String(random.within(1...9))).suffix(5))
  }
}
