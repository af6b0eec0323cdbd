/// What a word of a street line is.
struct StreetTraits: OptionSet, Sendable {
  let rawValue: UInt16
  static let type = StreetTraits(rawValue: 1 << 0)
  static let direction = StreetTraits(rawValue: 1 << 1)
  static let article = StreetTraits(rawValue: 1 << 2)
  static let numberSign = StreetTraits(rawValue: 1 << 3)
  static let unitSign = StreetTraits(rawValue: 1 << 4)
  static let floorSign = StreetTraits(rawValue: 1 << 5)
  static let buildingSign = StreetTraits(rawValue: 1 << 6)
  static let wholeUnit = StreetTraits(rawValue: 1 << 7)
  static let attention = StreetTraits(rawValue: 1 << 8)
  static let box = StreetTraits(rawValue: 1 << 9)
  static let attached = StreetTraits(rawValue: 1 << 10)
}

struct StreetEntry: Sendable {
  /// Index into ``StreetTable/canonical`` plus one; 0: the word stays.
  var canonical: UInt16 = 0
  var traits: StreetTraits = []
}

/// ``StreetWords`` made ready for look-up.
final class StreetTable: Sendable {
  static let shared = StreetTable()

  let canonical: [[UInt8]]
  let words: WordMap<StreetEntry>
  let endings: [([UInt8], [UInt8])]

  private init() {
    var entries: [String: StreetEntry] = [:]
    func mark(_ list: String, _ traits: StreetTraits) {
      for word in list.split(whereSeparator: \.isWhitespace) {
        entries[String(word), default: StreetEntry()].traits.formUnion(traits)
      }
    }
    mark(StreetWords.types, .type)
    mark(StreetWords.directions, .direction)
    mark(StreetWords.articles, .article)
    mark(StreetWords.numberSigns, .numberSign)
    mark(StreetWords.unitSigns, .unitSign)
    mark(StreetWords.floorSigns, .floorSign)
    mark(StreetWords.buildingSigns, .buildingSign)
    mark(StreetWords.wholeUnits, .wholeUnit)
    mark(StreetWords.attention, .attention)
    mark(StreetWords.boxes, .box)
    mark(StreetWords.attached, .attached)
    var canonical: [[UInt8]] = []
    for line in StreetWords.lines.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      canonical.append(Array(words[0].utf8))
      let traits = entries[words[0]]?.traits ?? []
      for word in words.dropFirst() {
        let own = entries[word]?.traits ?? []
        entries[word] = StreetEntry(canonical: UInt16(canonical.count), traits: traits.union(own))
      }
    }
    self.canonical = canonical
    words = WordMap(entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    endings = StreetWords.endings.map { (Array($0.0.utf8), Array($0.1.utf8)) }
  }
}
