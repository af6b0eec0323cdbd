/// A short text as folded bytes and as bits, one a byte: which bytes are letters, which digits, which signs.
///
/// The bits are made eight bytes at a time, so that words are found without a look at each byte.
struct NameBits {
  /// Bytes of a text at most.
  static let limit = 64
  /// Bytes that ``init(folding:into:)`` may write: the text, and spaces behind it.
  static let room = limit + 8

  private(set) var count = 0
  private(set) var letters: UInt64 = 0
  private(set) var digits: UInt64 = 0
  /// Neither letters nor digits nor spaces.
  private(set) var signs: UInt64 = 0

  init() {}

  /// Folds an ASCII text as ``Folder`` does into a place with ``room``, spaces behind it; nil for any other text and
  /// for one of more than ``limit`` bytes.
  @inline(__always)
  init?(folding source: UnsafeRawBufferPointer, into target: UnsafeMutableRawPointer) {
    guard let base = source.baseAddress, source.count <= NameBits.limit else { return nil }
    count = source.count
    var offset = 0
    while offset < count {
      let bytes = NameBits.block(base, offset, count)
      guard bytes & NameBits.all(0x80) == 0 else { return nil }
      take(bytes, offset, target)
      offset += 8
    }
    target.storeBytes(of: NameBits.all(0x20), toByteOffset: offset, as: UInt64.self)
  }

  /// Bytes that are part of a word.
  var words: UInt64 { letters | digits }
  var spaces: UInt64 { ~(letters | digits | signs) & valid }

  private var valid: UInt64 { count == 64 ? .max : 1 << UInt64(count) - 1 }

  /// Where a sign stands first; 64 where it does not.
  func first(_ sign: UInt8, of bytes: UnsafeMutablePointer<UInt8>) -> Int {
    var rest = signs
    while rest != 0, bytes[rest.trailingZeroBitCount] != sign { rest &= rest &- 1 }
    return rest.trailingZeroBitCount
  }

  /// Takes out one byte; those behind it move up.
  mutating func remove(_ place: Int, from bytes: UnsafeMutablePointer<UInt8>) {
    for index in place..<count { bytes[index] = bytes[index + 1] }
    count -= 1
    let before = (1 as UInt64) << UInt64(place) - 1
    func closed(_ bits: UInt64) -> UInt64 { bits & before | bits >> 1 & ~before }
    (letters, digits, signs) = (closed(letters), closed(digits), closed(signs))
  }

  /// Eight bytes as one number, the first lowest; zeros behind the text's end.
  @inline(__always)
  private static func block(_ base: UnsafeRawPointer, _ offset: Int, _ count: Int) -> UInt64 {
    let rest = count - offset
    if rest >= 8 { return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
    if count >= 8 {
      let last = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
      return last >> UInt64((8 - rest) * 8)
    }
    var bytes: UInt64 = 0
    for index in (0..<count).reversed() {
      bytes = bytes << 8 | UInt64(base.load(fromByteOffset: index, as: UInt8.self))
    }
    return bytes
  }

  /// Folds eight ASCII bytes and sets their bits; the highest bit of a byte answers whether it is at least something.
  @inline(__always)
  private mutating func take(_ bytes: UInt64, _ offset: Int, _ target: UnsafeMutableRawPointer) {
    let high = NameBits.all(0x80)
    func isAtLeast(_ least: UInt8, _ bytes: UInt64) -> UInt64 { bytes &+ NameBits.all(0x80 - least) }
    let upper = isAtLeast(0x41, bytes) & ~isAtLeast(0x5B, bytes) & high
    let control = (~isAtLeast(0x20, bytes) | isAtLeast(0x7F, bytes)) & high
    let blank = control &- control >> 7 | control
    let folded = (bytes | upper >> 2) & ~blank | NameBits.all(0x20) & blank
    target.storeBytes(of: folded.littleEndian, toByteOffset: offset, as: UInt64.self)
    let letter = isAtLeast(0x61, folded) & ~isAtLeast(0x7B, folded) & high
    let digit = isAtLeast(0x30, folded) & ~isAtLeast(0x3A, folded) & high
    let sign = isAtLeast(0x21, folded) & ~(letter | digit) & high
    let shift = UInt64(offset)
    letters |= NameBits.gathered(letter) << shift
    digits |= NameBits.gathered(digit) << shift
    signs |= NameBits.gathered(sign) << shift
  }

  /// The highest bits of eight bytes side by side.
  @inline(__always)
  private static func gathered(_ bits: UInt64) -> UInt64 { (bits &* 0x0002_0408_1020_4081) >> 56 }

  @inline(__always)
  private static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }
}
