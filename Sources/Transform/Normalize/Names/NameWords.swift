/// The words of a ``NameTokenizer`` where they lie: valid until it changes, and passed on without counting references.
struct NameWords {
  /// All bytes, with room behind the last.
  let bytes: UnsafeMutablePointer<UInt8>
  let words: UnsafeBufferPointer<NameWord>
  /// What any of the words is.
  let traits: WordTraits
  let legalForms = Vocabulary.shared.legalForms

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
  private func prefix(_ word: NameWord) -> UInt64 {
    let bytes = UInt64(
      bigEndian: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: word.start, as: UInt64.self))
    return word.count >= 8 ? bytes : bytes & ~(UInt64.max >> UInt64(word.count * 8))
  }

  /// Copies a word to a place with seven bytes of room behind it.
  @inline(__always)
  func copy(_ word: NameWord, to target: UnsafeMutableRawPointer) {
    for offset in stride(from: 0, to: word.count, by: 8) {
      target.storeBytes(
        of: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: word.start + offset, as: UInt64.self),
        toByteOffset: offset, as: UInt64.self)
    }
  }
}
