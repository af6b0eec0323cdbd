import ContactModel

/// Which texts of a record are written with Han characters.
///
/// Their Latin form is the Chinese reading; a Japanese business that signs in Latin letters uses another. So a text with
/// Han characters and one without cannot be compared by their letters.
struct HanScript: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  static let name = HanScript(rawValue: 1)
  static let street = HanScript(rawValue: 2)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ page: RecordPage, _ row: RecordRow) {
    self = []
    if HanScript.holdsHan(page, row.name) { insert(.name) }
    for address in page.addresses[row.addresses] where HanScript.holdsHan(page, address.street1) { insert(.street) }
  }

  /// Whether exactly one of two records uses Han characters in the texts of `kind`.
  static func differ(_ a: RecordView, _ b: RecordView, _ kind: HanScript) -> Bool {
    a.script.contains(kind) != b.script.contains(kind)
  }

  /// U+4000 to U+9FFF begin with these bytes.
  private static func holdsHan(_ page: RecordPage, _ text: TextRef) -> Bool {
    !text.isAbsent && page.bytes[text.range].contains { $0 >= 0xE4 && $0 <= 0xE9 }
  }
}
