import ContactModel
internal import PhoneNumbers

/// Telephone numbers as received → ``PhoneForm``s, without repeats.
///
/// A text of several numbers (`;`, ` / `, "or") gives several forms. A number that the library holds for invalid stays;
/// one that it cannot read is kept by its digits; only a text without digits, or of one digit repeated, is dropped.
struct PhoneNormalizer: Sendable {
  private var parser = PhoneParser()

  mutating func normalize(_ text: UnsafeRawBufferPointer, country: UInt16, into out: inout NormalizedRecord) {
    let text = UnsafeRawBufferPointer(rebasing: text.prefix(Folder.limit))
    var start = 0
    for index in text.indices {
      let isBreak = text[index] == 0x3B && !PhoneNormalizer.isExtension(text, index + 1)
      let isSlash =
        text[index] == 0x2F && PhoneNormalizer.digits(text, start..<index) >= 7
        && PhoneNormalizer.digits(text, index..<text.count) >= 7
      guard isBreak || isSlash else { continue }
      add(UnsafeRawBufferPointer(rebasing: text[start..<index]), country, &out)
      start = index + 1
    }
    add(UnsafeRawBufferPointer(rebasing: text[start...]), country, &out)
  }

  private mutating func add(_ text: UnsafeRawBufferPointer, _ country: UInt16, _ out: inout NormalizedRecord) {
    guard !PhoneNormalizer.isPlaceholder(text), let number = parser.parse(text, region: country) else { return }
    let form = PhoneForm(number)
    if PhoneNormalizer.isRepeated(form.e164) { return }
    if !out.phones.contains(where: { $0.e164 == form.e164 && $0.extensionDigits == form.extensionDigits }) {
      out.phones.append(form)
    }
  }

  /// `;ext=12` and `; ext 12` belong to the number in front (RFC 3966).
  private static func isExtension(_ text: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    text[start...].first { $0 != 0x20 }.map { $0 | 0x20 == 0x65 || $0 | 0x20 == 0x78 } ?? false
  }

  private static func digits(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    text[range].reduce(0) { $0 + (ByteClass.isDigit($1) ? 1 : 0) }
  }

  /// As a text of these digits would be: Brazil's code makes seven of five times 5.
  private static func isRepeated(_ number: UInt64) -> Bool {
    var rest = number
    while rest >= 10, rest % 10 == rest / 10 % 10 { rest /= 10 }
    return rest < 10 && number >= 1_000_000
  }

  /// Seven and more times the same digit.
  private static func isPlaceholder(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first(where: ByteClass.isDigit) else { return false }
    var count = 0
    for byte in text where ByteClass.isDigit(byte) {
      if byte != first { return false }
      count += 1
    }
    return count >= 7
  }
}

extension PhoneForm {
  fileprivate init(_ number: PhoneNumber) {
    self.init()
    e164 = number.e164
    extensionDigits = number.extensionDigits
    isValid = number.isValid
  }
}
