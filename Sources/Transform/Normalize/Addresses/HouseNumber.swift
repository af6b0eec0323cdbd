/// House numbers as written → the text that is compared.
enum HouseNumber {
  /// The first of a range, without leading zeros: "0012b" → "12b", "12-14" → "12"; an American number with a hyphen
  /// in it without the hyphen: "40-12" → "4012".
  static func text(_ text: ArraySlice<UInt8>, _ country: UInt16) -> [UInt8] {
    var text = text
    if country == Country.us, isGrid(text) {
      text = text.filter(ByteClass.isDigit)[...]
    } else if let cut = text.firstIndex(where: { $0 == 0x2D || $0 == 0x2F }) {
      let rest = text[(cut + 1)...]
      text = rest.count == 1 && ByteClass.isLetter(rest[cut + 1]) ? text.filter(ByteClass.isWord)[...] : text[..<cut]
    }
    let trimmed = text.drop { $0 == 0x30 }
    return Array((trimmed.isEmpty ? text.suffix(1) : trimmed).prefix(12))
  }

  /// In Queens a street's number and two digits of the house ("40-12"), in Hawaii a district's and up to four ("98-1268");
  /// where the second is a little greater than the first, it is taken for a range (USPS Publication 28, appendix D).
  private static func isGrid(_ text: ArraySlice<UInt8>) -> Bool {
    guard let cut = text.firstIndex(of: 0x2D) else { return false }
    let (first, second) = (text[..<cut], text[(cut + 1)...])
    guard first.allSatisfy(ByteClass.isDigit), second.allSatisfy(ByteClass.isDigit) else { return false }
    if 1...20 ~= value(second) - value(first) { return false }
    return first.count <= 3 && second.count == 2 || first.count <= 2 && 3...4 ~= second.count
  }

  /// The first nine digits as a number.
  static func value(_ digits: ArraySlice<UInt8>) -> Int {
    digits.prefix(9).reduce(0) { ByteClass.isDigit($1) ? $0 * 10 + Int($1 - 0x30) : $0 }
  }
}
