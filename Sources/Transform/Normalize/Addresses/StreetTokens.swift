/// One word, number or `#` of a street line.
struct StreetToken: Sendable {
  /// Place in ``StreetTokens/bytes``.
  var range: Range<Int>
  /// Parts between commas and lines, counted from 0.
  var segment: Int
  var entry = StreetEntry()
  /// Begins with a digit.
  var isNumber: Bool
}

/// Splits folded street lines into tokens; hyphens and slashes stay inside numbers ("12-14", "5/12", "1-2-3").
struct StreetTokens: Sendable {
  private(set) var bytes: [UInt8] = []
  var items: [StreetToken] = []
  private(set) var segments = 0

  private let table = StreetTable.shared
  private static let most = 48

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    items.removeAll(keepingCapacity: true)
    segments = 0
  }

  /// Adds one line; its commas and its end begin new segments.
  mutating func append(_ line: [UInt8]) {
    var index = 0
    while index < line.count, items.count < StreetTokens.most {
      let byte = line[index]
      if byte == 0x23 {
        bytes.append(byte)
        items.append(
          StreetToken(
            range: bytes.count - 1..<bytes.count, segment: segments,
            entry: StreetEntry(traits: .unitSign), isNumber: false))
        index += 1
      } else if ByteClass.isWord(byte) {
        index = word(line, index)
      } else {
        if byte == 0x2C || byte == 0x3B { segments += 1 }
        index += 1
      }
    }
    segments += 1
  }

  private mutating func word(_ line: [UInt8], _ from: Int) -> Int {
    let start = bytes.count
    let isNumber = ByteClass.isDigit(line[from])
    var index = from
    while index < line.count {
      let byte = line[index]
      if ByteClass.isWord(byte) {
        bytes.append(byte)
      } else if isNumber, byte == 0x2D || byte == 0x2F, index + 1 < line.count, continues(line, index + 1) {
        bytes.append(byte)
      } else if byte != 0x27 {
        break
      }
      index += 1
    }
    // Australia's "C/283 Poplar Street" is unit C.
    if index - from == 1, index + 1 < line.count, line[index] == 0x2F, ByteClass.isDigit(line[index + 1]), !isNumber {
      items.append(
        StreetToken(
          range: start..<start, segment: segments, entry: StreetEntry(traits: .unitSign), isNumber: false))
      items.append(StreetToken(range: start..<start + 1, segment: segments, isNumber: false))
      return index + 1
    }
    // "C/ Mayor", "s/n", "c/o"
    if index - from == 1, index < line.count, line[index] == 0x2F {
      let next = index + 1 < line.count ? line[index + 1] : 0x20
      let afterNext = index + 2 < line.count ? line[index + 2] : 0x20
      if line[from] == 0x63, next == 0x6F, !ByteClass.isWord(afterNext) {
        bytes.append(contentsOf: "areof".utf8)
        index += 2
      } else if line[from] == 0x63 {
        bytes.append(contentsOf: "alle".utf8)
        index += 1
      } else if line[from] == 0x73, next == 0x6E, !ByteClass.isWord(afterNext) {
        bytes.removeLast()
        return index + 2
      }
    }
    if index - from == 1, isPair(line, from) {
      bytes.append(line[from + 2])
      index += 2
    }
    let range = start..<bytes.count
    let entry = isNumber && range.count > 4 ? nil : table.words[bytes, range]
    items.append(StreetToken(range: range, segment: segments, entry: entry ?? StreetEntry(), isNumber: isNumber))
    return index
  }

  private static let pairs = ["ne", "nw", "se", "sw", "us", "rr"]

  /// "N.W.", "U.S.", "R.R.": one word.
  private func isPair(_ line: [UInt8], _ from: Int) -> Bool {
    guard from + 2 < line.count, line[from + 1] == 0x2E, from + 3 == line.count || !ByteClass.isWord(line[from + 3])
    else { return false }
    return StreetTokens.pairs.contains { $0.utf8.elementsEqual([line[from], line[from + 2]]) }
  }

  /// A digit, or a single letter ("12-b"), goes on with a number.
  private func continues(_ line: [UInt8], _ index: Int) -> Bool {
    if ByteClass.isDigit(line[index]) { return true }
    return ByteClass.isLetter(line[index]) && (index + 1 == line.count || !ByteClass.isWord(line[index + 1]))
  }

  func text(_ token: StreetToken) -> ArraySlice<UInt8> { bytes[token.range] }

  func isText(_ token: StreetToken, _ word: String) -> Bool { text(token).elementsEqual(word.utf8) }

  /// "2nd", "3o", "1er": a number word, no house number.
  func isOrdinal(_ token: StreetToken) -> Bool {
    guard token.isNumber else { return false }
    let suffix = text(token).drop(while: ByteClass.isDigit)
    return ["st", "nd", "rd", "th", "o", "er", "eme", "e", "ro", "do", "to"].contains { suffix.elementsEqual($0.utf8) }
  }
}
