/// The words of a ``NameTokenizer`` where they lie: valid until it changes, and passed on without counting references.
struct NameWords {
  /// All bytes, with room behind the last.
  let bytes: UnsafeMutablePointer<UInt8>
  let words: UnsafeBufferPointer<NameWord>
  /// What any of the words is.
  let traits: WordTraits
  /// Which of them are of a legal form, by bit.
  let legal: UInt64
  let legalForms: LegalFormTable

  @inline(__always)
  func text(_ word: NameWord) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + word.start, count: word.count)
  }

  /// Whether one word's bytes come before another's.
  @inline(__always)
  func precedes(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (words[a], words[b])
    let (first, second) = (prefix(x), prefix(y))
    if first != second { return first < second }
    guard x.count > 8, y.count > 8 else { return x.count < y.count }
    for offset in 8..<min(x.count, y.count) {
      let (p, q) = (bytes[x.start + offset], bytes[y.start + offset])
      if p != q { return p < q }
    }
    return x.count < y.count
  }

  /// A word's first eight bytes as one number, the first byte highest, zeros behind a shorter word.
  @inline(__always)
  func prefix(_ word: NameWord) -> UInt64 {
    let bytes = UInt64(
      bigEndian: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: word.start, as: UInt64.self))
    return word.count >= 8 ? bytes : bytes & ~(UInt64.max >> UInt64(word.count * 8))
  }

  /// Copies a word and a space behind it to a place with sixteen bytes of room behind them; where they end.
  @inline(__always)
  func copy(_ word: NameWord, to target: UnsafeMutableRawPointer, at place: Int) -> Int {
    let target = target + place
    let source = UnsafeRawPointer(bytes) + word.start
    NameWords.copy(source, word.count, to: target)
    target.storeBytes(of: 0x20, toByteOffset: word.count, as: UInt8.self)
    return place &+ word.count &+ 1
  }

  /// Copies bytes where sixteen can be read and written, however few there are: without a branch on most words' lengths.
  @inline(__always)
  static func copy(_ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer) {
    target.storeBytes(of: source.loadUnaligned(as: UInt64.self), as: UInt64.self)
    target.storeBytes(
      of: source.loadUnaligned(fromByteOffset: 8, as: UInt64.self), toByteOffset: 8, as: UInt64.self)
    if count > 16 { (target + 16).copyMemory(from: source + 16, byteCount: count - 16) }
  }
}
