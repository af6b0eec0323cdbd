import Sandbox
import TestSupport

/// Texts that no normalizer may stumble over: random bytes, Unicode's worst, and real values with slips in them.
struct HostileText {
  /// Real values of every field of made-up businesses.
  private let real: [[UInt8]] = {
    var values: [[UInt8]] = []
    func add(_ texts: [String?]) { values += texts.compactMap { $0.map { Array($0.utf8) } } }
    let generator = BusinessGenerator(seed: 91, parties: 400)
    generator.forEachContact { labelled in
      let contact = labelled.contact
      add([contact.name, contact.email, contact.tax] + contact.phones.map(\.number))
      for address in contact.addresses {
        add([address.street1, address.street2, address.city, address.subdivision, address.postcode, address.country])
      }
    }
    return values
  }()

  private static let awkward: [[UInt8]] = [
    "株式会社", "（株）", "ООО", "שלום", "مرحبا", "ไทย", "हिन्दी", "한국", "ẞ", "ß", "İ", "ı", "ŉ", "ǰ", "ΐ", "ﬃ", "ﷺ", "㍿", "㎏",
    "½", "Ⅷ", "№", "℡",
    "👨‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🎉", "\u{1D400}", "\u{1F1E9}\u{1F1EA}", "\u{0}", "\u{7F}", "\u{85}", "\u{A0}", "\u{AD}", "\u{200B}",
    "\u{200D}",
    "\u{200E}", "\u{202E}", "\u{2066}", "\u{2028}", "\u{2060}", "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "\u{10FFFF}",
    "\u{E0041}", "\u{1160}",
    "\u{3164}", "\u{0345}", "\u{0F73}", "\u{0BCA}", "&", "+", "/", "-", "'", "’", "\"", "(", ")", "[", "]", "#", ":",
    ";", ",", ".", "@",
    "<", ">", "|", "*", "=", "%", "\\", "d/b/a", "dba", "c/o", "t/a", "the", "and", "GmbH & Co. KG", "S.p.A.", "Ltd",
    "sa de cv", "Dr.",
    "mailto:", "ext. 12", "x7", "+49", "0049", "(0)", "00", "DE", "VAT", "ABN", "CHE", "NL", "B01", "PO Box", "c",
    "Suite", "Nr.", "12-14",
    "1/2", "丁目", "号", "〒", "rue", "str.", "straße", "St.",
  ].map { Array($0.utf8) }

  private static let marks =
    Array(0x0300...0x036F as ClosedRange<UInt32>) + [0x0591, 0x064B, 0x0E31, 0x0F71, 0x20D0, 0x3099, 0xFE20]
  private static let controls: [UInt32] = [
    0x061C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2061, 0x2066,
    0x2067, 0x2068, 0x2069, 0xFEFF, 0xFE0F, 0xE0020, 0xE007F,
  ]
  /// Each becomes many characters by compatibility decomposition, case mapping or transliteration.
  private static let growing: [UInt32] = [
    0xFDFA, 0xFDFB, 0x3316, 0x33C2, 0x0390, 0x1E9E, 0xFB03, 0x1F82, 0xFB2C, 0x1D160, 0x0344, 0x3382, 0x32FF, 0xAC01,
    0x9F98,
  ]

