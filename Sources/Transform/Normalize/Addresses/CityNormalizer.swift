/// A folded city → its canonical name: what stands before the first comma, without brackets, postcodes and a trailing
/// state.
struct CityNormalizer: Sendable {
  private let subdivisions = Subdivisions.shared

  private static let others = WordMap(
    CityNames.lines.split(separator: "\n").flatMap { line in
      let words = line.split(separator: " ").map(String.init)
      let canonical = Array(words[0].replacing("_", with: " ").utf8)
      return [(words[0].replacing("_", with: ""), canonical)] + words.dropFirst().map { ($0, canonical) }
    })

  /// Canonical words separated by one space (empty where nothing is left), and the digits that stood among them.
  func normalize(_ folded: [UInt8], country: UInt16) -> (city: [UInt8], digits: [UInt8]) {
    var words: [ArraySlice<UInt8>] = []
    var digits: [UInt8] = []
    var depth = 0
    var isPastComma = false
    for piece in folded.split(whereSeparator: { $0 == 0x20 || $0 == 0x2D || $0 == 0x2E || $0 == 0x2F }) {
      let word = piece.filter { ByteClass.isLetter($0) }
      if piece.contains(0x28) { depth += 1 }
      if piece.contains(where: ByteClass.isDigit) {
        if digits.isEmpty { digits = piece.filter(ByteClass.isWord) }
      } else if depth == 0, !isPastComma, !word.isEmpty, word.count <= 40, words.count < 8 {
        words.append(CityNormalizer.written(word[...], first: words.isEmpty))
      }
      if piece.contains(0x29) { depth = max(0, depth - 1) }
      if piece.contains(0x2C), !words.isEmpty { isPastComma = true }
    }
    trim(&words, country)
    let joined = Array(words.joined())
    if let canonical = CityNormalizer.others[joined, joined.indices] { return (canonical, digits) }
    return (Array(words.joined(separator: [0x20])), digits)
  }

  private func trim(_ words: inout [ArraySlice<UInt8>], _ country: UInt16) {
    func isWord(_ word: ArraySlice<UInt8>, _ list: [String]) -> Bool { list.contains { word.elementsEqual($0.utf8) } }
    while words.count > 1, isWord(words[words.count - 1], ["cedex"]) { words.removeLast() }
    if words.count > 2, isWord(words[0], ["city", "ville", "ciudad", "town"]), isWord(words[1], ["of", "de"]) {
      words.removeFirst(2)
    }
    while words.count > 1, let last = words.last, subdivisions.code(Array(last), in: country)?.count == last.count {
      words.removeLast()
    }
    if [Country.de, Country.at, Country.ch].contains(country), words.count > 1,
      let cut = words.indices.dropFirst().first(where: {
        isWord(words[$0], ["am", "an", "a", "ob", "bei", "im", "vor"])
      })
    {
      words.removeSubrange(cut...)
    }
    while country == Country.jp, words.count > 1,
      isWord(words[words.count - 1], ["ku", "shi", "to", "fu", "ken", "cho", "machi"])
    {
      words.removeLast()
    }
  }

  private static func written(_ word: ArraySlice<UInt8>, first: Bool) -> ArraySlice<UInt8> {
    for (short, long) in [("st", "saint"), ("ste", "sainte"), ("ft", "fort"), ("mt", "mount"), ("sankt", "saint")]
    where word.elementsEqual(short.utf8) {
      return Array(long.utf8)[...]
    }
    return word
  }
}
