import JSONScan

/// Reads CSV (RFC 4180) row by row, in constant memory.
///
/// UTF-8 with or without byte order mark, or another ``Encoding`` that is asked for; a row ends at CRLF, LF or CR; blank
/// lines are passed over; a quote inside an unquoted cell is content. Throws ``CSVError`` with file and line where the file
/// cannot be read on: a quote that is never closed, text that is not UTF-8, a row over the limit.
package struct CSVReader: ~Copyable {
  /// What separates cells.
  package enum Separator: Sendable {
    case comma, semicolon, tab
    /// The one that occurs most in the first line outside quotes; a comma where none does.
    case detect
  }

  /// Bytes of one row at most: 64 MiB.
  package static let rowLimit = 1 << 26

  /// Of a longer first line only so many bytes tell the separator.
  private static let headerLimit = 1 << 18

  private var input: ByteInput
  private var separator: UInt8?
  private let encoding: Encoding
  private var window: [UInt8] = []
  private var index = 0
  private var line = 1
  private var isAtStart = true

  /// Opens a file; `-` is standard input.
  package init(path: String, separator: Separator = .detect, encoding: Encoding = .utf8) throws(CSVError) {
    self.init(try ByteInput(path: path), separator, encoding)
  }

  /// Reads from memory; `name` stands for the file in errors, `window` is how many bytes it gives at a time.
  package init(
    bytes: [UInt8], name: String, separator: Separator = .detect, encoding: Encoding = .utf8, window: Int = .max
  ) {
    self.init(ByteInput(bytes: bytes, name: name, window: window), separator, encoding)
  }

  private init(_ input: consuming ByteInput, _ separator: Separator, _ encoding: Encoding) {
    self.input = input
    self.encoding = encoding
    self.separator =
      switch separator {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: UInt8(ascii: "\t")
      case .detect: nil
      }
  }

  /// The name of the file, for errors.
  package var file: String { input.file }

  /// The next row; nil at the end.
  package mutating func next() throws(CSVError) -> CSVRow? {
    if isAtStart { try start() }
    while true {
      guard var row = try readRow() else { return nil }
      if row.count == 1, row.bytes.isEmpty, !row.hasQuotes { continue }
      switch encoding {
      case .utf8: try checkText(row)
      case .windows1252: row.decodeWindows1252()
      }
      return row
    }
  }

  // MARK: Bytes

  private mutating func peek() throws(CSVError) -> UInt8? {
    if index == window.count {
      index = 0
      try input.next(&window)
      if window.isEmpty { return nil }
    }
    return window[index]
  }

  /// Fills the first window, passes the byte order mark and looks for the separator.
  private mutating func start() throws(CSVError) {
    isAtStart = false
    guard try peek() != nil else { return }
    // A pipe gives what was written at once, which may be less than a byte order mark.
    while window.count < 3, try input.extend(&window) {}
    if window.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    if window.starts(with: [0xFF, 0xFE]) || window.starts(with: [0xFE, 0xFF]) { throw notUTF8(line: 1) }
    if separator == nil { separator = try detectedSeparator() }
  }

  private mutating func detectedSeparator() throws(CSVError) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var counts = [0, 0, 0]
    var isQuoted = false
    var place = index
    while place < CSVReader.headerLimit {
      if place == window.count, try !input.extend(&window) { break }
      let byte = window[place]
      place += 1
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      if let candidate = candidates.firstIndex(of: byte) { counts[candidate] += 1 }
    }
    let most = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
    return candidates[most]
  }

  // MARK: Rows

  /// One row, blank ones too; nil at the end of the input.
  private mutating func readRow() throws(CSVError) -> CSVRow? {
    guard try peek() != nil else { return nil }
    var row = CSVRow()
    row.line = line
    let separator = separator ?? UInt8(ascii: ",")
    while true {
      // At the beginning of a cell.
      let isQuoted = try peek() == UInt8(ascii: "\"")
      if isQuoted {
        index += 1
        try quotedCell(&row)
      }
      try plainText(&row, separator, isBehindQuotes: isQuoted)
      row.endCell()
      guard let byte = try peek() else { return row }
      index += 1
      if byte == separator { continue }
      if byte == UInt8(ascii: "\r"), try peek() == UInt8(ascii: "\n") { index += 1 }
      line += 1
      return row
    }
  }

  /// A cell's text up to the separator or line end; behind a quoted part it should be empty.
  private mutating func plainText(
    _ row: inout CSVRow, _ separator: UInt8, isBehindQuotes: Bool
  ) throws(CSVError) {
    while try peek() != nil {
      let start = index
      while index < window.count {
        let byte = window[index]
        if byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
        index += 1
      }
      if index > start {
        if isBehindQuotes, row.problem == nil { row.problem = "text behind a closing quote" }
        row.bytes.append(contentsOf: window[start..<index])
        try checkLength(row)
      }
      if index < window.count { return }
    }
  }

  /// The text between quotes, from behind the opening one.
  private mutating func quotedCell(_ row: inout CSVRow) throws(CSVError) {
    let openedAt = line
    row.hasQuotes = true
    while true {
      guard try peek() != nil else {
        throw CSVError(file: input.file, line: openedAt, what: "a quote is opened here and never closed")
      }
      let start = index
      while index < window.count, window[index] != UInt8(ascii: "\"") {
        if window[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
      }
      row.bytes.append(contentsOf: window[start..<index])
      if row.bytes.count > CSVReader.rowLimit {
        throw CSVError(
          file: input.file, line: openedAt,
          what: "a quote is opened here and not closed within \(CSVReader.rowLimit >> 20) MiB")
      }
      guard index < window.count else { continue }
      index += 1
      guard try peek() == UInt8(ascii: "\"") else { return }
      row.bytes.append(UInt8(ascii: "\""))
      index += 1
    }
  }

  private func checkLength(_ row: CSVRow) throws(CSVError) {
    guard row.bytes.count <= CSVReader.rowLimit else {
      throw CSVError(file: input.file, line: row.line, what: "a row longer than \(CSVReader.rowLimit >> 20) MiB")
    }
  }

  /// Each cell by itself: no separator stands between the halves of a letter.
  private func checkText(_ row: CSVRow) throws(CSVError) {
    let isText = row.bytes.withUnsafeBufferPointer { bytes in
      isValidUTF8(bytes) && row.ends.allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
    }
    guard isText else { throw notUTF8(line: row.line) }
  }

  private func notUTF8(line: Int) -> CSVError {
    CSVError(file: input.file, line: line, what: "not UTF-8; save the file as UTF-8 (in Excel: \"CSV UTF-8\")")
  }
}
