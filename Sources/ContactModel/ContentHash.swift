/// XXH64, written from its published specification (Yann Collet, "xxHash fast digest algorithm"): a fast hash of bytes that
/// is the same on every machine and for ever. No protection against forgery.
///
/// The value hashes piece by piece; ``xxh64(_:seed:)`` hashes one buffer; both agree.
package struct ContentHash: Sendable {
  private let seed: UInt64
  private var lanes: SIMD4<UInt64>
  private var length: UInt64 = 0
  /// Bytes that do not yet fill a stripe of 32.
  private var pending = SIMD4<UInt64>()
  private var pendingCount = 0

  package init(seed: UInt64 = 0) {
    self.seed = seed
    lanes = Stripe.start(seed)
  }

  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var rest = bytes[...]
    if pendingCount > 0 {
      let taken = min(32 - pendingCount, rest.count)
      withUnsafeMutableBytes(of: &pending) {
        UnsafeMutableRawBufferPointer(rebasing: $0[pendingCount...]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: rest.prefix(taken)))
      }
      pendingCount += taken
      rest = rest.dropFirst(taken)
      guard pendingCount == 32 else { return }
      withUnsafeBytes(of: pending) { lanes = Stripe.mix(lanes, $0, at: 0) }
      pendingCount = 0
    }
    let whole = UnsafeRawBufferPointer(rebasing: rest)
    var index = 0
    while whole.count - index >= 32 {
      lanes = Stripe.mix(lanes, whole, at: index)
      index += 32
    }
    guard index < whole.count else { return }
    pendingCount = whole.count - index
    withUnsafeMutableBytes(of: &pending) {
      $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: whole[index...]))
    }
  }

  /// Appends the eight bytes of a number, lowest first.
  package mutating func append(word: UInt64) {
    withUnsafeBytes(of: word.littleEndian) { append($0) }
  }

  /// The hash of everything appended so far; more may be appended afterwards.
  package var value: UInt64 {
    withUnsafeBytes(of: pending) { tail in
      Stripe.finish(
        length >= 32 ? Stripe.merge(lanes) : seed &+ Stripe.prime5, length: length,
        tail: UnsafeRawBufferPointer(rebasing: tail[..<pendingCount]))
    }
  }

  /// The hash of one buffer.
  package static func xxh64(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    guard bytes.count >= 32 else {
      return Stripe.finish(seed &+ Stripe.prime5, length: UInt64(bytes.count), tail: bytes)
    }
    var lanes = Stripe.start(seed)
    var index = 0
    while bytes.count - index >= 32 {
      lanes = Stripe.mix(lanes, bytes, at: index)
      index += 32
    }
    return Stripe.finish(
      Stripe.merge(lanes), length: UInt64(bytes.count), tail: UnsafeRawBufferPointer(rebasing: bytes[index...]))
  }
}

/// The steps of XXH64, named as in its specification's sections 1-7.
private enum Stripe {
  static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  static func start(_ seed: UInt64) -> SIMD4<UInt64> {
    SIMD4(seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
  }

  @inline(__always)
  static func word(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  @inline(__always)
  static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 { value &<< count | value &>> (64 &- count) }

  @inline(__always)
  static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 { rotate(lane &+ word &* prime2, 31) &* prime1 }

  @inline(__always)
  static func mix(_ lanes: SIMD4<UInt64>, _ bytes: UnsafeRawBufferPointer, at index: Int) -> SIMD4<UInt64> {
    SIMD4(
      round(lanes[0], word(bytes, index)), round(lanes[1], word(bytes, index + 8)),
      round(lanes[2], word(bytes, index + 16)), round(lanes[3], word(bytes, index + 24)))
  }

  static func merge(_ lanes: SIMD4<UInt64>) -> UInt64 {
    var hash = rotate(lanes[0], 1) &+ rotate(lanes[1], 7) &+ rotate(lanes[2], 12) &+ rotate(lanes[3], 18)
    for index in 0..<4 { hash = (hash ^ round(0, lanes[index])) &* prime1 &+ prime4 }
    return hash
  }

  static func finish(_ start: UInt64, length: UInt64, tail: UnsafeRawBufferPointer) -> UInt64 {
    var hash = start &+ length
    var index = 0
    while tail.count - index >= 8 {
      hash = rotate(hash ^ round(0, word(tail, index)), 27) &* prime1 &+ prime4
      index += 8
    }
    if tail.count - index >= 4 {
      let half = UInt64(UInt32(littleEndian: tail.loadUnaligned(fromByteOffset: index, as: UInt32.self)))
      hash = rotate(hash ^ (half &* prime1), 23) &* prime2 &+ prime3
      index += 4
    }
    while index < tail.count {
      hash = rotate(hash ^ (UInt64(tail[index]) &* prime5), 11) &* prime1
      index += 1
    }
    hash = (hash ^ (hash &>> 33)) &* prime2
    hash = (hash ^ (hash &>> 29)) &* prime3
    return hash ^ (hash &>> 32)
  }
}
