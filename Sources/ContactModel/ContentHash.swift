/// XXH64, written from its published specification (Yann Collet, "xxHash fast digest algorithm"): a fast hash of bytes
/// that is the same on every machine and for ever. No protection against forgery.
///
/// The value hashes piece by piece; ``xxh64(_:seed:)`` hashes one buffer; both agree.
package struct ContentHash: Sendable {
  private let seed: UInt64
  private var lanes: Lanes
  private var length: UInt64 = 0
  /// Bytes that do not yet fill a stripe of 32.
  private var pending: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var pendingCount = 0

  package init(seed: UInt64 = 0) {
    self.seed = seed
    lanes = Lanes(seed: seed)
  }

  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    length &+= UInt64(bytes.count)
    var index = 0
    if pendingCount > 0 {
      index = min(32 - pendingCount, bytes.count)
      withUnsafeMutableBytes(of: &pending) { [pendingCount] in
        ($0.baseAddress! + pendingCount).copyMemory(from: base, byteCount: index)
      }
      pendingCount += index
      guard pendingCount == 32 else { return }
      withUnsafeBytes(of: &pending) { lanes.mix($0.baseAddress!) }
      pendingCount = 0
    }
    while bytes.count - index >= 32 {
      lanes.mix(base + index)
      index += 32
    }
    pendingCount = bytes.count - index
    withUnsafeMutableBytes(of: &pending) { [pendingCount] in
      $0.baseAddress!.copyMemory(from: base + index, byteCount: pendingCount)
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
        length >= 32 ? lanes.merged : seed &+ Stripe.prime5, length: length,
        tail: UnsafeRawBufferPointer(rebasing: tail[..<pendingCount]))
    }
  }

  /// The hash of one buffer.
  package static func xxh64(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    guard bytes.count >= 32, let base = bytes.baseAddress else {
      return Stripe.finish(seed &+ Stripe.prime5, length: UInt64(bytes.count), tail: bytes)
    }
    var lanes = Lanes(seed: seed)
    var index = 0
    while bytes.count - index >= 32 {
      lanes.mix(base + index)
      index += 32
    }
    return Stripe.finish(
      lanes.merged, length: UInt64(bytes.count), tail: UnsafeRawBufferPointer(rebasing: bytes[index...]))
  }
}

/// The four accumulators.
private struct Lanes: Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  init(seed: UInt64) {
    a = seed &+ Stripe.prime1 &+ Stripe.prime2
    b = seed &+ Stripe.prime2
    c = seed
    d = seed &- Stripe.prime1
  }

  /// Takes in a stripe of 32 bytes.
  @inline(__always)
  mutating func mix(_ stripe: UnsafeRawPointer) {
    a = Stripe.round(a, Stripe.word(stripe))
    b = Stripe.round(b, Stripe.word(stripe + 8))
    c = Stripe.round(c, Stripe.word(stripe + 16))
    d = Stripe.round(d, Stripe.word(stripe + 24))
  }

  var merged: UInt64 {
    var hash =
      Stripe.rotate(a, 1) &+ Stripe.rotate(b, 7) &+ Stripe.rotate(c, 12) &+ Stripe.rotate(d, 18)
    hash = Stripe.fold(hash, a)
    hash = Stripe.fold(hash, b)
    hash = Stripe.fold(hash, c)
    return Stripe.fold(hash, d)
  }
}

/// The steps of XXH64, named as in its specification's sections 1-7.
private enum Stripe {
  static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  @inline(__always)
  static func word(_ bytes: UnsafeRawPointer) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 { value &<< count | value &>> (64 &- count) }

  @inline(__always)
  static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 { rotate(lane &+ word &* prime2, 31) &* prime1 }

  @inline(__always)
  static func fold(_ hash: UInt64, _ lane: UInt64) -> UInt64 { (hash ^ round(0, lane)) &* prime1 &+ prime4 }

  static func finish(_ start: UInt64, length: UInt64, tail: UnsafeRawBufferPointer) -> UInt64 {
    var hash = start &+ length
    var index = 0
    while tail.count - index >= 8 {
      let word = UInt64(littleEndian: tail.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      hash = rotate(hash ^ round(0, word), 27) &* prime1 &+ prime4
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
