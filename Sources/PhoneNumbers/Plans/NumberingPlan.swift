/// One territory's numbering plan, compiled: answers in a step a digit what libphonenumber answers by regular expressions.
final class NumberingPlan: Sendable {
  /// How many digits a number has, judged by the lengths of the plan (`PhoneNumberUtil::TestNumberLength`).
  enum Length { case possible, localOnly, tooShort, tooLong, invalid }

  let callingCode: Int
  let region: UInt16
  let internationalPrefix: DigitPrefix
  let nationalPrefix: DigitPrefix
  /// A number that begins with the national prefix is written anew: only the library knows how.
  let transforms: Bool
  /// nil where the territory is known by the kinds of its numbers alone.
  let leadingDigits: DigitPrefix?
  /// Bit 0: the general pattern; the others: the kinds.
  private let automaton: DigitAutomaton
  /// For each length the bits of ``automaton`` that allow it.
  private let allowed: [UInt16]
  private let lengths: UInt32
  private let localLengths: UInt32
  private static let mostDigits = 20

  /// nil where the metadata hold what is not understood.
  init?(_ metadata: PlanMetadata) {
    guard let idd = DigitPrefix(metadata.internationalPrefix), let trunk = DigitPrefix(metadata.nationalPrefix) else {
      return nil
    }
    callingCode = metadata.callingCode
    region = metadata.region
    internationalPrefix = metadata.internationalPrefix.isEmpty ? DigitPrefix() : idd
    nationalPrefix = metadata.nationalPrefix.isEmpty ? DigitPrefix() : trunk
    transforms = metadata.transforms
    if metadata.leadingDigits.isEmpty {
      leadingDigits = nil
    } else {
      guard let leading = DigitPrefix(metadata.leadingDigits) else { return nil }
      leadingDigits = leading
    }
    let general = metadata.general
    guard !general.lengths.contains(-1), (general.lengths + general.localLengths).allSatisfy({ 0...31 ~= $0 }) else {
      return nil
    }
    let kinds = metadata.kinds.filter { !$0.pattern.isEmpty && !$0.lengths.contains(-1) }
    var patterns: [DigitPattern] = []
    var allowed = [UInt16](repeating: 0, count: NumberingPlan.mostDigits + 1)
    for (bit, kind) in ([general] + kinds).enumerated() {
      guard let pattern = DigitPattern(kind.pattern), bit < 16 else { return nil }
      patterns.append(pattern)
      for length in allowed.indices where kind.lengths.isEmpty || kind.lengths.contains(length) {
        allowed[length] |= 1 << UInt16(bit)
      }
    }
    guard !general.lengths.isEmpty, let automaton = DigitAutomaton(patterns) else { return nil }
    self.automaton = automaton
    self.allowed = allowed
    lengths = general.lengths.reduce(0) { $0 | 1 << UInt32($1) }
    localLengths = general.localLengths.reduce(0) { $0 | 1 << UInt32($1) }
  }

  /// Whether all digits match the general pattern, whatever their number.
  func isGeneral(_ digits: UnsafeBufferPointer<UInt8>) -> Bool {
    !digits.isEmpty && automaton.matches(digits) & 1 == 1
  }

  /// Whether the number is of any kind (`PhoneNumberUtil::GetNumberTypeHelper`).
  func isOfAnyKind(_ digits: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !digits.isEmpty, digits.count < allowed.count else { return false }
    let matched = automaton.matches(digits) & allowed[digits.count]
    return matched & 1 == 1 && matched > 1
  }

  func length(_ count: Int) -> Length {
    guard count < 32 else { return .tooLong }
    if localLengths >> UInt32(count) & 1 == 1 { return .localOnly }
    if lengths >> UInt32(count) & 1 == 1 { return .possible }
    if count < lengths.trailingZeroBitCount { return .tooShort }
    return count > 31 - lengths.leadingZeroBitCount ? .tooLong : .invalid
  }
}
