/// One word of a name.
struct NameWord: Sendable {
  /// Place in ``NameTokenizer/bytes``.
  var start: Int
  var count: Int
  var entry: WordEntry
  /// Put together from single letters ("L.L.C.", "I B M").
  var joined = false

  var range: Range<Int> { start..<start + count }
}

/// Splits folded text into words: letters and digits; apostrophes vanish, single letters in a row become one word,
/// "and" is dropped, abbreviations are written out.
///
/// The same words come out when its output is tokenized again.
struct NameTokenizer: Sendable {
  /// Of a longer word only so many bytes count, of a longer name so many words and bytes.
  static let longestWord = 64
  static let mostWords = 40
  static let mostBytes = 400

  private(set) var bytes: [UInt8] = []
  private(set) var words: [NameWord] = []
  /// What any of the words is.
  private(set) var traits: WordTraits = []

  private let vocabulary = Vocabulary.shared
  /// German, Austrian and Swiss names: "ae", "oe", "ue" are taken for umlauts in words that the vocabulary does not
  /// know.
  var readsUmlauts = false
  private var keepsAll = false
  /// The last word is a run of single letters that may still grow.
  private var isRunOpen = false

  init() {
    bytes.reserveCapacity(1024)
    words.reserveCapacity(64)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    traits = []
    isRunOpen = false
  }

  /// Replaces the words by those of `source[range]`; a text of nothing but "and" keeps it.
  mutating func tokenize(_ source: [UInt8], _ range: Range<Int>) {
    removeAll()
    keepsAll = false
    append(source, range)
    finish()
    guard words.isEmpty, !traits.isEmpty else { return }
    removeAll()
    keepsAll = true
    append(source, range)
    finish()
  }

  /// Adds the words of `source[range]`; ``finish()`` follows the last.
  mutating func append(_ source: [UInt8], _ range: Range<Int>) {
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      guard ByteClass.isWord(source[index]) else {
        index += 1
        continue
      }
      if isRunOpen, endsRun(source, index, range) { closeRun(followed: true) }
      if words.count >= NameTokenizer.mostWords || bytes.count >= NameTokenizer.mostBytes { return }
      let start = bytes.count
      var isNumber = true
      while index < end {
        let byte = source[index]
        if ByteClass.isWord(byte) {
          if bytes.count - start < NameTokenizer.longestWord { bytes.append(byte) }
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
  private func endsRun(_ source: [UInt8], _ index: Int, _ range: Range<Int>) -> Bool {
    guard words[words.count - 1].count > 1, index > range.lowerBound, index + 2 < range.upperBound,
      source[index - 1] == 0x20, ByteClass.isLetter(source[index]), source[index + 1] == 0x2E,
      ByteClass.isLetter(source[index + 2]), index + 3 >= range.upperBound || !ByteClass.isWord(source[index + 3])
    else { return false }
    let whole = bytes[words[words.count - 1].range] + [source[index], source[index + 2]]
    return vocabulary.words[Array(whole), 0..<whole.count] == nil
  }

  private mutating func add(_ start: Int, _ isNumber: Bool) {
    let count = isNumber ? bytes.count - start : foldedUmlauts(start, bytes.count - start)
    bytes.removeLast(bytes.count - start - count)
    if count == 1, !isNumber {
      if isRunOpen {
        let last = words.count - 1
        if words[last].count < NameTokenizer.longestWord {
          words[last].count += 1
          words[last].joined = true
        } else {
          bytes.removeLast()
        }
      } else {
        words.append(NameWord(start: start, count: 1, entry: WordEntry()))
        isRunOpen = true
      }
      return
    }
    if isRunOpen, isNumber, words[words.count - 1].count == 1, count < NameTokenizer.longestWord {
      words[words.count - 1].count += count
      isRunOpen = false
      return
    }
    var entry = WordEntry()
    if !isNumber, count <= WordKey.limit, let found = find(start, count) {
      entry = found
      if entry.traits.contains(.and), !keepsAll {
        bytes.removeLast(count)
        traits.insert(.and)
        return
      }
    }
    // The run ends here; its bytes lie before this word's, so a replacement goes behind them.
    if isRunOpen { closeRun(followed: true) }
    words.append(NameWord(start: start, count: count, entry: entry))
    if entry.canonical != 0 || entry.traits.contains(.saint) { rewrite(words.count - 1) }
    traits.formUnion(entry.traits)
  }

  /// Drops the e of "ae", "oe", "ue" behind a consonant ("Grueninger" = "Grüninger", but "Bauer" and "Quelle"), in
  /// place, where umlauts are read and the vocabulary does not know the word; how many bytes of the word are left.
  private mutating func foldedUmlauts(_ start: Int, _ count: Int) -> Int {
    guard readsUmlauts, count > 3, find(start, count) == nil else { return count }
    func isVowel(_ byte: UInt8) -> Bool {
      byte == 0x61 || byte == 0x65 || byte == 0x69 || byte == 0x6F || byte == 0x75 || byte == 0x71
    }
    var end = start
    for index in start..<start + count {
      let byte = bytes[index]
      if byte == 0x65, end > start, [0x61, 0x6F, 0x75].contains(bytes[end - 1]),
        end - 1 == start || !isVowel(bytes[end - 2])
      {
        continue
      }
      bytes[end] = byte
      end += 1
    }
    return end - start
  }

  /// Closes the last run of letters.
  mutating func finish() {
    if isRunOpen { closeRun(followed: false) }
  }

  private mutating func closeRun(followed: Bool) {
    isRunOpen = false
    let last = words.count - 1
    words[last].count = foldedUmlauts(words[last].start, words[last].count)
    guard let entry = find(words[last].start, words[last].count) else { return }
    if !keepsAll {
      let isAnd = entry.traits.contains(.letterAnd) ? followed && last > 0 : entry.traits.contains(.and)
      if isAnd {
        words.removeLast()
        traits.insert(.and)
        return
      }
    }
    words[last].entry = entry
    if entry.canonical != 0 || entry.traits.contains(.saint) { rewrite(last) }
    traits.formUnion(entry.traits)
  }

  private func find(_ start: Int, _ count: Int) -> WordEntry? {
    guard count <= WordKey.limit else { return nil }
    return bytes.withUnsafeBytes { vocabulary.words[WordKey($0, start, count)] }
  }

  /// Puts a word's canonical spelling in its place; "st" is a saint in front and behind "of", "the", a title, else a
  /// street.
  private mutating func rewrite(_ index: Int) {
    let start = bytes.count
    if words[index].entry.canonical != 0 {
      bytes.append(contentsOf: vocabulary.canonical[Int(words[index].entry.canonical) - 1])
    } else {
      let before = index == 0 ? WordTraits.leading : words[index - 1].entry.traits
      let isSaint = !before.isDisjoint(with: [.leading, .title, .preposition])
      bytes.append(contentsOf: isSaint ? "saint".utf8 : "street".utf8)
    }
    words[index].start = start
    words[index].count = bytes.count - start
  }
}

/// Classes of ASCII bytes.
enum ByteClass {
  /// A lower-case letter or a digit.
  @inline(__always)
  static func isWord(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte &- 0x30 < 10 }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
}
