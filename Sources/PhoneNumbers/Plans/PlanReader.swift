/// Reads telephone numbers by ``NumberingPlans``: what libphonenumber makes of a text that holds nothing but one number.
///
/// The steps are those of `PhoneNumberUtil::ParseHelper` and `IsValidNumber`, by the same metadata.
package struct PlanReader: Sendable {
  package enum Answer {
    case number(PhoneNumber)
    /// The library reads no number.
    case none
    /// Only the library can tell.
    case undecided
  }

  private let plans = NumberingPlans.shared
  /// Plans that were asked for, by calling code: no lock on the way.
  private var known: [NumberingPlans.Country??] = Array(repeating: nil, count: 1000)
  private var lastRegion: (region: UInt16, code: Int?) = (0, nil)

  package init() {}

  typealias Digits = UnsafeBufferPointer<UInt8>

  /// Digits at most: a country code, and the most that the library takes for a national number.
  private static let mostDigits = 20

  /// `region` as in ``PhoneNumber/init(library:region:)``.
  package mutating func read(_ text: UnsafeRawBufferPointer, region: UInt16) -> Answer {
    guard plans.isThere else { return .undecided }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: PlanReader.mostDigits) { buffer in
      guard let (count, hasPlus) = PlanReader.digits(text, buffer) else { return .undecided }
      return read(Digits(rebasing: buffer[..<count]), hasPlus, region)
    }
  }

  /// Digits with spaces, brackets, hyphens, dots and slashes between them, a plus in front, and before that letters that
  /// the library skips ("Tel."); nil where there is anything else.
  private static func digits(
    _ text: UnsafeRawBufferPointer, _ buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> (count: Int, hasPlus: Bool)? {
    guard text.count <= 64 else { return nil }
    var (count, hasPlus) = (0, false)
    for byte in text {
      switch byte {
      case 0x30...0x39:
        if count == mostDigits { return nil }
        buffer[count] = byte - 0x30
        count += 1
      case 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F: break
      case 0x2B where count == 0 && !hasPlus: hasPlus = true
      case 0x3A, 0x41...0x5A, 0x61...0x7A:
        if count > 0 || hasPlus { return nil }
      default: return nil
      }
    }
    return count >= 3 ? (count, hasPlus) : nil
  }

  private mutating func country(_ code: Int) -> NumberingPlans.Country? {
    if let country = known[code] { return country }
    let country = plans.country(code)
    known[code] = .some(country)
    return country
  }

  private mutating func callingCode(of region: UInt16) -> Int? {
    if lastRegion.region != region { lastRegion = (region, plans.callingCode(of: region)) }
    return lastRegion.code
  }

  private mutating func read(_ digits: Digits, _ hasPlus: Bool, _ region: UInt16) -> Answer {
    if hasPlus { return international(digits) }
    guard let code = callingCode(of: region) else { return .none }
    guard let country = country(code), let home = country.plans.first(where: { $0.region == region }) else {
      return .undecided
    }
    if let length = home.internationalPrefix.length(in: digits) {
      let rest = Digits(rebasing: digits[length...])
      if rest.first != 0 { return international(rest) }
    }
    if let rest = withoutCallingCode(digits, home) {
      guard let rest else { return .undecided }
      return national(rest, country, country.plans[0])
    }
    return national(digits, country, home)
  }

  /// A number that begins with a calling code.
  private mutating func international(_ digits: Digits) -> Answer {
    guard digits.count > 2, digits[0] != 0 else { return .undecided }
    var code = 0
    for length in 1...min(3, digits.count) {
      code = code * 10 + Int(digits[length - 1])
      guard plans.isCallingCode(code) else { continue }
      guard let country = country(code) else { return .undecided }
      return national(Digits(rebasing: digits[length...]), country, country.plans[0])
    }
    return .undecided
  }

  /// What is left of a number behind its own country's calling code, written without a plus; nil where it begins
  /// otherwise, or is rather a number that happens to begin so. `.some(nil)`: only the library can tell.
  private func withoutCallingCode(_ digits: Digits, _ home: NumberingPlan) -> Digits?? {
    var (length, power) = (1, 10)
    while power <= home.callingCode { (length, power) = (length + 1, power * 10) }
    guard digits.count >= length else { return nil }
    var code = 0
    for place in 0..<length { code = code * 10 + Int(digits[place]) }
    guard code == home.callingCode else { return nil }
    guard let rest = withoutNationalPrefix(Digits(rebasing: digits[length...]), home) else { return .some(nil) }
    let isBetter = !home.isGeneral(digits) && home.isGeneral(rest)
    return isBetter || home.length(digits.count) == .tooLong ? .some(rest) : nil
  }

  /// The number without its national prefix, where it loses nothing by it; nil: only the library can tell.
  private func withoutNationalPrefix(_ digits: Digits, _ plan: NumberingPlan) -> Digits? {
    guard let length = plan.nationalPrefix.length(in: digits) else { return digits }
    if plan.transforms { return nil }
    let rest = Digits(rebasing: digits[length...])
    return plan.isGeneral(digits) && !plan.isGeneral(rest) ? digits : rest
  }

  private func national(_ digits: Digits, _ country: NumberingPlans.Country, _ plan: NumberingPlan) -> Answer {
    guard digits.count >= 2, let rest = withoutNationalPrefix(digits, plan) else { return .undecided }
    var number = digits
    switch plan.length(rest.count) {
    case .possible, .tooLong: number = rest
    case .localOnly, .tooShort, .invalid: break
    }
    guard number.count >= 2, number.count <= 15, number[0] != 0 || number[1] != 0 else { return .undecided }
    var e164 = UInt64(plan.callingCode)
    for digit in number { e164 = e164 * 10 + UInt64(digit) }
    return .number(
      PhoneNumber(
        e164: e164, callingCode: UInt16(plan.callingCode), isValid: PlanReader.isValid(number, country)))
  }

  /// Whether the plan of its country reads the number's E.164 form as the number itself; false where it cannot tell.
  mutating func isSettled(_ number: PhoneNumber) -> Bool {
    guard plans.isThere, number.callingCode < 1000, let country = country(Int(number.callingCode)) else { return false }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: PlanReader.mostDigits) { buffer in
      var (place, rest, code) = (buffer.count, number.e164, number.callingCode)
      while rest > 0 {
        place -= 1
        buffer[place] = UInt8(rest % 10)
        rest /= 10
      }
      while code > 0 { (place, code) = (place + 1, code / 10) }
      let national = Digits(rebasing: buffer[place...])
      guard 2...15 ~= national.count, national[0] != 0 || national[1] != 0 else { return false }
      return country.plans[0].nationalPrefix.length(in: national) ?? 0 == 0
    }
  }

  private static func isValid(_ digits: Digits, _ country: NumberingPlans.Country) -> Bool {
    if country.plans.count == 1 { return country.plans[0].isOfAnyKind(digits) }
    for plan in country.plans {
      if let leading = plan.leadingDigits {
        if leading.length(in: digits) != nil { return plan.isOfAnyKind(digits) }
      } else if plan.isOfAnyKind(digits) {
        return true
      }
    }
    return false
  }
}
