/// Telephone numbers as received → ``PhoneNumber``: a rule for North America, the compiled numbering plans of all
/// countries, and for what they leave undecided libphonenumber and a cache of its answers.
///
/// A value of its own: copies share nothing. The answer never depends on what was parsed before.
package struct PhoneParser: Sendable {
  private struct Slot: Sendable {
    var key: (UInt64, UInt64) = (0, 0)
    var number: PhoneNumber?
  }
  /// Direct-mapped: a new number takes the place of the one that lay there.
  private var slots: [Slot]
  private let mask: Int
  private var areaCodes = AreaCodes()
  private var plans = PlanReader()

  private static let unitedStates: UInt16 = 0x5553
  private static let canada: UInt16 = 0x4341

  /// `slots`: how many numbers are remembered; a power of two.
  package init(slots count: Int = 1 << 14) {
    precondition(count > 0 && count & (count - 1) == 0, "the number of slots is a power of two")
    slots = Array(repeating: Slot(), count: count)
    mask = count - 1
  }

  /// Parses one number; nil where the text has no digit but 0. `region` as in ``PhoneNumber/init(library:region:)``.
  package mutating func parse(_ text: UnsafeRawBufferPointer, region: UInt16) -> PhoneNumber? {
    // The library reads 250 characters at most; the rest of a longer text is not a telephone number's.
    let text = UnsafeRawBufferPointer(rebasing: text.prefix(250))
    // Behind a number in order nothing of it can be meant but an extension; all else is the library's to take apart.
    if let (front, digits) = PhoneExtension.split(text), var number = parse(front, region: region), number.isValid {
      number.extensionDigits = digits
      return number
    }
    let isNorthAmerican = region == PhoneParser.unitedStates || region == PhoneParser.canada || region == 0
    if let digits = NorthAmericanNumber.digits(text, isDefault: isNorthAmerican) {
      return PhoneNumber(
        e164: digits, callingCode: 1, isValid: areaCodes.isAssigned(digits / 10_000_000 % 1000))
    }
    let number = libraryNumber(text, region)
    if number?.isValid != true, let again = international(text), again.isValid { return again }
    if let number { return number.e164 == 0 ? nil : number }
    return byDigits(text, region)
  }

  /// What the library cannot read, by its digits and a plus in front of them; kept where they are no number.
  ///
  /// A plus before a zero (no country's code begins so) counts for nothing: the digits are read as without it. Two zeros
  /// that lead to no number either stand for a plus. One zero is a trunk prefix of a country that is not known.
  private mutating func byDigits(_ text: UnsafeRawBufferPointer, _ region: UInt16) -> PhoneNumber? {
    var plain: [UInt8] = []
    var digits: UInt64 = 0
    for byte in text {
      if byte == 0x2B, plain.isEmpty { plain.append(byte) }
      guard byte &- 0x30 < 10 else { continue }
      if digits >= 100_000_000_000_000_000 { break }
      plain.append(byte)
      digits = digits * 10 + UInt64(byte - 0x30)
    }
    if digits == 0 { return nil }
    if plain.count == text.count {
      if plain.starts(with: "+0".utf8) {
        plain.removeFirst()
      } else if plain.starts(with: "00".utf8) {
        plain = Array("+\(digits)".utf8)
      } else {
        return PhoneNumber(e164: digits)
      }
    }
    return plain.withUnsafeBytes { parse($0, region: region) }
  }

  /// What the library reads, settled: by the plans, from the cache, or by itself.
  private mutating func libraryNumber(_ text: UnsafeRawBufferPointer, _ region: UInt16) -> PhoneNumber? {
    switch plans.read(text, region: region) {
    case .number(let number): return settled(number)
    case .none: return nil
    case .undecided: break
    }
    let key = PhoneParser.key(text, region)
    let place = Int(truncatingIfNeeded: key.0) & mask
    if slots[place].key == key { return slots[place].number }
    let number = PhoneNumber(library: text, region: region).map { settled($0) }
    slots[place] = Slot(key: key, number: number)
    return number
  }

  /// Readings in a row that may change a number: most take a digit away.
  private static let mostReadings = 20

  /// The number that its own E.164 form is read as, so that one number has one form: the library keeps Mexico's former
  /// mobile 1 behind 01 and takes it away behind +52; and of several zeros it takes away one at a time.
  private mutating func settled(_ number: PhoneNumber) -> PhoneNumber {
    var number = number
    for _ in 0..<PhoneParser.mostReadings where !plans.isSettled(number) {
      let international = Array("+\(number.e164)".utf8)
      let again = international.withUnsafeBytes { text -> PhoneNumber? in
        switch plans.read(text, region: 0) {
        case .number(let again): again
        case .none: nil
        case .undecided: PhoneNumber(library: text, region: 0)
        }
      }
      guard var again, again.e164 != 0, again.e164 != number.e164 else { break }
      again.extensionDigits = number.extensionDigits
      number = again
    }
    return number
  }

  /// What people write before a number abroad although their own country does not: `00` for `+`, and `(0)` behind the
  /// country's code. nil where neither is there.
  private mutating func international(_ text: UnsafeRawBufferPointer) -> PhoneNumber? {
    guard let start = text.firstIndex(where: { $0 == 0x2B || $0 &- 0x30 < 10 }) else { return nil }
    let rest = UnsafeRawBufferPointer(rebasing: text[start...])
    let isZeros = rest.count >= 12 && rest[0] == 0x30 && rest[1] == 0x30
    guard rest[0] == 0x2B || isZeros else { return nil }
    var bytes = Array(rest)
    if isZeros, bytes.count(where: { $0 &- 0x30 < 10 }) >= 12 { bytes.replaceSubrange(0..<2, with: [0x2B]) }
    guard bytes.first == 0x2B else { return nil }
    if let open = bytes.indices.dropLast(2).first(where: { bytes[$0...].starts(with: [0x28, 0x30, 0x29]) }) {
      bytes.replaceSubrange(open..<open + 3, with: [0x20])
    } else if text.first == 0x2B {
      return nil
    }
    return bytes.withUnsafeBytes { libraryNumber($0, 0) }
  }

  /// 128 bits of region and bytes; never (0, 0), which marks an empty slot.
  private static func key(_ text: UnsafeRawBufferPointer, _ region: UInt16) -> (UInt64, UInt64) {
    var a = UInt64(region) &+ 0x9E37_79B9_7F4A_7C15
    var b = UInt64(text.count) &+ 0xD6E8_FEB8_6659_FD93
    for byte in text {
      a = (a ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      b = (b &+ UInt64(byte)) &* 0xA076_1D64_78BD_642F
      b ^= b >> 29
    }
    a ^= a >> 32
    return (a, b | 1)
  }
}

/// Which three-digit area codes of the North American Numbering Plan are assigned, asked of the library once each.
private struct AreaCodes: Sendable {
  private var known: [UInt8] = Array(repeating: 0, count: 1000)

  mutating func isAssigned(_ code: UInt64) -> Bool {
    let index = Int(code)
    if known[index] == 0 {
      var sample = Array("+1\(code)2345678".utf8)
      let number = sample.withUnsafeMutableBytes { PhoneNumber(library: UnsafeRawBufferPointer($0), region: 0) }
      known[index] = number?.isValid == true ? 2 : 1
    }
    return known[index] == 2
  }
}
