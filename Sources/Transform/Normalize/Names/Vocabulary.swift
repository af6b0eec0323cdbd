/// What a word of a name is.
struct WordTraits: OptionSet, Sendable, Hashable {
  let rawValue: UInt16
  /// "and" in one of the languages: dropped.
  static let and = WordTraits(rawValue: 1 << 0)
  /// Dropped at the beginning: "the".
  static let leading = WordTraits(rawValue: 1 << 1)
  /// Mr, Frau, Dr …: dropped at the beginning, and says that a person follows.
  static let title = WordTraits(rawValue: 1 << 2)
  /// Separates the name from a trading name: dba, aka, fka.
  static let trading = WordTraits(rawValue: 1 << 3)
  /// "branch", "filiale": with one word or number beside it a branch.
  static let branch = WordTraits(rawValue: 1 << 4)
  /// "store", "shop", "no": with a number behind it a branch.
  static let outlet = WordTraits(rawValue: 1 << 5)
  /// Says what a business does or is: its bearer is no natural person.
  static let business = WordTraits(rawValue: 1 << 6)
  static let givenName = WordTraits(rawValue: 1 << 7)
  /// of, de, in …: no name ends with it.
  static let preposition = WordTraits(rawValue: 1 << 8)
  /// "deleted", "inactive": alone in brackets, dropped.
  static let note = WordTraits(rawValue: 1 << 9)
  /// The bare word "st" (street or saint).
  static let saint = WordTraits(rawValue: 1 << 10)
  /// A single letter that may mean "and" between two words ("y", "n").
  static let letterAnd = WordTraits(rawValue: 1 << 11)
  /// Degree behind a person's name.
  static let degree = WordTraits(rawValue: 1 << 12)
  /// "as", which ends "trading as" and its like.
  static let asWord = WordTraits(rawValue: 1 << 13)
}

/// A word's entry in ``Vocabulary``.
struct WordEntry: Sendable {
  /// Index into ``Vocabulary/canonical`` plus one; 0: the word stays as it is.
  var canonical: UInt16 = 0
  /// Number of the word among the words of legal forms; 0: none.
  var legal: UInt8 = 0
  var traits: WordTraits = []
}

/// The words that the normalizer of names knows: one look-up a word answers all its questions.
final class Vocabulary: Sendable {
  static let shared = Vocabulary()

  /// Canonical spellings, ASCII.
  let canonical: CanonicalWords
  let words: WordMap<WordEntry>
  let legalForms: LegalFormTable

  private init() {
    var entries: [String: WordEntry] = [:]
    var canonical: [[UInt8]] = []
    func mark(_ text: String, _ traits: WordTraits) {
      for word in text.split(whereSeparator: \.isWhitespace) {
        entries[String(word), default: WordEntry()].traits.formUnion(traits)
      }
    }
    mark(WordLists.and, .and)
    mark(WordLists.titles, .title)
    mark(WordLists.trading, .trading)
    mark(WordLists.branch, .branch)
    mark(WordLists.outlet, .outlet)
    mark(WordLists.business, .business)
    mark(WordLists.prepositions, .preposition)
    mark(WordLists.notes, .note)
    mark(WordLists.degrees, .degree)
    mark(GivenNames.list, .givenName)
    mark("the", .leading)
    mark("st", .saint)
    mark("as", .asWord)
    mark("y n", .letterAnd)

    var forms: [UInt64: LegalForms.Rule] = [:]
    var numbers: [String: UInt8] = [:]
    for rule in LegalForms.rules {
      for phrase in rule.phrases {
        var packed: UInt64 = 0
        for word in phrase.split(separator: " ") {
          let number = numbers[String(word)] ?? UInt8(numbers.count + 1)
          numbers[String(word)] = number
          packed = packed << 8 | UInt64(number)
        }
        forms[packed] = rule
      }
    }
    for (word, number) in numbers { entries[word, default: WordEntry()].legal = number }

    // An abbreviation takes over what is known of the word it stands for, but for the title or given name it may be.
    for line in Abbreviations.lines.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      canonical.append(Array(words[0].utf8))
      var entry = entries[words[0]] ?? WordEntry()
      if !Abbreviations.neutral.contains(words[0]), entry.legal == 0 { entry.traits.insert(.business) }
      entries[words[0]] = entry
      entry.canonical = UInt16(canonical.count)
      entry.traits.subtract([.givenName, .title])
      for word in words.dropFirst() {
        entries[word] = WordEntry(
          canonical: entry.canonical, legal: entry.legal, traits: entry.traits.union(entries[word]?.traits ?? []))
      }
    }
    self.canonical = CanonicalWords(canonical)
    words = WordMap(entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    legalForms = LegalFormTable(forms)
  }
}

/// Words one behind the other, sixteen bytes can be read behind the last; as a ``WordMap`` made once and never freed.
struct CanonicalWords: @unchecked Sendable {
  private let bytes: UnsafePointer<UInt8>
  private let ends: UnsafePointer<Int>

  init(_ words: [[UInt8]]) {
    let joined = Array(words.joined())
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: joined.count + 16)
    bytes.initialize(repeating: 0, count: joined.count + 16)
    bytes.update(from: joined, count: joined.count)
    let ends = UnsafeMutablePointer<Int>.allocate(capacity: words.count + 1)
    ends[0] = 0
    for (index, word) in words.enumerated() { ends[index + 1] = ends[index] + word.count }
    self.bytes = UnsafePointer(bytes)
    self.ends = UnsafePointer(ends)
  }

  /// One word, by its place in the list.
  subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + ends[index], count: ends[index + 1] - ends[index])
  }
}

/// Legal forms by the numbers of their words, eight bits each, last word lowest; as a ``WordMap`` made once and never
/// freed.
struct LegalFormTable: @unchecked Sendable {
  /// 0: no legal form here.
  private let keys: UnsafePointer<UInt64>
  private let rules: UnsafePointer<LegalForms.Rule>
  private let mask: Int

  init(_ forms: [UInt64: LegalForms.Rule]) {
    var size = 16
    while size < forms.count * 3 { size *= 2 }
    mask = size - 1
    let keys = UnsafeMutablePointer<UInt64>.allocate(capacity: size)
    keys.initialize(repeating: 0, count: size)
    let rules = UnsafeMutablePointer<LegalForms.Rule>.allocate(capacity: size)
    for (key, rule) in forms {
      var place = LegalFormTable.place(key) & mask
      while keys[place] != 0 { place = (place + 1) & mask }
      keys[place] = key
      (rules + place).initialize(to: rule)
    }
    self.keys = UnsafePointer(keys)
    self.rules = UnsafePointer(rules)
  }

  /// nil where the words are no legal form.
  subscript(key: UInt64) -> UnsafePointer<LegalForms.Rule>? {
    var place = LegalFormTable.place(key) & mask
    while keys[place] != 0 {
      if keys[place] == key { return rules + place }
      place = (place + 1) & mask
    }
    return nil
  }

  @inline(__always)
  private static func place(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 33)
  }
}
