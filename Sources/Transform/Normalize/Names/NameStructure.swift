/// What the punctuation of a folded name says.
enum NameStructure {
  struct Punctuation: OptionSet {
    let rawValue: UInt8
    static let colon = Punctuation(rawValue: 1)
    static let bracket = Punctuation(rawValue: 2)
    static let dash = Punctuation(rawValue: 4)
    static let hash = Punctuation(rawValue: 8)
    static let comma = Punctuation(rawValue: 16)
    static let slash = Punctuation(rawValue: 32)
    /// A dash with space around it.
    static let spacedDash = Punctuation(rawValue: 64)
    /// A comma, and no other.
    static let oneComma = Punctuation(rawValue: 128)

    /// Nothing but commas can set parts apart; known only where ``spacedDash`` is.
    var isWhole: Bool { isDisjoint(with: [.colon, .bracket, .hash, .slash, .spacedDash]) }
  }

  static func punctuation(of text: [UInt8]) -> Punctuation {
    var hasSigns = false
    text.withUnsafeBufferPointer { text in
      var signs: UInt8 = 0
      for byte in text {
        signs |= (byte &- 0x21 < 0x0F ? 1 : 0) | (byte == 0x3A ? 1 : 0) | (byte == 0x5B ? 1 : 0)
      }
      hasSigns = signs != 0
    }
    if !hasSigns { return [] }
    // The bytes below 0x40 that occur, by bit; "[" stands for "(".
    var seen: UInt64 = 0
    for byte in text where byte < 0x60 { seen |= 1 &<< (byte == 0x5B ? 0x28 : UInt64(byte & 0x3F)) }
    seen &= NameStructure.marks
    if seen == 0 { return [] }
    var found: Punctuation = []
    if seen & 1 << 0x3A != 0 { found.insert(.colon) }
    if seen & 1 << 0x28 != 0 { found.insert(.bracket) }
    if seen & 1 << 0x2D != 0 { found.insert(.dash) }
    if seen & 1 << 0x23 != 0 { found.insert(.hash) }
    if seen & 1 << 0x2C != 0 { found.insert(.comma) }
    if seen & 1 << 0x2F != 0 { found.insert(.slash) }
    return found
  }

  private static let marks: UInt64 = 1 << 0x3A | 1 << 0x28 | 1 << 0x2D | 1 << 0x23 | 1 << 0x2C | 1 << 0x2F

  /// Letters and digits in a range.
  static func wordBytes(_ text: [UInt8], _ range: Range<Int>) -> Int {
    text[range].reduce(0) { $0 + (ByteClass.isWord($1) ? 1 : 0) }
  }

  static func blank(_ text: inout [UInt8], _ range: Range<Int>) {
    for index in range { text[index] = 0x20 }
  }

  /// The next `(…)` or `[…]` from a place; an open end counts as closed.
  static func bracket(_ text: [UInt8], _ from: Int) -> (outer: Range<Int>, inner: Range<Int>)? {
    guard let open = text[from...].firstIndex(where: { $0 == 0x28 || $0 == 0x5B }) else { return nil }
    guard let close = text[open...].firstIndex(where: { $0 == 0x29 || $0 == 0x5D }) else {
      return (open..<text.count, open + 1..<text.count)
    }
    return (open..<close + 1, open + 1..<close)
  }

  /// The first dash with white space on both sides.
  static func spacedDash(_ text: [UInt8]) -> Int? {
    guard text.count > 2 else { return nil }
    for index in 1..<text.count - 1 where text[index] == 0x2D && text[index - 1] == 0x20 {
      if text[index + 1] == 0x20 || text[index + 1] == 0x2D { return index }
    }
    return nil
  }

  private static let slashes: [([UInt8], [UInt8])] = [
    ("d/b/a", "dba  "), ("a/k/a", "aka  "), ("f/k/a", "fka  "), ("t/a", "dba"), ("o/a", "dba"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

  /// Writes "t/a", "d/b/a" and their like as one word, and cuts off "c/o" with what follows.
  static func expandSlashes(_ text: inout [UInt8]) {
    var index = 0
    while index < text.count {
      guard text[index] == 0x2F else {
        index += 1
        continue
      }
      for (written, word) in slashes where isAt(text, index - 1, written) {
        text.replaceSubrange(index - 1..<index - 1 + written.count, with: word)
      }
      if isAt(text, index - 1, [0x63, 0x2F, 0x6F]), wordBytes(text, 0..<index - 1) >= 2 {
        text.removeSubrange((index - 1)...)
      }
      index += 1
    }
  }

  private static func isAt(_ text: [UInt8], _ start: Int, _ word: [UInt8]) -> Bool {
    guard start >= 0, start + word.count <= text.count, text[start..<start + word.count].elementsEqual(word) else {
      return false
    }
    let end = start + word.count
    return (start == 0 || !ByteClass.isWord(text[start - 1])) && (end == text.count || !ByteClass.isWord(text[end]))
  }
}
