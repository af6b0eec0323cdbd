import CSV
import TestSupport
import Testing

@Suite("Hostile bytes through the CSV reader")
struct CSVHostileTests {
  /// Milliseconds of CPU that one input may cost.
  private static let mostMilliseconds: UInt64 = 1000

  @Test("it reads what a slow plain reader reads, wherever the bytes are cut", arguments: Fuzz.seeds)
  func laws(seed: UInt64) async {
    var random = Seeded(seed &* 0x9E37_79B9 &+ 2)
    var broken: [String] = []
    var (refused, slowest) = (0, UInt64(0))
    let count = (Fuzz.count ?? 40_000) / 8
    for turn in 0..<count where broken.count < 20 {
      if turn.isMultiple(of: 100) { await Task.yield() }
      let bytes = CSVHostileTests.bytes(&random)
      let separator = [nil, nil, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].randomElement(
        using: &random)!
      let window = random.chance(2) ? Int.max : Int.random(in: 1...8, using: &random)
      let expected = ReferenceCSV(bytes, separator: separator)
      if expected.trouble != nil { refused += 1 }
      let start = Fuzz.cpuTime()
      let difference = CSVHostileTests.difference(bytes, separator, window, expected)
      let cost = (Fuzz.cpuTime() - start) / 1_000_000
      slowest = max(slowest, cost)
      if let difference { broken.append("\(difference): \(bytes), window \(window)") }
      if cost > CSVHostileTests.mostMilliseconds { broken.append("\(cost) ms: \(bytes)") }
    }
    #expect(broken == [])
    if count >= 1000 { #expect(refused > count / 50 && refused < count / 2, "\(refused) of \(count)") }
    if Fuzz.count != nil {
      print("seed \(seed): \(count) files, \(refused) of them refused, the slowest \(slowest) ms")
    }
  }

  /// What differs; nil where nothing does.
  private static func difference(
    _ bytes: [UInt8], _ separator: UInt8?, _ window: Int, _ expected: ReferenceCSV
  ) -> String? {
    let kind: CSVReader.Separator =
      switch separator {
      case nil: .detect
      case UInt8(ascii: ","): .comma
      case UInt8(ascii: ";"): .semicolon
      default: .tab
      }
    var reader = CSVReader(bytes: bytes, name: "f.csv", separator: kind, window: window)
    var rows: [ReferenceCSV.Row] = []
    do {
      while let row = try reader.next() {
        rows.append(
          ReferenceCSV.Row(
            line: row.line, cells: (0..<row.count).map { Array(row.bytes[row.range($0)]) }, isOdd: row.problem != nil))
      }
      if let trouble = expected.trouble { return "not refused: \(trouble)" }
    } catch {
      let line: Int
      switch expected.trouble {
      case nil: return "refused: \(error)"
      case .notText(let at): line = at
      case .openQuote(let at): line = at
      }
      let isQuote = error.what.contains("never closed")
      if error.line != line || isQuote != (expected.trouble == .openQuote(line: line)) {
        return "\(error), not \(String(describing: expected.trouble))"
      }
    }
    return rows == expected.rows ? nil : "rows \(rows), not \(expected.rows)"
  }

  // MARK: Inputs

  private static let pieces: [[UInt8]] =
    [
      "\"", "\"", "\"\"", ",", ",", ";", "\t", "\n", "\r\n", "\r", "a", "bc", " ", "ä", "京", "😀", "\u{FEFF}", "\u{0}",
      "=1+1",
      "Harbor Lane Bakery, LLC", "\"Harbor \"\"Lane\"\"\"", "id,name\n",
    ].map { Array($0.utf8) } + [[0xC3], [0xA4], [0xE4, 0xBA], [0xFF], [0xFE], [0xED, 0xA0, 0x80], [0xF4, 0x90]]

  private static func bytes(_ random: inout Seeded) -> [UInt8] {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return (0..<Int.random(in: 0..<60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    case 1...4:
      // Pieces, most of them text.
      let known = random.chance(3) ? pieces.count : pieces.count - 7
      return Array(
        (0..<Int.random(in: 0..<20, using: &random)).map { _ in pieces[Int.random(in: 0..<known, using: &random)] }
          .joined())
    default:
      var bytes = table(&random)
      if random.chance(3) { return bytes }
      for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(contentsOf: pieces.randomElement(using: &random)!, at: place)
        case 2: bytes.removeSubrange(place...)
        default: bytes.swapAt(place, Int.random(in: bytes.indices, using: &random))
        }
      }
      return bytes
    }
  }

  /// A table as programs write it.
  private static func table(_ random: inout Seeded) -> [UInt8] {
    let separator = ",;\t".randomElement(using: &random)!
    let end = ["\n", "\r\n", "\r"].randomElement(using: &random)!
    let columns = Int.random(in: 1...4, using: &random)
    var text = random.chance(4) ? "\u{FEFF}" : ""
    for row in 0..<Int.random(in: 0...4, using: &random) {
      if row > 0 { text += end }
      text += (0..<columns).map { _ in cell(&random) }.joined(separator: String(separator))
    }
    return Array((text + (random.chance(2) ? end : "")).utf8)
  }

  private static func cell(_ random: inout Seeded) -> String {
    let plain = ["", "x", "a b", "äöü", "12", "O'Neill & Sons", "京都"].randomElement(using: &random)!
    return switch Int.random(in: 0..<4, using: &random) {
    case 0: "\"\(plain)\""
    case 1: "\"\(plain), \"\"\(plain)\"\"\r\n;\(plain)\""
    default: plain
    }
  }
}
