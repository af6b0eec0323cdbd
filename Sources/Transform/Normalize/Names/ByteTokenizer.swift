/// Splits folded text into words byte by byte: any text, and what ``BitTokenizer`` must equal.
///
/// The same words come out when its output is tokenized again. A copy shares the memory until one of both is written to.
struct ByteTokenizer: @unchecked Sendable {
  /// Room for all words: each step adds one word of ``NameTokenizer/longestWord`` bytes and two canonical spellings at most to what
  /// ``NameTokenizer/mostWords`` and ``NameTokenizer/mostBytes`` allow.
  private final class Memory {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: Memory.byteCapacity)
    let words = UnsafeMutablePointer<NameWord>.allocate(capacity: Memory.wordCapacity)
    static let byteCapacity = 1024
    static let wordCapacity = NameTokenizer.mostWords + 8

    init() { bytes.initialize(repeating: 0, count: Memory.byteCapacity) }
    deinit {
      bytes.deallocate()
      words.deallocate()
    }
  }

  private var memory: Memory
  private var byteStart: UnsafeMutablePointer<UInt8>
  private var wordStart: UnsafeMutablePointer<NameWord>
  private var byteCount = 0
  private var wordCount = 0
  /// What any of the words is.
  private(set) var traits: WordTraits = []
  /// Which words are of a legal form, by bit.
  private var legal: UInt64 = 0

  private let vocabulary = Vocabulary.shared.words
  private let canonical = Vocabulary.shared.canonical
  private let legalForms = Vocabulary.shared.legalForms
  /// German, Austrian and Swiss names: "ae", "oe", "ue" are taken for umlauts in words that the vocabulary does not
  /// know.
  var readsUmlauts = false
  private var keepsAll = false
  /// The last word is a run of single letters that may still grow.
  private var isRunOpen = false

  init() {
    memory = Memory()
    byteStart = memory.bytes
    wordStart = memory.words
  }

  /// Valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> {
    @inline(__always) get { UnsafeBufferPointer(start: byteStart, count: byteCount) }
  }

  /// Bytes, words and traits; valid until the next change.
  var all: NameWords {
    @inline(__always) get {
      NameWords(bytes: byteStart, words: words, traits: traits, legal: legal, legalForms: legalForms)
    }
  }

  /// Valid until the next change.
  var words: UnsafeBufferPointer<NameWord> {
    @inline(__always) get { UnsafeBufferPointer(start: wordStart, count: wordCount) }
  }

  mutating func removeAll() {
    if !isKnownUniquelyReferenced(&memory) {
      memory = Memory()
      byteStart = memory.bytes
      wordStart = memory.words
    }
    byteCount = 0
    wordCount = 0
    traits = []
    legal = 0
    isRunOpen = false
  }

  /// Replaces the words by those of `source[range]`; a text of nothing but "and" keeps it.
  mutating func tokenize(_ source: [UInt8], _ range: Range<Int>) {
    source.withUnsafeBufferPointer { source in
      removeAll()
      keepsAll = false
      append(source, range)
      finish()
      guard wordCount == 0, !traits.isEmpty else { return }
      removeAll()
      keepsAll = true
      append(source, range)
      finish()
    }
  }

  /// Adds the words of `source[range]`; ``finish()`` follows the last.
  private mutating func append(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      guard ByteClass.isWord(source[index]) else {
        index += 1
        continue
      }
      if isRunOpen, endsRun(source, index, range) { closeRun(followed: true) }
      if wordCount >= NameTokenizer.mostWords || byteCount >= NameTokenizer.mostBytes { return }
      let start = byteCount
      var isNumber = true
      while index < end {
        let byte = source[index]
        if ByteClass.isWord(byte) {
          if byteCount &- start < NameTokenizer.longestWord { add(byte) }
          if byte > 0x39 { isNumber = false }
        } else if byte != 0x27 {
          break
        }
        index += 1
      }
      add(start, isNumber)
    }
  }

  /// Two letters with dots behind a space are a word of their own ("C.V." of "K&I C.V.") where letters stand before
  /// them, unless all together are one word that is known ("S.à r.l.").
  private func endsRun(_ source: UnsafeBufferPointer<UInt8>, _ index: Int, _ range: Range<Int>) -> Bool {
    guard words[wordCount - 1].count > 1, index > range.lowerBound, index + 2 < range.upperBound,
      source[index - 1] == 0x20, ByteClass.isLetter(source[index]), source[index + 1] == 0x2E,
      ByteClass.isLetter(source[index + 2]), index + 3 >= range.upperBound || !ByteClass.isWord(source[index + 3])
    else { return false }
    let whole = Array(bytes[words[wordCount - 1].range]) + [source[index], source[index + 2]]
    return vocabulary[whole, 0..<whole.count] == nil
  }

  @inline(__always)
  private mutating func add(_ byte: UInt8) {
    byteStart[byteCount] = byte
    byteCount &+= 1
  }

  @inline(__always)
  private mutating func add(_ word: NameWord) {
    wordStart[wordCount] = word
    wordCount &+= 1
  }

  private mutating func add(_ start: Int, _ isNumber: Bool) {
    let count = isNumber || !readsUmlauts ? byteCount - start : foldedUmlauts(start, byteCount - start)
    byteCount = start + count
    if count == 1, !isNumber {
      if isRunOpen {
        let last = wordCount - 1
        if wordStart[last].count < NameTokenizer.longestWord {
          wordStart[last].count += 1
          wordStart[last].joined = true
        } else {
          byteCount -= 1
        }
      } else {
        add(NameWord(start: start, count: 1, entry: WordEntry()))
        isRunOpen = true
      }
      return
    }
    if isRunOpen, isNumber, wordStart[wordCount - 1].count == 1, count < NameTokenizer.longestWord {
      wordStart[wordCount - 1].count += count
      isRunOpen = false
      return
    }
    var entry = WordEntry()
    if !isNumber, let found = find(start, count) {
      entry = found
      if entry.traits.contains(.and), !keepsAll {
        byteCount -= count
        traits.insert(.and)
        return
      }
    }
    // The run ends here; its bytes lie before this word's, so a replacement goes behind them.
    if isRunOpen { closeRun(followed: true) }
    add(NameWord(start: start, count: count, entry: entry))
    if entry.canonical != 0 || entry.traits.contains(.saint) { rewrite(wordCount - 1) }
    note(entry)
  }

  /// Folds umlauts in place where they are read and the vocabulary does not know the word; how many bytes are left.
  private mutating func foldedUmlauts(_ start: Int, _ count: Int) -> Int {
    guard readsUmlauts, count > 3, find(start, count) == nil else { return count }
    return Umlauts.folded(byteStart + start, count)
  }

  /// Closes the last run of letters.
  mutating func finish() {
    if isRunOpen { closeRun(followed: false) }
  }

  private mutating func closeRun(followed: Bool) {
    isRunOpen = false
    let last = wordCount - 1
    wordStart[last].count = foldedUmlauts(wordStart[last].start, wordStart[last].count)
    guard let entry = find(wordStart[last].start, wordStart[last].count) else { return }
    if !keepsAll {
      let isAnd = entry.traits.contains(.letterAnd) ? followed && last > 0 : entry.traits.contains(.and)
      if isAnd {
        wordCount -= 1
        traits.insert(.and)
        return
      }
    }
    wordStart[last].entry = entry
    if entry.canonical != 0 || entry.traits.contains(.saint) { rewrite(last) }
    note(entry)
  }

  /// Notes what the last word is.
  @inline(__always)
  private mutating func note(_ entry: WordEntry) {
    traits.formUnion(entry.traits)
    if entry.legal != 0 { legal |= 1 << UInt64(wordCount - 1) }
  }

  @inline(__always)
  private func find(_ start: Int, _ count: Int) -> WordEntry? {
    guard count <= WordKey.limit else { return nil }
    return vocabulary[WordKey(UnsafeRawBufferPointer(start: byteStart, count: Memory.byteCapacity), start, count)]
  }

  /// Puts a word's canonical spelling in its place; "st" is a saint in front and behind "of", "the", a title, else a
  /// street.
  private mutating func rewrite(_ index: Int) {
    let start = byteCount
    let entry = wordStart[index].entry
    if entry.canonical != 0 {
      for byte in canonical[Int(entry.canonical) - 1] { add(byte) }
    } else {
      let before = index == 0 ? WordTraits.leading : wordStart[index - 1].entry.traits
      let isSaint = !before.isDisjoint(with: [.leading, .title, .preposition])
      for byte in isSaint ? "saint".utf8 : "street".utf8 { add(byte) }
    }
    wordStart[index].start = start
    wordStart[index].count = byteCount - start
  }
}
