/// Writes a phone number in one of the many ways that people type it.
enum PhoneWriter {
  /// - Parameter isTidy: as a platform that checks its forms stores it: E.164 or the usual national spelling.
  static func write(_ line: PhoneLine, isTidy: Bool, extensionDigits: String?, _ random: inout SeededRandom) -> String {
    var text: String
    if random.chance(isTidy ? 0.5 : 0.12) {
      text = "+" + line.country.callingCode + line.area + line.local
    } else {
      text = isTidy ? national(line, style: 0) : typed(line, &random)
    }
    if let extensionDigits { text += random.pick([" x", " ext ", " ext. ", " Ext.", "x"]) + extensionDigits }
    return text
  }

  private static func typed(_ line: PhoneLine, _ random: inout SeededRandom) -> String {
    let code = line.country.callingCode
    switch random.below(12) {
    case 0...4: return national(line, style: 0)
    case 5: return national(line, style: 1)
    case 6: return national(line, style: 2)
    case 7: return trunk(line) + line.area + line.local
    case 8: return "+\(code) \(line.area) \(grouped(line.local, " "))"
    case 9:
      return isNorthAmerican(line)
        ? "1-\(line.area)-\(grouped(line.local, "-"))" : "+\(code) (0)\(line.area) \(grouped(line.local, " "))"
    case 10:
      return isNorthAmerican(line)
        ? "+1 (\(line.area)) \(grouped(line.local, "-"))" : "00\(code) \(line.area) \(line.local)"
    default: return random.chance(0.5) ? "Tel " + national(line, style: 0) : "+\(code)-\(line.area)-\(line.local)"
    }
  }

  private static func isNorthAmerican(_ line: PhoneLine) -> Bool { line.country.callingCode == "1" }

  /// The digit dialled before the area code inside the country.
  private static func trunk(_ line: PhoneLine) -> String {
    switch line.country {
    case .unitedStates, .canada, .spain: ""
    case .australia: line.area.count == 4 ? "" : "0"
    default: "0"
    }
  }

  private static func national(_ line: PhoneLine, style: Int) -> String {
    let area = trunk(line) + line.area
    switch (line.country, style) {
    case (.unitedStates, 0), (.canada, 0): return "(\(area)) \(grouped(line.local, "-"))"
    case (.unitedStates, 1), (.canada, 1): return "\(area)-\(grouped(line.local, "-"))"
    case (.unitedStates, _), (.canada, _): return "\(area).\(grouped(line.local, "."))"
    case (.germany, 0): return "\(area) \(line.local)"
    case (.germany, 1): return "\(area)/\(line.local)"
    case (.germany, _): return "\(area) - \(pairs(line.local, " "))"
    case (.france, 0): return pairs(area + line.local, " ")
    case (.france, 1): return pairs(area + line.local, ".")
    case (.france, _): return pairs(area + line.local, "-")
    case (.spain, 0): return thirds(area + line.local)
    case (.spain, _): return area + " " + pairs(line.local, " ")
    case (_, 0): return "\(area) \(grouped(line.local, " "))"
    case (_, 1): return "(\(area)) \(grouped(line.local, " "))"
    default: return "\(area)-\(grouped(line.local, "-"))"
    }
  }

  /// Two groups, the last one of four digits (three of six).
  private static func grouped(_ digits: String, _ separator: String) -> String {
    guard digits.count > 4 else { return digits }
    let last = digits.count == 6 ? 3 : 4
    return digits.dropLast(last) + separator + digits.suffix(last)
  }

  private static func pairs(_ digits: String, _ separator: String) -> String {
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, place % 2 == 0 { text += separator }
      text.append(digit)
    }
    return text
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
