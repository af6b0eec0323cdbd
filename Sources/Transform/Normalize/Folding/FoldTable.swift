internal import Foundation

/// What each Latin letter and each common sign beyond ASCII becomes in lower-case ASCII.
///
/// U+0080…U+024F and U+1E00…U+1EFF take one table look-up; a letter's base comes from its canonical decomposition
/// (Unicode), letters that do not decompose (æ ø ł đ ð þ œ ß ı …) from a list. An entry packs up to four bytes, lowest
/// first; 0 drops the character.
final class FoldTable: Sendable {
  static let shared = FoldTable()

  /// The entry that says "not in the table: another script".
  static let unknown = UInt32.max

  private let latin: [UInt32]
  private let additional: [UInt32]

  private init() {
    latin = (0x80..<0x250).map { FoldTable.entry(UInt32($0)) }
    additional = (0x1E00..<0x1F00).map { FoldTable.entry(UInt32($0)) }
  }

  /// The folded form of one code point of U+0080 and above.
  @inline(__always)
  func folded(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x250 { return latin[Int(scalar) - 0x80] }
    if scalar >= 0x1E00, scalar < 0x1F00 { return additional[Int(scalar) - 0x1E00] }
    return FoldTable.sign(scalar)
  }

  private static let space: UInt32 = 0x20

  /// Punctuation, symbols, invisible characters, half- and full-width forms.
  private static func sign(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x0300...0x036F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xFFFD,
      0xE0000...0xE0FFF:
      return 0  // combining marks, zero-width and bidi marks, variation selectors, replacement character
    case 0x02B0...0x02FF:
      return packed([0x02B9, 0x02BB, 0x02BC, 0x02BD, 0x02BE, 0x02BF, 0x02C8].contains(scalar) ? "'" : " ")
    case 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return space
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0x30FB: return packed("-")
    case 0x2018...0x201B, 0x2032, 0x2035: return packed("'")
    case 0x2020...0x2027, 0x201C...0x201F, 0x2030...0x205E: return space
    case 0x20A0...0x20CF, 0x2190...0x245F, 0x2500...0x2BFF, 0x1F000...0x1FAFF, 0xE000...0xF8FF: return space
    case 0x2105: return packed("c/o")
    case 0x2116: return packed("no")
    case 0x2117, 0x2120, 0x2122: return space
    case 0x3001, 0x3002, 0x3008...0x3011: return scalar == 0x3001 ? packed(",") : space
    case 0xFF01...0xFF5E: return UInt32(lower(UInt8(scalar - 0xFF01 + 0x21)))
    default: return unknown
    }
  }

  private static let special: [UInt32: String] = [
    0xA0: " ", 0xAA: "a", 0xAD: "", 0xB2: "2", 0xB3: "3", 0xB4: "'", 0xB7: " ", 0xB9: "1", 0xBA: "o", 0xC6: "ae",
    0xD0: "d", 0xD8: "o", 0xDE: "th", 0xDF: "ss", 0xE6: "ae", 0xF0: "d", 0xF8: "o", 0xFE: "th", 0x110: "d",
    0x111: "d", 0x126: "h", 0x127: "h", 0x131: "i", 0x132: "ij", 0x133: "ij", 0x138: "k", 0x141: "l", 0x142: "l",
    0x149: "n", 0x14A: "n", 0x14B: "n", 0x152: "oe", 0x153: "oe", 0x166: "t", 0x167: "t", 0x17F: "s", 0x180: "b",
    0x187: "c", 0x188: "c", 0x189: "d", 0x18A: "d", 0x18F: "e", 0x190: "e", 0x191: "f", 0x192: "f", 0x197: "i",
    0x198: "k", 0x199: "k", 0x19A: "l", 0x1A5: "p", 0x1A4: "p", 0x1AB: "t", 0x1B3: "y", 0x1B4: "y", 0x1B5: "z",
    0x1B6: "z", 0x1C4: "dz", 0x1C5: "dz", 0x1C6: "dz", 0x1C7: "lj", 0x1C8: "lj", 0x1C9: "lj", 0x1CA: "nj",
    0x1CB: "nj", 0x1CC: "nj", 0x1DD: "e", 0x1E4: "g", 0x1E5: "g", 0x1F1: "dz", 0x1F2: "dz", 0x1F3: "dz", 0x221: "d",
    0x23A: "a", 0x23B: "c", 0x23C: "c", 0x23D: "l", 0x243: "b", 0x244: "u", 0x246: "e", 0x247: "e", 0x248: "j",
    0x249: "j", 0x24C: "r", 0x24D: "r", 0x24E: "y", 0x24F: "y", 0x259: "e", 0x1E9E: "ss",
  ]

  private static func entry(_ scalar: UInt32) -> UInt32 {
    if let text = special[scalar] { return packed(text) }
    guard let unicode = Unicode.Scalar(scalar) else { return space }
    let base = String(unicode).decomposedStringWithCanonicalMapping.unicodeScalars.first?.value ?? 0
    guard base < 0x80, base > 0x20 else { return special[base].map(packed) ?? space }
    return UInt32(lower(UInt8(base)))
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  private static func packed(_ text: String) -> UInt32 {
    text.utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
