/// Splits folded texts of at most ``NameBits/limit`` bytes as ``ByteTokenizer`` does, by bits in place of bytes.
///
/// The few that it cannot split it refuses; of the others the words are the same. A copy shares the memory until one of
/// both is written to.
struct BitTokenizer: @unchecked Sendable {
  /// The folded text, then the words that are put together or written out.
  private final class Memory {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: Memory.byteCapacity)
    let words = UnsafeMutablePointer<NameWord>.allocate(capacity: NameBits.limit / 2 + 1)
    /// A text of ``NameBits/limit`` bytes has half as many words, each of ``WordKey/limit`` bytes when written out.
    static let byteCapacity = NameBits.room + NameBits.limit + NameBits.limit / 2 * WordKey.limit + 24

    init() { bytes.initialize(repeating: 0, count: Memory.byteCapacity) }
    deinit {
      bytes.deallocate()
      words.deallocate()
    }
  }

  private var memory: Memory
  private var bytes: UnsafeMutablePointer<UInt8>
  private var wordStart: UnsafeMutablePointer<NameWord>
  private var bits = NameBits()
  private var wordCount = 0
  /// What any of the words is.
  private var traits: WordTraits = []
  private var legal: UInt64 = 0
  /// Where the next word that is put together or written out goes.
  private var spare = NameBits.room
  /// The last word is a run of single letters that may still grow; it ends at ``spare``.
  private var isRunOpen = false
  /// Words before the comma; negative where none was met.
  private var wordsBefore = -1
  private var readsUmlauts = false

  private let vocabulary = Vocabulary.shared.words
  private let canonical = Vocabulary.shared.canonical
  private let legalForms = Vocabulary.shared.legalForms

  init() {
    memory = Memory()
    bytes = memory.bytes
    wordStart = memory.words
  }

  /// Valid until the next change.
  var all: NameWords {
    @inline(__always) get {
      NameWords(bytes: bytes, words: words, traits: traits, legal: legal, legalForms: legalForms)
    }
  }

  /// Valid until the next change.
  var words: UnsafeBufferPointer<NameWord> {
    @inline(__always) get { UnsafeBufferPointer(start: wordStart, count: wordCount) }
  }

  mutating func removeAll() {
    wordCount = 0
    traits = []
    legal = 0
  }

  /// Folds a text; false where it is not ASCII or too long.
  mutating func fold(_ source: UnsafeRawBufferPointer) -> Bool {
    if !isKnownUniquelyReferenced(&memory) {
      memory = Memory()
      bytes = memory.bytes
      wordStart = memory.words
    }
    guard let bits = NameBits(folding: source, into: bytes) else { return false }
    self.bits = bits
    return true
  }

  // MARK: Signs

  /// The signs that may set parts of a name apart.
  var punctuation: NameStructure.Punctuation {
    var rest = bits.signs
    if rest == 0 { return [] }
    var found: NameStructure.Punctuation = []
    var (commas, dashes): (UInt64, UInt64) = (0, 0)
    while rest != 0 {
      let bit = rest & (0 &- rest)
      switch bytes[rest.trailingZeroBitCount] {
      case 0x2C: commas |= bit
      case 0x2D: dashes |= bit
      case 0x23: found.insert(.hash)
      case 0x28, 0x5B: found.insert(.bracket)
      case 0x2F: found.insert(.slash)
      case 0x3A: found.insert(.colon)
      default: break
      }
      rest ^= bit
    }
    if dashes != 0 {
      let spaces = bits.spaces
      found.insert(dashes & spaces << 1 & (spaces | dashes) >> 1 != 0 ? [.dash, .spacedDash] : .dash)
    }
    if commas != 0 { found.insert(commas & (commas &- 1) == 0 ? [.comma, .oneComma] : .comma) }
    return found
  }

  // MARK: Splitting

  /// Splits what was folded; false where it needs ``ByteTokenizer``.
  mutating func split(readsUmlauts: Bool) -> Bool {
    split(readsUmlauts, comma: 64) && (wordCount > 0 || traits.isEmpty)
  }

  /// Splits a whole name; false also where the words behind its comma may be a given name or a place.
  mutating func splitWhole(readsUmlauts: Bool, hasComma: Bool) -> Bool {
    guard hasComma else { return split(readsUmlauts: readsUmlauts) }
    let comma = bits.first(0x2C, of: bytes)
    return split(readsUmlauts, comma: comma) && isNoName(behind: wordsBefore)
  }

  private mutating func split(_ readsUmlauts: Bool, comma: Int) -> Bool {
    self.readsUmlauts = readsUmlauts
    wordCount = 0
    traits = []
    legal = 0
    spare = NameBits.room
    isRunOpen = false
    wordsBefore = -1
    var comma = comma
    let lostApostrophe = bits.signs != 0 && removeApostrophes(&comma)
    var rest = bits.words
    let letters = bits.letters
    // Bytes that ``ByteTokenizer`` has in use at most.
    var used = 0
    while rest != 0 {
      let start = rest.trailingZeroBitCount
      // The addition carries through the word's bits, which are the lowest.
      let behind = rest & (rest &+ (rest & (0 &- rest)))
      let word = rest ^ behind
      rest = behind
      let count = (~(word &>> UInt64(start))).trailingZeroBitCount
      if isRunOpen, wordStart[wordCount - 1].count > 1 {
        if lostApostrophe { return false }
        if endsRun(start) { closeRun(followed: true) }
      }
      if start > comma, wordsBefore < 0 {
        if isRunOpen { return false }
        wordsBefore = wordCount
      }
      used &+= count
      add(start, count, isNumber: word & letters == 0)
    }
    if isRunOpen { closeRun(followed: false) }
    used += spare - NameBits.room
    return used < NameTokenizer.mostBytes
  }

  /// Apostrophes vanish; whether there were any.
  private mutating func removeApostrophes(_ comma: inout Int) -> Bool {
    var found = false
    var rest = bits.signs
    while rest != 0 {
      let place = 63 - rest.leadingZeroBitCount
      rest ^= 1 << UInt64(place)
      guard bytes[place] == 0x27 else { continue }
      bits.remove(place, from: bytes)
      if place < comma { comma -= 1 }
      found = true
    }
    return found
  }

  /// Whether the words behind a comma are neither given names nor a place: then the comma says nothing.
  private func isNoName(behind first: Int) -> Bool {
    guard first >= 0, first < wordCount else { return false }
    if wordCount - first > 3 { return true }
    return words[first...].contains {
      $0.entry.legal != 0 || !$0.entry.traits.isDisjoint(with: [.business, .trading])
    }
  }

  // MARK: Words

  /// As ``ByteTokenizer`` ends a run of single letters.
  private func endsRun(_ start: Int) -> Bool {
    guard start > 0, bytes[start - 1] == 0x20, ByteClass.isLetter(bytes[start]), bytes[start + 1] == 0x2E,
      ByteClass.isLetter(bytes[start + 2]), !ByteClass.isWord(bytes[start + 3])
    else { return false }
    let run = wordStart[wordCount - 1]
    bytes[spare] = bytes[start]
    bytes[spare + 1] = bytes[start + 2]
    return find(run.start, run.count + 2) == nil
  }

  @inline(__always)
  private mutating func add(_ start: Int, _ written: Int, isNumber: Bool) {
    let count = isNumber || !readsUmlauts ? written : foldedUmlauts(start, written)
    if count == 1, !isNumber { return add(letter: start) }
    if isRunOpen, isNumber, wordStart[wordCount - 1].count == 1 {
      wordStart[wordCount - 1].count += count
      copy(UnsafeRawPointer(bytes + start), count)
      isRunOpen = false
      return
    }
    var entry = WordEntry()
    if !isNumber, let found = find(start, count) {
      entry = found
      if entry.traits.contains(.and) {
        traits.insert(.and)
        return
      }
    }
    if isRunOpen { closeRun(followed: true) }
    add(NameWord(start: start, count: count, entry: entry))
    if entry.canonical != 0 || entry.traits.contains(.saint) { rewrite(wordCount - 1) }
    note(entry)
  }

  private mutating func add(letter start: Int) {
    bytes[spare] = bytes[start]
    if isRunOpen {
      wordStart[wordCount - 1].count += 1
      wordStart[wordCount - 1].joined = true
    } else {
      add(NameWord(start: spare, count: 1, entry: WordEntry()))
      isRunOpen = true
    }
    spare += 1
  }

  @inline(__always)
  private mutating func add(_ word: NameWord) {
    wordStart[wordCount] = word
    wordCount &+= 1
  }

  /// Notes what the last word is.
  @inline(__always)
  private mutating func note(_ entry: WordEntry) {
    traits.formUnion(entry.traits)
    if entry.legal != 0 { legal |= 1 &<< UInt64(wordCount - 1) }
  }

  private mutating func closeRun(followed: Bool) {
    isRunOpen = false
    let last = wordCount - 1
    let start = wordStart[last].start
    if readsUmlauts { wordStart[last].count = foldedUmlauts(start, wordStart[last].count) }
    guard let entry = find(start, wordStart[last].count) else { return }
    let isAnd = entry.traits.contains(.letterAnd) ? followed && last > 0 : entry.traits.contains(.and)
    if isAnd {
      if last == wordsBefore { wordsBefore = .max }
      wordCount -= 1
      traits.insert(.and)
      return
    }
    wordStart[last].entry = entry
    if entry.canonical != 0 || entry.traits.contains(.saint) { rewrite(last) }
    note(entry)
  }

  private func foldedUmlauts(_ start: Int, _ count: Int) -> Int {
    guard count > 3, find(start, count) == nil else { return count }
    return Umlauts.folded(bytes + start, count)
  }

  @inline(__always)
  private func find(_ start: Int, _ count: Int) -> WordEntry? {
    guard count <= WordKey.limit else { return nil }
    return vocabulary[WordKey(bytes + start, count: count)]
  }

  /// Puts a word's canonical spelling in its place, as ``ByteTokenizer`` does.
  private mutating func rewrite(_ index: Int) {
    let (start, entry) = (spare, wordStart[index].entry)
    if entry.canonical != 0 {
      let spelling = canonical[Int(entry.canonical) - 1]
      if let base = spelling.baseAddress { copy(UnsafeRawPointer(base), spelling.count) }
    } else {
      let before = index == 0 ? WordTraits.leading : wordStart[index - 1].entry.traits
      let isSaint = !before.isDisjoint(with: [.leading, .title, .preposition])
      for byte in isSaint ? "saint".utf8 : "street".utf8 {
        bytes[spare] = byte
        spare += 1
      }
    }
    wordStart[index].start = start
    wordStart[index].count = spare - start
  }

  /// Copies bytes to ``spare``, of which sixteen can be read.
  @inline(__always)
  private mutating func copy(_ source: UnsafeRawPointer, _ count: Int) {
    NameWords.copy(source, count, to: UnsafeMutableRawPointer(bytes + spare))
    spare &+= count
  }
}
