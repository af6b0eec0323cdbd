/// ISO 3166-1 alpha-2 codes as two ASCII bytes in one integer (``NormalizedRecord/country``).
enum Country {
  /// Of two upper-case letters; 0 of anything else.
  static func code(_ text: String) -> UInt16 {
    let bytes = Array(text.utf8)
    return bytes.count == 2 ? code(bytes[0], bytes[1]) : 0
  }

  @inline(__always)
  static func code(_ high: UInt8, _ low: UInt8) -> UInt16 { UInt16(high) << 8 | UInt16(low) }

  static let us = code("US")
  static let gb = code("GB")
  static let de = code("DE")
  static let fr = code("FR")
  static let au = code("AU")
  static let ca = code("CA")
  static let nl = code("NL")
  static let indiaCode = code("IN")
  static let es = code("ES")
  static let jp = code("JP")
  static let at = code("AT")
  static let ch = code("CH")
  static let it = code("IT")
  static let nz = code("NZ")
  static let be = code("BE")
}
