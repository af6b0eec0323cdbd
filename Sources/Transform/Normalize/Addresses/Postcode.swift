/// Postcodes: the canonical form per country, and what a form says of the country (formats after UPU's S42 templates).
enum Postcode {
  /// Canonical bytes (upper case letters and digits) of a folded text; empty where it holds no digit but 0 (where letters stand
  /// between the digits, as in "X0R 0Y0", where it holds none).
  ///
  /// US: five digits, leading zeros that a spreadsheet ate put back. DE, FR, ES, IT: five digits, AU, AT, CH, BE, DK,
  /// NO, NZ: four, padded likewise; a country letter in front ("D-10115", "NL-1012 AB") is cut off. CA: letters O, I
  /// and digits 0, 1 told apart by place.
  static func canonical(_ folded: [UInt8], country: UInt16) -> [UInt8] {
    let code = form(folded, country: country)
    let hasLetters = [Country.ca, Country.gb, Country.ie].contains(country) && code.contains { $0 > 0x39 }
    let least: UInt8 = hasLetters ? 0x30 : 0x31
    return code.contains { $0 >= least && $0 <= 0x39 } ? code : []
  }

  private static func form(_ folded: [UInt8], country: UInt16) -> [UInt8] {
    var code = folded.compactMap { byte -> UInt8? in
      ByteClass.isLetter(byte) ? byte & 0xDF : ByteClass.isDigit(byte) ? byte : nil
    }
    if code.count > 12 { code.removeSubrange(12...) }
    let digits = code.filter(ByteClass.isDigit)
    if country == Country.us {
      guard digits.count == code.count else { return code }
      switch digits.count {
      case 3, 4: return padded(digits, 5)
      case 8: return Array(padded(digits, 9).prefix(5))
      case 9: return Array(digits.prefix(5))
      default: return code
      }
    }
    if country == Country.ca, code.count == 6 { return canadian(code) }
    if country == Country.nl {
      let rest = code.drop { !ByteClass.isDigit($0) }
      return rest.count == 6 || rest.count == 4 ? Array(rest) : code
    }
    let width = length(country)
    guard width > 0 else { return code }
    guard digits.count < width else { return Array(digits.prefix(width)) }
    return width - digits.count <= (width == 4 ? 1 : 2) ? padded(digits, width) : code
  }

  /// Digits of a postcode that is nothing but digits; 0 where it is otherwise or varies.
  private static func length(_ country: UInt16) -> Int {
    switch country {
    case Country.de, Country.fr, Country.es, Country.it, Country.fi, Country.se, Country.mx, Country.gr, Country.pl: 5
    case Country.au, Country.at, Country.ch, Country.be, Country.dk, Country.no, Country.nz: 4
    case Country.india: 6
    case Country.jp: 7
    default: 0
    }
  }

  private static func padded(_ digits: [UInt8], _ width: Int) -> [UInt8] {
    Array(repeating: 0x30, count: max(0, width - digits.count)) + digits
  }

  private static func canadian(_ code: [UInt8]) -> [UInt8] {
    code.enumerated().map { index, byte in
      switch (index % 2, byte) {
      case (0, 0x30): 0x4F
      case (0, 0x31): 0x49
      case (1, 0x4F): 0x30
      case (1, 0x49): 0x31
      default: byte
      }
    }
  }

  /// The country whose form no other has: US (`99999-9999`), DE, FR, ES, IT with their letter in front, GB
  /// (`AA9A 9AA` and its like), CA (`A9A 9A9`), NL (`9999 AA`); else 0.
  static func country(of folded: [UInt8]) -> UInt16 {
    let code = folded.filter(ByteClass.isWord)
    let shape = code.map { ByteClass.isDigit($0) ? UInt8(0x39) : 0x61 }
    if shape.elementsEqual("a9a9a9".utf8) { return Country.ca }
    if shape.elementsEqual("9999aa".utf8) { return Country.nl }
    if folded.count == 10, shape.elementsEqual("999999999".utf8), folded[5] == 0x2D { return Country.us }
    if shape.count == 6, shape.dropFirst().allSatisfy({ $0 == 0x39 }) {
      switch code[0] {
      case 0x64: return Country.de
      case 0x66: return Country.fr
      case 0x65: return Country.es
      case 0x69: return Country.it
      default: break
      }
    }
    let british = ["a99aa", "a999aa", "aa99aa", "aa999aa", "a9a9aa", "aa9a9aa"]
    return british.contains { shape.elementsEqual($0.utf8) } ? Country.gb : 0
  }
}
