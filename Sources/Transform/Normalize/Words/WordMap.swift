/// A map from short ASCII words to values, looked up by the word's bytes without making a String.
///
/// Words of 1 to 24 bytes; a longer one is never found. Open addressing, at most half full. A map is built once for the
/// life of the process (a static table) and its memory is never freed, so that a look-up counts no references.
struct WordMap<Value: Sendable>: @unchecked Sendable {
  private struct Slot {
    var key: WordKey
    var value: Value
  }
  /// Where in ``slots`` a word is, plus one, and above these 16 bits as many of its hash; 0: no word here. Small, so that
  /// what is no word is told by it alone.
  private let places: UnsafeMutablePointer<UInt32>
  /// Written in the initializer only.
  private let slots: UnsafeMutablePointer<Slot>
  private let mask: Int

  /// Of two equal words the later one counts.
  init(_ words: [(String, Value)]) {
    precondition(words.count < UInt16.max, "a table has too many words")
    var size = 16
    while size < words.count * 2 { size *= 2 }
    mask = size - 1
    places = .allocate(capacity: size)
    places.initialize(repeating: 0, count: size)
    slots = .allocate(capacity: max(words.count, 1))
    var count = 0
    for (word, value) in words {
      let bytes = Array(word.utf8)
      precondition((1...WordKey.limit).contains(bytes.count), "a word of a table is empty or too long")
      let key = bytes.withUnsafeBytes { WordKey($0, 0, bytes.count) }
      let hash = key.hash
      var place = hash & mask
      while places[place] != 0, slots[Int(places[place] & 0xFFFF) - 1].key != key { place = (place + 1) & mask }
      if places[place] != 0 {
        slots[Int(places[place] & 0xFFFF) - 1].value = value
      } else {
        (slots + count).initialize(to: Slot(key: key, value: value))
        count += 1
        places[place] = UInt32(count) | WordMap.tag(hash)
      }
    }
  }

  @inline(__always)
  subscript(key: WordKey) -> Value? {
    let hash = key.hash
    let tag = WordMap.tag(hash)
    var place = hash & mask
    while true {
      let known = places[place]
      if known == 0 { return nil }
      if known & 0xFFFF_0000 == tag {
        let slot = slots + (Int(known & 0xFFFF) &- 1)
        if slot.pointee.key == key { return slot.pointee.value }
      }
      place = (place &+ 1) & mask
    }
  }

  /// Bits of a hash that do not tell the place.
  @inline(__always)
  private static func tag(_ hash: Int) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 16) << 16 }

  /// The value of the word at `range` of `bytes`.
  subscript(bytes: [UInt8], range: Range<Int>) -> Value? {
    guard range.count <= WordKey.limit, !range.isEmpty else { return nil }
    return bytes.withUnsafeBytes { self[WordKey($0, range.lowerBound, range.count)] }
  }

  subscript(word: String) -> Value? {
    let bytes = Array(word.utf8)
    return self[bytes, bytes.indices]
  }
}

/// A word of at most 24 bytes as three integers.
struct WordKey: Sendable, Equatable {
  static let limit = 24
  private var a: UInt64 = 0
  private var b: UInt64 = 0
  private var c: UInt64 = 0

  /// `count` bytes from `start`; at most ``limit``.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) {
    a = WordKey.load(bytes, start, min(count, 8))
    if count > 8 { b = WordKey.load(bytes, start + 8, min(count - 8, 8)) }
    if count > 16 { c = WordKey.load(bytes, start + 16, count - 16) }
  }

  /// `count` bytes, one at least, behind which sixteen more can be read: without a branch on most words' lengths.
  @inline(__always)
  init(_ bytes: UnsafeRawPointer, count: Int) {
    func load(_ offset: Int) -> UInt64 {
      let bytes = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      return bytes & .max >> UInt64(8 &* max(0, 8 &- max(0, count &- offset)))
    }
    a = load(0)
    b = load(8)
    if count > 16 { c = load(16) }
  }

  @inline(__always)
  private static func load(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> UInt64 {
    if start + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      return count == 8 ? word : word & (1 << (UInt64(count) * 8) - 1)
    }
    var word: UInt64 = 0
    for offset in (0..<count).reversed() { word = word << 8 | UInt64(bytes[start + offset]) }
    return word
  }

  @inline(__always)
  var hash: Int {
    // The highest bits of a product depend on all bits of its factors.
    let mixed = (a ^ (b &* 0xD6E8_FEB8_6659_FD93) ^ (c &* 0xA076_1D64_78BD_642F)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32)
  }
}
