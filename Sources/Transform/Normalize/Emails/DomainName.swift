internal import Foundation

/// Mail domains: what is well-formed, and the ASCII form of an internationalized one.
enum DomainName {
  /// Lower-case ASCII form (NFKC, lower case, invisible characters dropped, Punycode per label: UTS 46 without its
  /// exceptions); nil where not well-formed.
  static func ascii(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var name = bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    if name.contains(where: { $0 >= 0x80 }) {
      var scalars = String(decoding: name, as: UTF8.self).unicodeScalars
      scalars.removeAll { $0.properties.isDefaultIgnorableCodePoint && !joins.contains($0.value) }
      // The subscript iota folds to a letter of its own.
      let folded = String(scalars).decomposedStringWithCompatibilityMapping.unicodeScalars.map {
        $0.value == 0x345 ? "\u{3B9}" : $0
      }
      let text = String(String.UnicodeScalarView(folded)).precomposedStringWithCompatibilityMapping.lowercased()
      let labels = text.precomposedStringWithCanonicalMapping.split(
        omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "。" }
      ).map(Punycode.encoded)
      guard labels.allSatisfy({ $0 != nil }) else { return nil }
      name = Array(labels.compactMap(\.self).joined(separator: ".").utf8)
    }
    return isWellFormed(name) ? name : nil
  }

  /// Zero-width joiner and non-joiner: some scripts are spelled with them.
  private static let joins: ClosedRange<UInt32> = 0x200C...0x200D

  /// Two labels or more of letters, digits and hyphens (RFC 1123, but for a hyphen at a label's end, which
  /// names that were cut bear), 1 to 63 bytes each, 253 in all, the last not a
  /// number.
  static func isWellFormed(_ name: [UInt8]) -> Bool {
    guard (4...253).contains(name.count) else { return false }
    var labels = 0
    var start = 0
    var hasLetter = false
    for index in 0...name.count {
      if index == name.count || name[index] == 0x2E {
        guard (1...63).contains(index - start), name[start] != 0x2D else { return false }
        labels += 1
        if index == name.count { return labels >= 2 && hasLetter && index - start >= 2 }
        start = index + 1
        hasLetter = false
        continue
      }
      let byte = name[index]
      guard ByteClass.isWord(byte) || byte == 0x2D else { return false }
      if ByteClass.isLetter(byte) { hasLetter = true }
    }
    return false
  }
}
