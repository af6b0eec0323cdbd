/// UUIDs that are the same in every start of a sandbox.
enum StableUUID {
  /// A UUID in text form, version nibble 8 (made by the application's own rule, RFC 9562), from any seed.
  static func text(seed: String) -> String {
    let high = digest(seed, basis: 0xcbf2_9ce4_8422_2325)
    let low = digest(seed, basis: high ^ 0x9e37_79b9_7f4a_7c15)
    return [
      hex(high >> 32, digits: 8), hex(high >> 16, digits: 4), "8" + hex(high, digits: 3),
      hex(low >> 48 & 0x3fff | 0x8000, digits: 4), hex(low, digits: 12),
    ].joined(separator: "-")
  }

  /// The lowest digits of a number in lower-case hexadecimal, zeros in front.
  static func hex(_ value: UInt64, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text.suffix(digits)
  }

  /// FNV-1a over the seed's bytes, mixed once more so that similar seeds share no digits.
  static func digest(_ seed: String, basis: UInt64) -> UInt64 {
    var hash = basis
    for byte in seed.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return SplitMix.mixed(hash)
  }
}
