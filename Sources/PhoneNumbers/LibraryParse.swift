internal import CPhoneNumbers

extension PhoneNumber {
  /// Parses by libphonenumber alone: no cache, no fast path. nil where the library reads no number.
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
    guard parsed == 1 else { return nil }
    var scale: UInt64 = 1
    while scale <= number.national { scale *= 10 }
    for _ in 0..<min(number.leading_zeros, 5) { scale *= 10 }
    self.init(
      e164: UInt64(number.calling_code) * scale + number.national, extensionDigits: number.extension_digits,
      callingCode: number.calling_code, isValid: number.is_valid == 1)
  }
}
