/// How names are written where only plain letters will do.
enum Letters {
  /// Lower-case ASCII letters and digits only: for domains and mailboxes; umlauts as German does it.
  static func slug(_ text: String) -> String {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 48...57, 97...122: bytes.append(UInt8(scalar.value))
      case 65...90: bytes.append(UInt8(scalar.value) + 32)
      case 0..<128: break
      default:
        for byte in plain(scalar, expanded: true).utf8 where byte != UInt8(ascii: "?") {
          bytes.append(byte >= 65 && byte <= 90 ? byte + 32 : byte)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text without diacritics: `Müller` becomes `Muller`, or `Mueller` when expanded.
  static func withoutDiacritics(_ text: String, expanded: Bool) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 128 || scalar.value > 0x24F {
        result.unicodeScalars.append(scalar)
      } else {
        result += plain(scalar, expanded: expanded)
      }
    }
    return result
  }

  private static func plain(_ scalar: Unicode.Scalar, expanded: Bool) -> String {
    switch scalar {
    case "ä": expanded ? "ae" : "a"
    case "ö": expanded ? "oe" : "o"
    case "ü": expanded ? "ue" : "u"
    case "Ä": expanded ? "Ae" : "A"
    case "Ö": expanded ? "Oe" : "O"
    case "Ü": expanded ? "Ue" : "U"
    case "ß": "ss"
    case "à", "á", "â", "ã", "å": "a"
    case "À", "Á", "Â", "Ã", "Å": "A"
    case "è", "é", "ê", "ë": "e"
    case "È", "É", "Ê", "Ë": "E"
    case "ì", "í", "î", "ï", "ı": "i"
    case "Ì", "Í", "Î", "Ï": "I"
    case "ò", "ó", "ô", "õ": "o"
    case "Ò", "Ó", "Ô", "Õ": "O"
    case "ù", "ú", "û": "u"
    case "Ù", "Ú", "Û": "U"
    case "ñ": "n"
    case "Ñ": "N"
    case "ç": "c"
    case "Ç": "C"
    case "ş": "s"
    case "œ": "oe"
    default: "?"
    }
  }

  /// One slip of the finger: two letters swapped, one left out, doubled or replaced by a neighbour; never the first.
  static func mistyped(_ text: String, _ random: inout SeededRandom) -> String {
    var letters = Array(text)
    guard letters.count > 3 else { return text }
    for _ in 0..<8 {
      let place = random.within(1...letters.count - 2)
      guard letters[place].isLetter, letters[place] != letters[place + 1] else { continue }
      switch random.below(4) {
      case 0 where letters[place + 1].isLetter: letters.swapAt(place, place + 1)
      case 1: letters.remove(at: place)
      case 2: letters.insert(letters[place], at: place)
      default: letters[place] = neighbour(letters[place], &random)
      }
      return String(letters)
    }
    return text
  }

  /// A digit replaced or two swapped.
  static func misdialled(_ digits: String, _ random: inout SeededRandom) -> String {
    var characters = Array(digits)
    guard characters.count > 3 else { return digits }
    let place = random.within(2...characters.count - 2)
    if random.chance(0.5), characters[place] != characters[place + 1] {
      characters.swapAt(place, place + 1)
    } else if let value = characters[place].wholeNumberValue {
      characters[place] = Character(String((value + random.within(1...9)) % 10))
    }
    return String(characters)
  }

  private static let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map(Array.init)

  private static func neighbour(_ letter: Character, _ random: inout SeededRandom) -> Character {
    for row in rows {
      if let place = row.firstIndex(of: letter) { return row[place == 0 ? 1 : place - 1] }
    }
    return random.pick(Array("aeinrst"))
  }
}
