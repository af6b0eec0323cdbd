/// One row: its cells unquoted, and where it began.
package struct CSVRow: Sendable {
  /// Line of its beginning, counted from 1 (a quoted cell may hold line ends).
  package internal(set) var line = 0
  /// What RFC 4180 forbids but does not hide where the row ends, such as text behind a closing quote; else nil.
  package internal(set) var problem: String?
  /// All cells, one behind the other; always UTF-8.
  package internal(set) var bytes: [UInt8] = []
  /// At least one cell stood in quotes, so the row is not a blank line.
  var hasQuotes = false
  /// The end of each cell in ``bytes``.
  var ends: [Int] = []

  /// The number of cells.
  package var count: Int { ends.count }

  /// Where a cell lies in ``bytes``; empty beyond the last one.
  package func range(_ cell: Int) -> Range<Int> {
    guard cell < ends.count else { return bytes.count..<bytes.count }
    return (cell == 0 ? 0 : ends[cell - 1])..<ends[cell]
  }

  /// A cell as a String; empty beyond the last one.
  package subscript(cell: Int) -> String { String(decoding: bytes[range(cell)], as: UTF8.self) }

  /// Whether a cell holds nothing but white space; so does one beyond the last.
  package func isBlank(_ cell: Int) -> Bool { bytes[range(cell)].allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 } }

  /// All cells as Strings.
  package var cells: [String] { (0..<count).map { self[$0] } }

  mutating func endCell() { ends.append(bytes.count) }
}
