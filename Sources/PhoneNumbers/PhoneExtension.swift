/// An extension behind a telephone number, as most people write it: `x12`, `ext. 12`, `Ext: 12`, `extension 12`, `#12`.
enum PhoneExtension {
  /// The number in front of it and its digits; nil where the text does not end in one of these forms, or has anything but
  /// digits and the usual punctuation in front.
  ///
  /// They are among those that libphonenumber takes off before it reads a number (`phonenumberutil.cc`, `CreateExtnPattern`),
  /// with no more digits than it takes behind every one of them.
  static func split(_ text: UnsafeRawBufferPointer) -> (number: UnsafeRawBufferPointer, digits: UInt32)? {
    var end = text.count
    func skip(_ isPart: (UInt8) -> Bool) {
      while end > 0, isPart(text[end - 1]) { end -= 1 }
    }
    let isDigit = { (byte: UInt8) in byte &- 0x30 < 10 }
    skip(isDigit)
    guard 1...9 ~= text.count - end else { return nil }
    let digits = text[end...].reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 0x30) }
    skip { $0 == 0x20 }
    if end > 0, text[end - 1] == 0x2E || text[end - 1] == 0x3A { end -= 1 }
    let label = end
    skip { ($0 | 0x20) &- 0x61 < 26 || $0 == 0x23 }
    guard isLabel(text[end..<label]) else { return nil }
    skip { $0 == 0x20 }
    let number = UnsafeRawBufferPointer(rebasing: text[..<end])
    guard number.contains(where: isDigit), number.allSatisfy(isNumberPart) else { return nil }
    return (number, digits)
  }

  private static let labels: [[UInt8]] = ["x", "ext", "extn", "extension", "#"].map { Array($0.utf8) }

  private static func isLabel(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    labels.contains { $0.elementsEqual(bytes.lazy.map { $0 == 0x23 ? $0 : $0 | 0x20 }) }
  }

  /// A digit, blank, bracket, plus, hyphen or dot.
  private static func isNumberPart(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == 0x20 || byte == 0x28 || byte == 0x29 || byte == 0x2B || byte == 0x2D || byte == 0x2E
  }
}
