/// Numbers of the North American Numbering Plan that need no library: plain digits with the usual punctuation.
enum NorthAmericanNumber {
  /// `1` and the ten digits; nil where the rule does not decide.
  ///
  /// It decides for ten digits, or `1` and ten digits (with `+1` in any country, else only where `isDefault` says that
  /// the region is the United States or Canada, or unknown), area code and exchange beginning with 2…9 (NANPA's
  /// NPA-NXX), and nothing else but spaces, brackets, hyphens and dots. There it equals libphonenumber's E.164.
  static func digits(_ text: UnsafeRawBufferPointer, isDefault: Bool) -> UInt64? {
    guard text.count >= 10, text.count <= 24 else { return nil }
    var number: UInt64 = 0
    var count = 0
    var hasPlus = false
    for (index, byte) in text.enumerated() {
      switch byte {
      case 0x30...0x39:
        count += 1
        number = number &* 10 &+ UInt64(byte - 0x30)
      case 0x20, 0x28, 0x29, 0x2D, 0x2E: break
      case 0x2B where index == 0: hasPlus = true
      default: return nil
      }
    }
    guard hasPlus || isDefault else { return nil }
    if count == 11 {
      guard number / 10_000_000_000 == 1 else { return nil }
      number -= 10_000_000_000
    } else if count != 10 || hasPlus {
      return nil
    }
    guard number >= 2_000_000_000, number / 1_000_000 % 10 >= 2 else { return nil }
    return 10_000_000_000 + number
  }
}
