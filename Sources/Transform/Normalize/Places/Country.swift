/// ISO 3166-1 alpha-2 codes as two ASCII bytes in one integer (``NormalizedRecord/country``).
enum Country {
  /// Of two letters; 0 of anything else.
  static func code(_ text: String) -> UInt16 {
    let bytes = Array(text.utf8)
    return bytes.count == 2 ? code(bytes[0], bytes[1]) : 0
  }

  /// Of two ASCII letters of either case.
  @inline(__always)
  static func code(_ high: UInt8, _ low: UInt8) -> UInt16 { UInt16(high & 0xDF) << 8 | UInt16(low & 0xDF) }

  static let us = code("US")
  static let gb = code("GB")
  static let de = code("DE")
  static let fr = code("FR")
  static let au = code("AU")
  static let ca = code("CA")
  static let nl = code("NL")
  static let india = code("IN")
  static let es = code("ES")
  static let jp = code("JP")
  static let at = code("AT")
  static let ch = code("CH")
  static let it = code("IT")
  static let nz = code("NZ")
  static let be = code("BE")
  static let pt = code("PT")
  static let dk = code("DK")
  static let se = code("SE")
  static let no = code("NO")
  static let fi = code("FI")
  static let pl = code("PL")
  static let ie = code("IE")
  static let mx = code("MX")
  static let br = code("BR")
  static let gr = code("GR")
}

/// Countries by name and by currency.
final class CountryTable: Sendable {
  static let shared = CountryTable()

  private let names: WordMap<UInt16>
  private let currencies: WordMap<UInt16>

  private init() {
    names = WordMap(
      CountryNames.lines.split(separator: "\n").flatMap { line in
        let words = line.split(separator: " ").map(String.init)
        return words.filter { $0.utf8.count <= WordKey.limit }.map { ($0, Country.code(words[0])) }
      })
    let pairs = CountryNames.currencies.split(whereSeparator: \.isWhitespace).map(String.init)
    currencies = WordMap(
      stride(from: 0, to: pairs.count, by: 2).map { (pairs[$0].lowercased(), Country.code(pairs[$0 + 1])) })
  }

  /// The country that a folded text names (alpha-2, alpha-3 or name); 0 where it names none.
  func country(named folded: [UInt8]) -> UInt16 {
    let letters = folded.filter(ByteClass.isLetter)
    return names[letters, letters.indices] ?? 0
  }

  /// The country of a folded ISO 4217 code that only one country of note uses; else 0.
  func country(currency folded: [UInt8]) -> UInt16 { currencies[folded, folded.indices] ?? 0 }
}
