import CSV
import TestSupport
import Testing

struct CSVReaderTests {
  private func rows(_ text: String, _ separator: CSVReader.Separator = .detect) throws -> [CSVRow] {
    var reader = CSVReader(bytes: Array(text.utf8), name: "f.csv", separator: separator)
    var rows: [CSVRow] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  private static let files: [(String, [[String]])] = [
    ("", []), ("\n\r\n\r", []), ("a,b", [["a", "b"]]), ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("a,b\nc,d", [["a", "b"], ["c", "d"]]), ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
    ("\u{FEFF}a,b\n", [["a", "b"]]), ("a,,\n,,b", [["a", "", ""], ["", "", "b"]]), ("\"\"\n", [[""]]),
    ("a\n\nb\n", [["a"], ["b"]]),
    ("\"a,b\",\"c\"\"d\",\"e\r\nf\"\n", [["a,b", "c\"d", "e\r\nf"]]), ("\"\"\"\",\"\"\n", [["\"", ""]]),
    ("a\"b,c \"d\"\n", [["a\"b", "c \"d\""]]), (" a , b \n", [[" a ", " b "]]),
    ("a;b,c;d;e\n", [["a", "b,c", "d", "e"]]),
    ("a\tb\tc,d\n", [["a", "b", "c,d"]]), ("\"x;y;z\",b\n", [["x;y;z", "b"]]),
    ("ä,京\n😀,\u{2028}\n", [["ä", "京"], ["😀", "\u{2028}"]]),
    ("a,b\n\"\u{FEFF}\",\n", [["a", "b"], ["\u{FEFF}", ""]]),
  ]

  @Test(arguments: files)
  func reads(_ text: String, _ expected: [[String]]) throws {
    #expect(try rows(text).map(\.cells) == expected)
  }

  @Test func knowsTheLineOfEachRow() throws {
    let found = try rows("a,b\n\n\"x\ny\",1\r\n\r\nc,d\re,f")
    #expect(found.map(\.line) == [1, 3, 6, 7])
    #expect(found[3][1] == "f" && found[3][9] == "")
  }

  @Test func marksTextBehindAClosingQuote() throws {
    let found = try rows("\"a\"b,c\nd,e\n\"f\" ,g\n")
    #expect(found.map(\.problem) == ["text behind a closing quote", nil, "text behind a closing quote"])
    #expect(found.map(\.cells) == [["ab", "c"], ["d", "e"], ["f ", "g"]])
  }

  private static let broken: [([UInt8], String)] = [
    (Array("a,b\nc,\"d\ne,f\n".utf8), "f.csv:2: a quote is opened here and never closed"),
    (
      Array("a,b\nx\n".utf8) + [0x4D, 0xFC, 0x6C],
      "f.csv:3: not UTF-8; save the file as UTF-8 (in Excel: \"CSV UTF-8\")"
    ),
    // A letter that a separator cuts in two.
    (Array("a,b\n".utf8) + [0xC3, 0x2C, 0xA4], "f.csv:2: not UTF-8; save the file as UTF-8 (in Excel: \"CSV UTF-8\")"),
    ([0xFF, 0xFE, 0x61, 0x00], "f.csv:1: not UTF-8; save the file as UTF-8 (in Excel: \"CSV UTF-8\")"),
  ]

  @Test(arguments: broken)
  func refuses(_ bytes: [UInt8], _ message: String) {
    let error = #expect(throws: CSVError.self) {
      var reader = CSVReader(bytes: bytes, name: "f.csv")
      while try reader.next() != nil {}
    }
    #expect(error?.description == message)
  }

  @Test func aQuoteNeverClosedEndsAtTheLimit() {
    let error = #expect(throws: CSVError.self) {
      var reader = CSVReader(
        bytes: Array("a\n\"".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: CSVReader.rowLimit + 1), name: "f.csv"
      )
      while try reader.next() != nil {}
    }
    #expect(error?.line == 2)
  }

  @Test func filesLargerThanTheWindowReadTheSame() throws {
    let folder = try Folder()
    let text = (0..<30_000).map { "\($0),\"a \"\"quoted\"\" cell\r\nof two lines\",ä\r\n" }.joined()
    var fromFile = try CSVReader(path: folder.write(Array(text.utf8), to: "f.csv"))
    var count = 0
    while let row = try fromFile.next() {
      guard row.cells == ["\(count)", "a \"quoted\" cell\r\nof two lines", "ä"], row.line == 1 + 2 * count else {
        break
      }
      count += 1
    }
    #expect(count == 30_000)
  }

  @Test func missingFilesAndFolders() throws {
    let folder = try Folder()
    let error = #expect(throws: CSVError.self) { _ = try CSVReader(path: folder.path + "/none.csv") }
    #expect(error?.description == "\(folder.path)/none.csv: No such file or directory")
    var reader = try CSVReader(path: folder.path)
    #expect(throws: CSVError(file: folder.path, what: "Is a directory")) { _ = try reader.next() }
  }

  @Test func randomBytesNeverCrash() {
    var random = Seeded(31)
    for _ in 0..<5000 {
      let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
        random.chance(10)
          ? UInt8.random(in: 0...255, using: &random) : Array("\"\",;\t\r\na".utf8).randomElement(using: &random)!
      }
      var reader = CSVReader(bytes: bytes, name: "f.csv")
      while let row = try? reader.next() { #expect(row.count > 0 && row.cells.count == row.count) }
    }
  }
}
