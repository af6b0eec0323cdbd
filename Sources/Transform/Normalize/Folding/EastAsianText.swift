internal import Synchronization

/// Chinese characters and kana between ASCII words, folded as ``Transliteration`` and ICU would, mostly without them.
///
/// ICU reads each Chinese character and each run of kana by itself, and sets a space before a Chinese character that
/// follows a letter: so a reading is asked of it once. Other scripts, and punctuation that ICU may move, are left to it.
enum EastAsianText {
  /// Bytes of a text at most: no folded form of it reaches ``Folder/capacity``.
  private static let longest = 150
  private static let scalars = 0x3041...0x9FFF

  /// Replaces `out` by the folded form; false where ICU is needed.
  static func fold(_ source: UnsafeRawBufferPointer, into out: inout [UInt8]) -> Bool {
    guard source.count <= longest else { return false }
    return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: longest) { text in
      guard let count = decode(source, text) else { return false }
      return fold(UnsafeBufferPointer(rebasing: text[..<count]), into: &out)
    }
  }

  /// Code points with full width made narrow; nil where one is not plain.
  private static func decode(_ source: UnsafeRawBufferPointer, _ text: UnsafeMutableBufferPointer<UInt16>) -> Int? {
    var (index, count) = (0, 0)
    while index < source.count {
      var scalar = UInt16(source[index])
      if scalar < 0x80 {
        index += 1
      } else {
        guard scalar & 0xF0 == 0xE0, index + 2 < source.count, source[index + 1] & 0xC0 == 0x80,
          source[index + 2] & 0xC0 == 0x80
        else { return nil }
        scalar = scalar << 12 | UInt16(source[index + 1] & 0x3F) << 6 | UInt16(source[index + 2] & 0x3F)
        index += 3
        switch scalar {
        case 0x3000: scalar = 0x20
        case 0xFF01...0xFF5E: scalar -= 0xFEE0
        case 0x3005, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x4E00...0x9FFF: break
        default: return nil
        }
      }
      text[count] = scalar
      count += 1
    }
    return count
  }

  /// Kana that are read the same whatever stands beside them.
  private static func isPlainKana(_ scalar: UInt16) -> Bool {
    guard 0x3041...0x3092 ~= scalar || 0x30A1...0x30F2 ~= scalar else { return false }
    switch (scalar - 0x3041) % 0x60 {
    case 0, 2, 4, 6, 8, 0x22, 0x42, 0x44, 0x46, 0x4D: return false  // ぁぃぅぇぉ っ ゃゅょ ゎ
    default: return true
    }
  }

  private static func fold(_ text: UnsafeBufferPointer<UInt16>, into out: inout [UInt8]) -> Bool {
    out.removeAll(keepingCapacity: true)
    var index = 0
    var followsLetter = false
    var followsForeign = false
    while index < text.count {
      let scalar = text[index]
      if let (length, latin) = EastAsianWords.shared.word(text, index) {
        out.append(contentsOf: latin)
        index += length
        (followsLetter, followsForeign) = (false, false)
        continue
      }
      index += 1
      if scalar < 0x80 {
        let byte = UInt8(scalar)
        let isLetter = ByteClass.isLetter(byte | 0x20)
        let isDigit = ByteClass.isDigit(byte)
        guard isLetter || isDigit || byte == 0x20 || byte == 0x2D || isApart(text, index - 1) else { return false }
        if isDigit, followsForeign { out.append(0x20) }
        out.append(isLetter ? byte | 0x20 : byte)
        (followsLetter, followsForeign) = (isLetter, false)
        continue
      }
      var length = 1
      if scalar < 0x4E00 {
        var isPlain = isPlainKana(scalar)
        while index < text.count, 0x3041...0x30FC ~= text[index] {
          isPlain = isPlain && isPlainKana(text[index])
          (index, length) = (index + 1, length + 1)
        }
        if !isPlain {
          // A long vowel's sign in front belongs to what stands before it.
          guard scalar != 0x30FC, let reading = KanaRuns.shared.reading(text[index - length..<index]) else {
            return false
          }
          out.append(contentsOf: reading)
          (followsLetter, followsForeign) = (true, true)
          continue
        }
      }
      for scalar in text[index - length..<index] {
        guard scalars ~= Int(scalar), var reading = Readings.shared.reading(scalar) else { return false }
        if scalar >= 0x4E00, followsLetter { out.append(0x20) }
        while reading != 0 {
          out.append(UInt8(truncatingIfNeeded: reading))
          reading >>= 8
        }
      }
      (followsLetter, followsForeign) = (true, true)
    }
    return true
  }

  /// A sign between ASCII characters, which ICU leaves where it is.
  private static func isApart(_ text: UnsafeBufferPointer<UInt16>, _ index: Int) -> Bool {
    guard [0x26, 0x27, 0x28, 0x29, 0x2C, 0x2E, 0x2F, 0x3A].contains(text[index]) else { return false }
    return (index == 0 || text[index - 1] < 0x80) && (index + 1 == text.count || text[index + 1] < 0x80)
  }

  /// What ICU makes of single characters, asked once each: up to eight bytes, lowest first.
  private final class Readings: @unchecked Sendable {
    static let shared = Readings()

    /// Not asked yet.
    private static let unknown: UInt64 = 0
    /// No plain letters: left to ICU.
    private static let none = UInt64.max
    /// By code point; never freed. Threads that ask at once store the same.
    private let known: UnsafeMutablePointer<Atomic<UInt64>>

    private init() {
      known = .allocate(capacity: scalars.count)
      for place in 0..<scalars.count { (known + place).initialize(to: Atomic(Readings.unknown)) }
    }

    func reading(_ scalar: UInt16) -> UInt64? {
      let place = known + (Int(scalar) - scalars.lowerBound)
      var reading = place.pointee.load(ordering: .relaxed)
      if reading == Readings.unknown {
        reading = Readings.ask(scalar)
        place.pointee.store(reading, ordering: .relaxed)
      }
      return reading == Readings.none ? nil : reading
    }

    private static func ask(_ scalar: UInt16) -> UInt64 {
      let text = Unicode.Scalar(scalar).map { String($0) } ?? ""
      var folded: [UInt8] = []
      Array(text.utf8).withUnsafeBytes { Folder().transliterate($0, into: &folded) }
      guard 1...7 ~= folded.count, folded.allSatisfy(ByteClass.isLetter) else { return none }
      return folded.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}

/// Runs of kana that are read by their neighbours (small ones, ん, long vowels), and what ICU makes of them.
private final class KanaRuns: Sendable {
  static let shared = KanaRuns()
  private static let most = 4096

  /// nil: left to ICU with all of its text.
  private let known = Mutex<[[UInt16]: [UInt8]?]>([:])

  func reading(_ run: Swift.Slice<UnsafeBufferPointer<UInt16>>) -> [UInt8]? {
    let run = Array(run)
    if let reading = known.withLock({ $0[run] }) { return reading }
    var folded: [UInt8] = []
    Array(String(decoding: run, as: UTF16.self).utf8).withUnsafeBytes { Folder().transliterate($0, into: &folded) }
    let isPlain =
      folded.allSatisfy { ByteClass.isLetter($0) || $0 == 0x27 } && folded.last.map(ByteClass.isLetter) == true
    let reading = isPlain ? folded : nil
    known.withLock { known in
      if known.count >= KanaRuns.most { known.removeAll() }
      known[run] = .some(reading)
    }
    return reading
  }
}

/// The words of ``Transliteration`` and ``JapaneseWords`` by their first character, as code points.
private final class EastAsianWords: Sendable {
  static let shared = EastAsianWords()

  private struct Word {
    var text: [UInt16]
    var latin: [UInt8]
    /// Of ``JapaneseWords``; all of them hold a Chinese character.
    var isReading: Bool
  }

  private let words: [UInt16: [Word]]

  /// Words that mean something come first, then the longest.
  private init() {
    var words: [UInt16: [Word]] = [:]
    func add(_ word: String, _ latin: String, isReading: Bool) {
      let text = Array(word.utf16)
      words[text[0], default: []].append(Word(text: text, latin: Array(latin.utf8), isReading: isReading))
    }
    for (word, latin) in Transliteration.words { add(word, latin, isReading: false) }
    for (word, reading) in JapaneseWords.readings { add(word, " " + reading + " ", isReading: true) }
    self.words = words.mapValues { words in
      words.sorted { a, b in
        if a.isReading != b.isReading { return b.isReading }
        return a.text.count != b.text.count ? a.text.count > b.text.count : a.text.lexicographicallyPrecedes(b.text)
      }
    }
  }

  /// The word at a place of a text: its length and what it becomes.
  func word(
    _ text: UnsafeBufferPointer<UInt16>, _ start: Int
  ) -> (length: Int, latin: [UInt8])? {
    guard text[start] == 0x28 || text[start] >= 0x3000, let words = words[text[start]] else { return nil }
    for word in words where word.text.count <= text.count - start {
      if word.text.indices.allSatisfy({ word.text[$0] == text[start + $0] }) { return (word.text.count, word.latin) }
    }
    return nil
  }
}
