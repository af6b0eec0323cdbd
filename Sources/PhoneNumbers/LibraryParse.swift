internal import CPhoneNumbers

extension PhoneNumber {
  /// Parses by libphonenumber alone: no cache, no fast path. nil where the library reads no number, nothing but zeros, or
  /// more digits than 64 bits hold (E.164 has 15 at most).
  ///
  /// `region` is ISO 3166-1 alpha-2 as two ASCII bytes (high, low), 0 for none: then only international numbers parse.
  package init?(library text: UnsafeRawBufferPointer, region: UInt16) {
    var number = cphone_number()
    var code: (CChar, CChar, CChar) = (CChar(truncatingIfNeeded: region >> 8), CChar(truncatingIfNeeded: region), 0)
    if region == 0 { code = (0x5A, 0x5A, 0) }
    let bytes = text.bindMemory(to: UInt8.self)
    let parsed = withUnsafeBytes(of: &code) { region in
      cphone_parse(bytes.baseAddress, bytes.count, region.baseAddress?.assumingMemoryBound(to: CChar.self), &number)
    }
    guard parsed == 1, number.national > 0 else { return nil }
    guard let e164 = PhoneNumber.joined(number) else { return nil }
    self.init(
      e164: e164, extensionDigits: number.extension_digits, callingCode: number.calling_code,
      isValid: number.is_valid == 1)
  }

  /// Calling code, leading zeros and national number in one; nil where they do not fit.
  private static func joined(_ number: cphone_number) -> UInt64? {
    var (e164, digits) = (UInt64(number.calling_code), min(Int(number.leading_zeros), 5))
    var rest = number.national
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    for _ in 0..<digits {
      let (product, overflow) = e164.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      e164 = product
    }
    let (sum, overflow) = e164.addingReportingOverflow(number.national)
    return overflow ? nil : sum
  }
}
