/// One telephone number, ready to be compared.
package struct PhoneNumber: Sendable, Hashable {
  /// E.164 without `+`, as one decimal number; of a text that is no number its digits (the first 18). Never 0.
  package var e164: UInt64
  /// Extension; 0 where none.
  package var extensionDigits: UInt32
  /// ITU calling code; 0 where the text could not be parsed.
  package var callingCode: UInt16
  /// The library's metadata hold it for assigned. They may be old: a hint, never a reason to drop a number.
  package var isValid: Bool

  package init(e164: UInt64, extensionDigits: UInt32 = 0, callingCode: UInt16 = 0, isValid: Bool = false) {
    self.e164 = e164
    self.extensionDigits = extensionDigits
    self.callingCode = callingCode
    self.isValid = isValid
  }
}
