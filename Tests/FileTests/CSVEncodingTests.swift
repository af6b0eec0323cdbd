import CSV
import Testing

struct CSVEncodingTests {
  /// A file, and how it is read; nil: it is refused with these words.
  static let files: [(bytes: [UInt8], encoding: CSVReader.Encoding?, words: String)] = [
    ([], .utf8, ""), (Array("a,b\n".utf8), .utf8, ""), (Array("ä,b\nc,ö".utf8), .utf8, ""),
    (Array("\u{FEFF}a,b\nM".utf8) + [0xFC], .utf8, ""), ([0xFF, 0xFE, 0x61, 0x00], .utf8, ""),
    (Array("a,b\nM".utf8) + [0xFC] + Array("ller,x\n".utf8), .windows1252, ""),
    (Array("a\n".utf8) + [0x80, 0x0A, 0x95], .windows1252, ""),
    (Array("ä\nM".utf8) + [0xFC], nil, "f.csv:2: not UTF-8, though other lines are"),
    (Array("a\nM".utf8) + [0xFC] + Array("\nä\n".utf8), nil, "f.csv:2: not UTF-8, though other lines are"),
    (Array("a\nb\nM".utf8) + [0x81, 0xFC], nil, "f.csv:3: neither UTF-8 nor Windows-1252"),
  ]

  @Test(arguments: files)
  func isFoundOut(_ file: (bytes: [UInt8], encoding: CSVReader.Encoding?, words: String)) throws {
    let folder = try Folder()
    let path = try folder.write(file.bytes, to: "f.csv")
    guard let encoding = file.encoding else {
      let error = #expect(throws: CSVError.self) { _ = try CSVReader.Encoding(of: path) }
      #expect(error?.description.hasPrefix("\(folder.path)/\(file.words)") == true, "\(error?.description ?? "")")
      return
    }
    #expect(try CSVReader.Encoding(of: path) == encoding)
  }

  @Test func letterThatIsCutByTheWindowIsNoDamage() throws {
    let folder = try Folder()
    for shift in 0..<3 {
      let text = String(repeating: "x", count: shift) + String(repeating: "ä,京\n", count: 60_000)
      #expect(try CSVReader.Encoding(of: folder.write(Array(text.utf8), to: "f.csv")) == .utf8)
    }
  }

  @Test func windows1252IsDecodedCellByCell() throws {
    let folder = try Folder()
    let bytes: [UInt8] =
      Array("id;name;city\r\n1;M".utf8) + [0xFC] + Array("ller;K".utf8) + [0xF6] + Array("ln\r\n2;".utf8)
      + [0x80, 0x93, 0x94] + Array(";x\r\n".utf8)
    let path = try folder.write(bytes, to: "f.csv")
    var reader = try CSVReader(path: path, encoding: CSVReader.Encoding(of: path))
    var rows: [[String]] = []
    while let row = try reader.next() { rows.append(row.cells) }
    #expect(rows == [["id", "name", "city"], ["1", "Müller", "Köln"], ["2", "€“”", "x"]])
  }
}
