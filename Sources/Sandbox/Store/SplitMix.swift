/// The mixing function of SplitMix64 (Steele, Lea and Flood, 2014): seeded chance without a sequence to share.
enum SplitMix {
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number in 0 ..< 1 that depends on the value alone.
  static func fraction(_ value: UInt64) -> Double { Double(mixed(value) >> 11) * 0x1p-53 }
}
