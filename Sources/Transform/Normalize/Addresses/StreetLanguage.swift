/// Words and endings of streets that belong to one language, and the country with most addresses in it.
enum StreetLanguage {
  private static let words: [(String, UInt16)] = [
    ("rue", Country.fr), ("chemin", Country.fr), ("impasse", Country.fr), ("quai", Country.fr), ("allee", Country.fr),
    ("calle", Country.es), ("avda", Country.es), ("avenida", Country.es), ("paseo", Country.es), ("plaza", Country.es),
    ("carretera", Country.es), ("rambla", Country.es), ("strasse", Country.de), ("str", Country.de),
    ("platz", Country.de),
    ("straat", Country.nl), ("laan", Country.nl), ("postfach", Country.de), ("postbus", Country.nl),
    ("apartado", Country.es),
  ]
  private static let endings: [(String, UInt16)] = [
    ("strasse", Country.de), ("platz", Country.de), ("gasse", Country.de), ("allee", Country.de), ("str", Country.de),
    ("straat", Country.nl), ("laan", Country.nl), ("gracht", Country.nl), ("plein", Country.nl), ("kade", Country.nl),
    ("dijk", Country.nl),
  ]

  /// Words that English and French share: French where one pays in euros.
  private static let french = ["avenue", "boulevard", "place"]

  /// nil where a folded word tells nothing.
  static func country(of word: ArraySlice<UInt8>, isEuro: Bool) -> UInt16? {
    if isEuro, french.contains(where: { word.elementsEqual($0.utf8) }) { return Country.fr }
    if let exact = words.first(where: { word.elementsEqual($0.0.utf8) }) { return exact.1 }
    return endings.first { word.count > $0.0.utf8.count + 2 && word.suffix($0.0.utf8.count).elementsEqual($0.0.utf8) }?
      .1
  }
}
