import Glibc

/// How text is drawn: what the terminal can show.
struct TextStyle: Sendable {
  /// Block and arrow characters; plain ASCII otherwise.
  var usesBlocks: Bool
  var usesColor: Bool
  /// Columns of a line, as far as values can be cut.
  var width: Int

  /// What a pipe or file gets.
  static let plain = TextStyle(usesBlocks: false, usesColor: false, width: 132)

  /// What stdout can show: blocks on a terminal under a UTF-8 locale, and colors unless `NO_COLOR` is set.
  ///
  /// - Parameter isPlain: as for a pipe, whatever stdout is.
  static func ofOutput(isPlain: Bool = false, environment: [String: String]) -> TextStyle {
    guard !isPlain, isatty(STDOUT_FILENO) == 1 else { return .plain }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let usesBlocks = ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
    let usesColor = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return TextStyle(usesBlocks: usesBlocks, usesColor: usesColor, width: isKnown ? Int(size.ws_col) : plain.width)
  }

  var arrow: String { usesBlocks ? "→" : "->" }
  var ellipsis: String { usesBlocks ? "…" : "..." }
  /// Under a table's header.
  var rule: Character { usesBlocks ? "─" : "-" }

  enum Tone: String {
    case good = "32"
    case bad = "31"
    case faint = "2"
    case strong = "1"
  }

  func colored(_ text: String, _ tone: Tone) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// A text of at most so many columns, cut with an ellipsis.
  func cut(_ text: String, _ columns: Int) -> String {
    if text.displayWidth <= columns { return text }
    var kept = ""
    var used = ellipsis.count
    for character in text {
      used += String(character).displayWidth
      if used > columns { break }
      kept.append(character)
    }
    return kept + ellipsis
  }
}

extension String {
  /// Columns on a terminal: wide East Asian characters and emoji take two, combining marks none (Unicode Standard Annex 11).
  var displayWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + ($1.unicodeScalars.first.map(String.width) ?? 0) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    case 0x0300...0x036F, 0x200B...0x200F: 0
    default: 1
    }
  }

  /// The text on one line, without what a terminal would obey: control characters and those that turn the direction of
  /// writing become U+FFFD.
  var printable: String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    var text = ""
    text.unicodeScalars.append(
      contentsOf: unicodeScalars.map { scalar in
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
        default: scalar
        }
      })
    return text
  }

  /// Filled with blanks to so many columns.
  func padded(_ columns: Int) -> String { self + String(repeating: " ", count: max(0, columns - displayWidth)) }
}
