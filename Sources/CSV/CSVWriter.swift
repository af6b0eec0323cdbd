/// For whom a CSV file is written; the raw value is its name on the command line and in manifests.
package enum CSVProfile: String, Sendable, CaseIterable {
  /// For spreadsheets: a byte order mark, and ``CSVGuard`` on every cell.
  case sheet
  /// For programs: neither.
  case machine
}

/// Writes CSV (RFC 4180): UTF-8, comma, CRLF, quotes where needed.
package struct CSVWriter: Sendable {
  package let profile: CSVProfile
  /// What has been written and not yet taken.
  private var bytes: [UInt8]

  package init(profile: CSVProfile) {
    self.profile = profile
    bytes = profile == .sheet ? [0xEF, 0xBB, 0xBF] : []
  }

  /// Bytes written and not yet taken: a reason to take them.
  package var pendingCount: Int { bytes.count }

  /// Writes a row; nil is an empty cell.
  package mutating func append(_ cells: [String?]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell ?? "", isAlone: cells.count == 1)
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  /// Hands over what has been written since the last call.
  package mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// An empty cell that is alone in its row is quoted, or the row would be a blank line; so is a leading U+FEFF, or it
  /// would be a byte order mark.
  private mutating func append(_ cell: String, isAlone: Bool) {
    var text = profile == .sheet ? CSVGuard.add(cell) : cell
    text.withUTF8 { utf8 in
      let needsQuotes =
        utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0D || $0 == 0x0A }
        || (utf8.isEmpty && isAlone) || utf8.starts(with: [0xEF, 0xBB, 0xBF])
      guard needsQuotes else { return bytes.append(contentsOf: utf8) }
      bytes.append(UInt8(ascii: "\""))
      for byte in utf8 {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
  }
}