  /// One text, valid UTF-8 or not.
  mutating func next(_ random: inout Seeded) -> [UInt8] {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: return bytes(Int.random(in: 1...60, using: &random), &random)
    case 1:
      return HostileText.utf8(
        (0..<Int.random(in: 1...30, using: &random)).map { _ in UInt32.random(in: 0...0x10FFFF, using: &random) })
    case 2:
      return HostileText.utf8(
        (0..<Int.random(in: 1...40, using: &random)).map { _ in UInt32.random(in: 0x20...0x24FF, using: &random) })
    case 3: return zalgo(value(&random), Int.random(in: 1...12, using: &random), &random)
    case 4: return zalgo([0x61], Int.random(in: 100...700, using: &random), &random)
    case 5: return laced(value(&random), HostileText.controls, &random)
    case 6: return fullWidth(value(&random))
    case 7:
      let letter = HostileText.growing.randomElement(using: &random) ?? 0xFDFA
      return HostileText.utf8(Array(repeating: letter, count: Int.random(in: 1...400, using: &random)))
    case 8: return long(&random)
    case 9: return mixed(&random)
    case 10: return mixed(&random) + mixed(&random)
    case 11: return halves(&random)
    default: return slipped(value(&random), &random)
    }
  }

  /// A value as a generated business has it.
  func value(_ random: inout Seeded) -> [UInt8] { real.randomElement(using: &random) ?? [] }

  private func bytes(_ count: Int, _ random: inout Seeded) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// Code points to bytes; a surrogate becomes U+FFFD.
  private static func utf8(_ scalars: [UInt32]) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for scalar in scalars { text.append(Unicode.Scalar(scalar) ?? "\u{FFFD}") }
    return Array(String(text).utf8)
  }

  private func zalgo(_ text: [UInt8], _ most: Int, _ random: inout Seeded) -> [UInt8] {
    var scalars: [UInt32] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      scalars.append(scalar.value)
      for _ in 0..<Int.random(in: 0...most, using: &random) {
        scalars.append(HostileText.marks.randomElement(using: &random) ?? 0x301)
      }
    }
    return HostileText.utf8(scalars)
  }

  private func laced(_ text: [UInt8], _ with: [UInt32], _ random: inout Seeded) -> [UInt8] {
    var scalars: [UInt32] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if random.chance(3) { scalars.append(with.randomElement(using: &random) ?? 0x200B) }
      scalars.append(scalar.value)
    }
    return HostileText.utf8(scalars)
  }

  private func fullWidth(_ text: [UInt8]) -> [UInt8] {
    HostileText.utf8(
      String(decoding: text, as: UTF8.self).unicodeScalars.map { scalar in
        scalar.value == 0x20 ? 0x3000 : scalar.value &- 0x21 < 0x5E ? scalar.value + 0xFEE0 : scalar.value
      })
  }

  private func long(_ random: inout Seeded) -> [UInt8] {
    let part = random.chance(2) ? value(&random) : HostileText.awkward.randomElement(using: &random) ?? []
    let count = Int.random(in: 100...(random.chance(50) ? 20_000 : 1000), using: &random) / max(part.count, 1)
    return Array((0..<max(count, 1)).map { _ in part }.joined(separator: random.chance(2) ? [] : [0x20]))
  }

  private func mixed(_ random: inout Seeded) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      text += random.chance(4) ? value(&random) : HostileText.awkward.randomElement(using: &random) ?? []
      if random.chance(2) { text.append(0x20) }
    }
    return text
  }

  /// The first half of one value and the second of another, cut at any byte.
  private func halves(_ random: inout Seeded) -> [UInt8] {
    let (a, b) = (value(&random), value(&random))
    return Array(
      a.prefix(Int.random(in: 0...a.count, using: &random)) + b.suffix(Int.random(in: 0...b.count, using: &random)))
  }

  /// One to four slips in a value.
  private func slipped(_ value: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var text = value
    for _ in 0..<Int.random(in: 1...4, using: &random) where !text.isEmpty {
      let place = Int.random(in: text.indices, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: text.remove(at: place)
      case 1: text.insert(text[place], at: place)
      case 2: text[place] = UInt8.random(in: 0x20...0x7E, using: &random)
      case 3: text.swapAt(place, Int.random(in: text.indices, using: &random))
      case 4: text.insert(contentsOf: HostileText.awkward.randomElement(using: &random) ?? [], at: place)
      case 5: if text[place] &- 0x61 < 26 { text[place] &= 0xDF }
      default: text.append(contentsOf: text[place...])
      }
    }
    return text
  }
}
