/// CSV read slowly and plainly, a byte a step: what ``CSVReader`` is held against.
struct ReferenceCSV {
  struct Row: Equatable {
    var line: Int
    var cells: [[UInt8]]
    var isOdd: Bool
  }

  /// How the file ends: nil where it is whole.
  enum Trouble: Equatable {
    case notText(line: Int)
    case openQuote(line: Int)
  }

  private(set) var rows: [Row] = []
  private(set) var trouble: Trouble?

  private enum Place { case cellStart, plain, quoted, behindQuote }

  /// Without a separator the one that occurs most in the first line.
  init(_ bytes: [UInt8], separator: UInt8?) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      trouble = .notText(line: 1)
      return
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let separator = separator ?? ReferenceCSV.separator(of: text)
    var place = Place.cellStart
    var (line, rowLine, quoteLine) = (1, 1, 1)
    var cells: [[UInt8]] = [[]]
    var (isOdd, hasQuotes) = (false, false)
    /// False where the row is no text, and the reading ends.
    func isTaken() -> Bool {
      if cells.contains(where: { String(validating: $0, as: UTF8.self) == nil }) {
        trouble = .notText(line: rowLine)
        return false
      }
      if cells.count > 1 || !cells[0].isEmpty || hasQuotes {
        rows.append(Row(line: rowLine, cells: cells, isOdd: isOdd))
      }
      return true
    }
    for (index, byte) in text.enumerated() {
      if place == .behindQuote, byte == 0x22 {
        cells[cells.count - 1].append(byte)
        place = .quoted
        continue
      }
      if place == .quoted {
        if byte == 0x0A { line += 1 }
        if byte == 0x22 { place = .behindQuote } else { cells[cells.count - 1].append(byte) }
        continue
      }
      if place == .cellStart, byte == 0x22 {
        (place, hasQuotes, quoteLine) = (.quoted, true, line)
        continue
      }
      if byte == 0x0A, index > 0, text[index - 1] == 0x0D, place == .cellStart, cells == [[]], !hasQuotes {
        continue  // the second half of CRLF
      }
      if byte == separator {
        cells.append([])
        place = .cellStart
      } else if byte == 0x0A || byte == 0x0D {
        guard isTaken() else { return }
        line += 1
        (place, rowLine, cells, isOdd, hasQuotes) = (.cellStart, line, [[]], false, false)
      } else {
        if place == .behindQuote { isOdd = true }
        cells[cells.count - 1].append(byte)
        place = .plain
      }
    }
    if place == .quoted {
      trouble = .openQuote(line: quoteLine)
    } else {
      _ = isTaken()
    }
  }

  private static func separator(of text: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in text {
      if byte == 0x22 { isQuoted.toggle() }
      if !isQuoted, byte == 0x0A || byte == 0x0D { break }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let (commas, semicolons, tabs) = (counts[0x2C] ?? 0, counts[0x3B] ?? 0, counts[0x09] ?? 0)
    if commas >= semicolons, commas >= tabs { return 0x2C }
    return semicolons >= tabs ? 0x3B : 0x09
  }
}
