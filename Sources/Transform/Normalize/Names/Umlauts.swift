/// Umlauts that are written as two letters: "Grueninger" = "Grüninger", but "Bauer" and "Quelle" as they stand.
enum Umlauts {
  /// Drops the e of "ae", "oe", "ue" behind a consonant, in place; how many bytes of the word are left.
  static func folded(_ word: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    var end = 0
    for index in 0..<count {
      let byte = word[index]
      if byte == 0x65, end > 0, isMarked(word[end - 1]), end == 1 || !isVowel(word[end - 2]) { continue }
      word[end] = byte
      end += 1
    }
    return end
  }

  /// a, o, u
  private static func isMarked(_ byte: UInt8) -> Bool { byte == 0x61 || byte == 0x6F || byte == 0x75 }

  /// A vowel, or the q that makes "ue" a sound of its own.
  private static func isVowel(_ byte: UInt8) -> Bool {
    isMarked(byte) || byte == 0x65 || byte == 0x69 || byte == 0x71
  }
}
