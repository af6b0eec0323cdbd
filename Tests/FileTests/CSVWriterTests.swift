import CSV
import TestSupport
import Testing

struct CSVWriterTests {
  private func written(_ rows: [[String?]], _ profile: CSVProfile) -> [UInt8] {
    var writer = CSVWriter(profile: profile)
    for row in rows { writer.append(row) }
    return writer.take()
  }

  @Test func goldenFiles() {
    let rows: [[String?]] = [["id", "na,me"], ["+1", "a \"b\"\r\nc"], [nil, "-"], ["=1+1", "plain"]]
    #expect(
      written(rows, .machine) == Array("id,\"na,me\"\r\n+1,\"a \"\"b\"\"\r\nc\"\r\n,-\r\n=1+1,plain\r\n".utf8))
    #expect(
      written(rows, .sheet)
        == [0xEF, 0xBB, 0xBF] + Array("id,\"na,me\"\r\n'+1,\"a \"\"b\"\"\r\nc\"\r\n,'-\r\n'=1+1,plain\r\n".utf8))
    #expect(written([[""]], .machine) == Array("\"\"\r\n".utf8))
    #expect(written([], .sheet) == [0xEF, 0xBB, 0xBF])
  }

  @Test func takesInPieces() {
    var writer = CSVWriter(profile: .sheet)
    writer.append(["a"])
    let first = writer.take()
    #expect(writer.pendingCount == 0)
    writer.append(["b"])
    #expect(first + writer.take() == [0xEF, 0xBB, 0xBF] + Array("a\r\nb\r\n".utf8))
  }

  @Test(
    arguments: [
      ("", ""), ("a", "a"), ("a=b", "a=b"), ("=1", "'=1"), ("+49", "'+49"), ("-", "'-"), ("@x", "'@x"), ("\tx", "'\tx"),
      ("\rx", "'\rx"), ("\nx", "'\nx"), ("\r\nx", "'\r\nx"), ("'", "''"), ("'x", "''x"), ("'=x", "''=x"), ("''", "'''"),
      ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠1", "'＠1"), (" =1", " =1"), ("=\u{301}", "'=\u{301}"),
      ("\u{301}=", "\u{301}="),
    ] as [(String, String)])
  func guardsFormulas(_ cell: String, _ guarded: String) {
    #expect(Array(CSVGuard.add(cell).utf8) == Array(guarded.utf8))
    #expect(Array(CSVGuard.remove(guarded).utf8) == Array(cell.utf8))
  }

  @Test(arguments: [("'abc", "'abc"), ("'", "'"), ("abc", "abc"), ("''abc", "'abc")] as [(String, String)])
  func leavesOtherApostrophes(_ cell: String, _ removed: String) {
    #expect(CSVGuard.remove(cell) == removed)
  }

  /// remove(add(x)) == x; a guarded cell begins with none of the signs; and what is written is read back.
  @Test(arguments: CSVProfile.allCases)
  func laws(profile: CSVProfile) throws {
    var random = Seeded(40)
    let signs = Array("'=+-@\t\r\n＝＋－＠\",;a ä\u{FEFF}\u{301}".unicodeScalars)
    func cell() -> String {
      String(
        String.UnicodeScalarView(
          (0..<Int.random(in: 0..<6, using: &random)).map { _ in signs.randomElement(using: &random)! }))
    }
    for _ in 0..<1000 {
      let width = Int.random(in: 1...4, using: &random)
      let rows = (0..<Int.random(in: 1..<6, using: &random)).map { _ in (0..<width).map { _ in cell() } }
      for cell in rows.joined() {
        let guarded = CSVGuard.add(cell)
        #expect(Array(CSVGuard.remove(guarded).utf8) == Array(cell.utf8))
        #expect(guarded.unicodeScalars.first.map { !"=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? true)
      }
      var reader = CSVReader(bytes: written(rows, profile), name: "f.csv", separator: .comma)
      var read: [[String]] = []
      while let row = try reader.next() {
        #expect(row.problem == nil)
        read.append(profile == .sheet ? row.cells.map { CSVGuard.remove($0) } : row.cells)
      }
      #expect(read.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
    }
  }
}
