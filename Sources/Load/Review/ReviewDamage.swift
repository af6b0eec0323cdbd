import CSV

/// What spreadsheets do to cells that they take for numbers, dates or another alphabet.
enum ReviewDamage {
  /// What is wrong with a cell in which a text stood.
  ///
  /// - Returns: nil where it is that text, with or without the formula guard and blanks at its ends; else words without any
  ///   of the content.
  static func look(_ cell: String, _ expected: String) -> Finding? {
    let (read, stands) = (tidy(cell), tidy(expected))
    if read == stands || tidy(CSVGuard.remove(cell)) == stands { return nil }
    if read.isEmpty { return Finding("it is empty", isDamage: true) }
    if isPowerOfTen(read) { return Finding("it is written as a power of ten", isDamage: true) }
    if isDate(read), !isDate(stands) { return Finding("it became a date", isDamage: true) }
    let (digits, wanted) = (digits(read), self.digits(stands))
    if !digits.isEmpty, read.allSatisfy(isOfNumber) {
      let bare = String(wanted.drop { $0 == "0" })
      if digits == wanted || digits == bare {
        return Finding("a leading + or 0, or what separates digits, is lost", isDamage: true)
      }
      if digits.count == wanted.count, digits.count > 15, digits.prefix(15) == wanted.prefix(15) {
        return Finding("its last digits are lost", isDamage: true)
      }
    }
    if stands.hasPrefix(read) { return Finding("its end is cut off", isDamage: true) }
    if isGarbled(read, stands) { return Finding("its letters are garbled", isDamage: true) }
    return Finding("it is not what stands in the database", isDamage: false)
  }

  /// Whether letters of the text were read in another encoding than they were written in.
  static func isGarbled(_ cell: String, _ expected: String) -> Bool {
    guard expected.utf8.contains(where: { $0 >= 0x80 }) else { return false }
    if cell.unicodeScalars.contains("\u{FFFD}"), !expected.unicodeScalars.contains("\u{FFFD}") { return true }
    return tidy(cell) == tidy(CSVReader.misread(expected))
  }

  struct Finding {
    /// Behind the column's name.
    var words: String
    /// False: it may be that the record has changed.
    var isDamage: Bool

    init(_ words: String, isDamage: Bool) {
      self.words = words
      self.isDamage = isDamage
    }
  }

  /// Line ends and runs of blanks are a spreadsheet's own business.
  private static func tidy(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func digits(_ text: String) -> String { text.filter { $0.isASCII && $0.isNumber } }

  private static func isOfNumber(_ character: Character) -> Bool {
    character.isASCII && (character.isNumber || ".,+- ".contains(character))
  }

  /// `1E+11`, `2,02E+15`.
  private static func isPowerOfTen(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
    guard parts.count == 2, let sign = parts[1].first, sign == "+" || sign == "-" else { return false }
    return !parts[0].isEmpty && parts[0].allSatisfy(isOfNumber) && parts[1].dropFirst().allSatisfy(\.isNumber)
      && parts[1].count > 1
  }

  /// `1/2/2026`, `2026-01-02`, `01.02.26`.
  private static func isDate(_ text: String) -> Bool {
    for separator in ["/", "-", "."] as [Character] {
      let parts = text.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { continue }
      let counts = parts.map(\.count)
      if counts == [4, 2, 2] { return true }
      if (1...2).contains(counts[0]), (1...2).contains(counts[1]), counts[2] == 2 || counts[2] == 4 { return true }
    }
    return false
  }
}
