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
/// Short texts are split by bits, others byte by byte: the same words either way.
struct NameTokenizer: Sendable {
  /// Of a longer word only so many bytes count, of a longer name so many words and bytes.
  static let longestWord = 64
  static let mostWords = 40
  static let mostBytes = 400

  private var short = BitTokenizer()
  private var long = ByteTokenizer()
  private var isShort = true
  private let takesShortcuts: Bool
  /// German, Austrian and Swiss names: "ae", "oe", "ue" are taken for umlauts in words that the vocabulary does not
  /// know.
  var readsUmlauts = false

  /// Without shortcuts every text is split byte by byte.
  init(takesShortcuts: Bool) { self.takesShortcuts = takesShortcuts }

  /// Bytes, words and traits; valid until the next change.
  var all: NameWords {
    @inline(__always) get { isShort ? short.all : long.all }
  }

  /// Valid until the next change.
  var words: UnsafeBufferPointer<NameWord> {
    @inline(__always) get { isShort ? short.words : long.words }
  }

  mutating func removeAll() {
    isShort = true
    short.removeAll()
  }

  /// Replaces the words by those of `source[range]`; a text of nothing but "and" keeps it.
  mutating func tokenize(_ source: [UInt8], _ range: Range<Int>) {
    if fold(source, range), short.split(readsUmlauts: readsUmlauts) { return }
    isShort = false
    long.readsUmlauts = readsUmlauts
    long.tokenize(source, range)
  }

  /// Folds a text that is to be split by ``splitWhole(_:)``; false where it cannot be.
  mutating func fold(_ source: UnsafeRawBufferPointer) -> Bool {
    isShort = takesShortcuts && short.fold(source)
    return isShort
  }

  /// As above, of a part of an array.
  mutating func fold(_ source: [UInt8], _ range: Range<Int>) -> Bool {
    source.withUnsafeBytes { fold(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The signs of what was folded.
  var punctuation: NameStructure.Punctuation { short.punctuation }

  /// Replaces the words by those of what was folded, a whole name without signs but commas; false where it cannot be
  /// told without looking at its parts.
  mutating func splitWhole(_ punctuation: NameStructure.Punctuation) -> Bool {
    short.splitWhole(readsUmlauts: readsUmlauts, hasComma: punctuation.contains(.oneComma))
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
