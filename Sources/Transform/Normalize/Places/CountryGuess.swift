/// What a record says of its country between the lines, where no address, tax number or currency names one.
enum CountryGuess {
  /// Classes of ``LegalForms`` that one country's businesses bear.
  private static let forms: [UInt8: UInt16] = [
    4: Country.gb, 7: Country.de, 8: Country.de, 9: Country.de, 10: Country.de, 11: Country.de, 12: Country.de,
    13: Country.de, 14: Country.de, 17: Country.fr, 18: Country.fr, 22: Country.nl, 23: Country.nl, 24: Country.nl,
    25: Country.es, 27: Country.jp, 28: Country.jp, 29: Country.it, 30: Country.it,
  ]

  static func country(ofLegalForm form: UInt8) -> UInt16 { forms[form] ?? 0 }

  private static let endings: [(String, UInt16)] = [
    ("de", Country.de), ("fr", Country.fr), ("es", Country.es), ("nl", Country.nl), ("it", Country.it),
    ("be", Country.be),
    ("at", Country.at), ("ch", Country.ch), ("pt", Country.pt), ("ie", Country.ie), ("fi", Country.fi),
    ("pl", Country.pl),
    ("se", Country.se), ("dk", Country.dk), ("no", Country.no), ("gr", Country.gr), ("uk", Country.gb),
    ("au", Country.au),
    ("nz", Country.nz), ("ca", Country.ca), ("jp", Country.jp), ("mx", Country.mx), ("br", Country.br),
  ]

  /// By the country ending of a mail domain.
  static func country(ofDomain domain: ArraySlice<UInt8>) -> UInt16 {
    guard let dot = domain.lastIndex(of: 0x2E) else { return 0 }
    let ending = domain[(dot + 1)...]
    return endings.first { ending.elementsEqual($0.0.utf8) }?.1 ?? 0
  }
}
