import JSONScan

extension CSVReader {
  /// How a file writes its letters.
  package enum Encoding: Sendable {
    case utf8
    /// Windows-1252, as spreadsheets save CSV where they are not told otherwise.
    case windows1252

    /// Finds out by reading a whole file: UTF-8, unless it cannot be.
    ///
    /// Throws where neither fits: a line that is not UTF-8 in a file that elsewhere is (it is damaged, and read in the other
    /// way every umlaut in it would be wrong), or a byte that Windows-1252 does not know.
    package init(of path: String) throws(CSVError) { try self.init(of: ByteInput(path: path)) }

    /// As ``init(of:)``, of bytes; `name` stands for the file in errors.
    package init(of bytes: [UInt8], name: String) throws(CSVError) {
      try self.init(of: ByteInput(bytes: bytes, name: name, window: .max))
    }

    private init(of bytes: consuming ByteInput) throws(CSVError) {
      var input = bytes
      var survey = EncodingSurvey(file: input.file)
      var window: [UInt8] = []
      var rest: [UInt8] = []
      var isFirst = true
      repeat {
        try input.next(&window)
        if isFirst, let mark = Encoding(markOf: window) {
          self = mark
          return
        }
        isFirst = false
        let end = window.isEmpty ? 0 : (window.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        rest.append(contentsOf: window[..<end])
        if end > 0 || window.isEmpty {
          try survey.take(rest)
          rest.removeAll(keepingCapacity: true)
        }
        rest.append(contentsOf: window[end...])
        guard rest.count <= CSVReader.rowLimit else {
          throw CSVError(file: input.file, line: survey.line, what: "a row longer than \(CSVReader.rowLimit >> 20) MiB")
        }
      } while !window.isEmpty
      self = try survey.encoding()
    }

    /// By the byte order mark; UTF-16's is left to the reader, which refuses it.
    private init?(markOf bytes: [UInt8]) {
      guard
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      else { return nil }
      self = .utf8
    }
  }
}

/// What lines are.
private struct EncodingSurvey {
  let file: String
  /// Of the next line, counted from 1.
  private(set) var line = 1
  private var firstOther: Int?
  private var firstUnknown: Int?
  private var hasUTF8 = false

  init(file: String) { self.file = file }

  /// Takes whole lines.
  mutating func take(_ lines: [UInt8]) throws(CSVError) {
    lines.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        look(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        if end < bytes.count { line += 1 }
        start = end + 1
      }
    }
  }

  private mutating func look(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return }
    if isValidUTF8(bytes) {
      hasUTF8 = true
    } else {
      if firstOther == nil { firstOther = line }
      if firstUnknown == nil, bytes.contains(where: { Windows1252.scalar(of: $0) == nil }) { firstUnknown = line }
    }
  }

  func encoding() throws(CSVError) -> CSVReader.Encoding {
    guard let firstOther else { return .utf8 }
    if hasUTF8 {
      throw CSVError(file: file, line: firstOther, what: "not UTF-8, though other lines are; export the file again")
    }
    if let firstUnknown {
      throw CSVError(
        file: file, line: firstUnknown,
        what: "neither UTF-8 nor Windows-1252; save the file as UTF-8 (in Excel: \"CSV UTF-8\")")
    }
    return .windows1252
  }
}

extension CSVRow {
  /// Makes UTF-8 of bytes that are Windows-1252; those that it does not know become U+FFFD.
  mutating func decodeWindows1252() {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count * 2)
    var start = 0
    for cell in ends.indices {
      for byte in bytes[start..<ends[cell]] {
        if byte < 0x80 {
          decoded.append(byte)
        } else {
          decoded.append(contentsOf: Character(Windows1252.scalar(of: byte) ?? "\u{FFFD}").utf8)
        }
      }
      start = ends[cell]
      ends[cell] = decoded.count
    }
    bytes = decoded
  }
}

/// Windows-1252: Latin-1, but for the bytes 0x80…0x9F (Microsoft's table, as the WHATWG Encoding Standard lists it).
enum Windows1252 {
  private static let from0x80: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
    nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]

  /// nil where the byte stands for nothing.
  static func scalar(of byte: UInt8) -> Unicode.Scalar? {
    0x80...0x9F ~= byte ? from0x80[Int(byte) - 0x80] : Unicode.Scalar(byte)
  }
}

extension CSVReader {
  /// A text as it looks where its UTF-8 was taken for Windows-1252; bytes that this does not know become U+FFFD.
  package static func misread(_ text: String) -> String {
    var misread = String.UnicodeScalarView()
    for byte in text.utf8 {
      misread.append(byte < 0x80 ? Unicode.Scalar(byte) : Windows1252.scalar(of: byte) ?? "\u{FFFD}")
    }
    return String(misread)
  }
}
