/// A map from short ASCII words to values, looked up by the word's bytes without making a String.
///
/// Words of 1 to 24 bytes; a longer one is never found. Open addressing, at most half full. A map is built once for the
/// life of the process (a static table) and its memory is never freed, so that a look-up counts no references.
struct WordMap<Value: Sendable>: @unchecked Sendable {
  private struct Slot {
    /// Empty: no word here.
    var key: WordKey
    var value: Value?
  }
  /// Written in the initializer only.
  private let slots: UnsafeMutablePointer<Slot>
  private let mask: Int

  /// Of two equal words the later one counts.
  init(_ words: [(String, Value)]) {
    var size = 16
    while size < words.count * 2 { size *= 2 }
    mask = size - 1
    slots = .allocate(capacity: size)
    slots.initialize(repeating: Slot(key: WordKey(), value: nil), count: size)
    for (word, value) in words {
      let bytes = Array(word.utf8)
      precondition((1...WordKey.limit).contains(bytes.count), "a word of a table is empty or too long")
      let key = bytes.withUnsafeBytes { WordKey($0, 0, bytes.count) }
      var place = key.hash & mask
      while !slots[place].key.isEmpty, slots[place].key != key { place = (place + 1) & mask }
      slots[place] = Slot(key: key, value: value)
    }
  }

  @inline(__always)
  subscript(key: WordKey) -> Value? {
    var place = key.hash & mask
    while !slots[place].key.isEmpty {
      if slots[place].key == key { return slots[place].value }
      place = (place + 1) & mask
    }
    return nil
  }

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

  init() {}

  /// No word begins with a zero byte.
  var isEmpty: Bool { a == 0 }

  /// `count` bytes from `start`; at most ``limit``.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) {
    a = WordKey.load(bytes, start, min(count, 8))
    if count > 8 { b = WordKey.load(bytes, start + 8, min(count - 8, 8)) }
    if count > 16 { c = WordKey.load(bytes, start + 16, count - 16) }
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
    var mixed = a &* 0x9E37_79B9_7F4A_7C15
    mixed ^= (b &+ 0x2545_F491_4F6C_DD1D) &* 0xD6E8_FEB8_6659_FD93
    mixed ^= c &* 0xA076_1D64_78BD_642F
    return Int(truncatingIfNeeded: (mixed ^ mixed >> 32) & 0x7FFF_FFFF)
  }
}
