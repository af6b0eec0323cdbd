internal import Foundation

/// Latin letters for text of other scripts (Cyrillic, Greek, Hebrew, Arabic, Han, kana, …): the slow path of
/// ``Folder``.
enum Transliteration {
  /// Words of East Asian and Cyrillic records that mean something to a normalizer, and what they become.
  static let words: [(String, String)] = [
    ("株式会社", " kabushiki kaisha "), ("(株)", " kabushiki kaisha "), ("㈱", " kabushiki kaisha "),
    ("有限会社", " yugen kaisha "), ("(有)", " yugen kaisha "), ("㈲", " yugen kaisha "),
    ("合同会社", " godo kaisha "), ("(同)", " godo kaisha "), ("合資会社", " goshi kaisha "),
    ("股份有限公司", " co ltd "), ("有限公司", " co ltd "), ("주식회사", " chusik hoesa "), ("(주)", " chusik hoesa "),
    ("ООО", " ooo "), ("丁目", "-"), ("番地", "-"), ("番", "-"), ("号室", " "), ("号", " "), ("〒", " "),
  ]

  /// The text in Latin letters (NFKC, then ICU's Any-Latin), which may still bear diacritics.
  static func latin(_ bytes: UnsafeRawBufferPointer) -> String {
    let text = replaced(String(decoding: bytes, as: UTF8.self).precomposedStringWithCompatibilityMapping)
    return spaced(JapaneseWords.read(text)).applyingTransform(.toLatin, reverse: false) ?? text
  }

  private static let encodedWords = words.map { (word: Array($0.0.utf8), latin: Array($0.1.utf8)) }

  /// The text with its ``words`` replaced, the first of the list that stands at a place.
  private static func replaced(_ text: String) -> String {
    var text = text
    return text.withUTF8 { text in
      var result: [UInt8] = []
      result.reserveCapacity(text.count + 64)
      var index = 0
      next: while index < text.count {
        if text[index] == 0x28 || text[index] >= 0xD0 {
          let rest = text[index...]
          for (word, latin) in encodedWords where word[0] == text[index] && rest.starts(with: word) {
            result += latin
            index += word.count
            continue next
          }
        }
        result.append(text[index])
        index += 1
      }
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// A space between a letter beyond ASCII and a digit behind it: transliterated words stay apart from numbers.
  private static func spaced(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if !previous.isASCII, scalar.value >= 0x30, scalar.value <= 0x39 { result.append(" ") }
      result.append(scalar)
      previous = scalar
    }
    return String(result)
  }
}
