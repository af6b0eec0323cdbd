/// Seeds that keep the hashes of different kinds of values apart. They are stored: never change one.
enum HashSeed {
  static let word: UInt64 = 1
  static let name: UInt64 = 2
  static let tax: UInt64 = 3
  static let mailbox: UInt64 = 4
  static let domain: UInt64 = 5
  static let phone: UInt64 = 6
  static let street: UInt64 = 7
  static let postcode: UInt64 = 8
  static let city: UInt64 = 9
}

/// Joins two hashes; order matters. The finalizer is MurmurHash3's 64-bit one (public domain constants).
@inline(__always)
func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
  var x = a &* 0x9E37_79B9_7F4A_7C15 ^ b
  x ^= x >> 33
  x &*= 0xFF51_AFD7_ED55_8CCD
  x ^= x >> 33
  x &*= 0xC4CE_B9FE_1A85_EC53
  return x ^ x >> 33
}

/// Hash of a text of one kind.
@inline(__always)
func hashed(_ text: UnsafeBufferPointer<UInt8>, _ seed: UInt64) -> UInt64 {
  hash64(UnsafeRawBufferPointer(text), seed: seed)
}
