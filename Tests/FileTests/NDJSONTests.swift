import Foundation
import NDJSON
import Testing

struct NDJSONTests {
  private func chunks(_ path: String, chunkSize: Int) throws -> [NDJSONReader.Chunk] {
    var reader = try NDJSONReader(path: path, chunkSize: chunkSize)
    var chunks: [NDJSONReader.Chunk] = []
    while let chunk = try reader.next() { chunks.append(chunk) }
    return chunks
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1 << 16])
  func chunksAreWholeLines(chunkSize: Int) throws {
    let folder = try Folder()
    for text in [
      "", "\n", "a", "a\n", "a\nbb\n\nccc", "\n\n\n", "{\"x\":\"\u{2028}\"}\r\n{}\n",
      String(repeating: "x", count: 300) + "\ny\n",
    ] {
      for mark in ["", "\u{FEFF}"] {
        let found = try chunks(folder.write(Array((mark + text).utf8), to: "f.ndjson"), chunkSize: chunkSize)
        #expect(found.flatMap(\.bytes) == Array(text.utf8))
        #expect(found.dropLast().allSatisfy { $0.bytes.last == UInt8(ascii: "\n") })
        var line = 1
        for chunk in found {
          #expect(chunk.firstLine == line && !chunk.bytes.isEmpty)
          line += chunk.bytes.count { $0 == UInt8(ascii: "\n") }
        }
      }
    }
  }

  @Test func manyLinesInSmallPieces() throws {
    let folder = try Folder()
    let text = (0..<2000).map { "{\"id\":\"\($0)\"}\n" }.joined()
    let found = try chunks(folder.write(Array(text.utf8), to: "f.ndjson"), chunkSize: 100)
    #expect(found.flatMap(\.bytes) == Array(text.utf8))
    #expect(found.count > 100 && found.last?.firstLine ?? 0 > 1900)
  }

  @Test func readsPipesToTheirEnd() throws {
    let pipe = Pipe()
    let text = String(repeating: "{\"id\":\"x\"}\n", count: 20_000)
    let writer = pipe.fileHandleForWriting
    let thread = Thread {
      writer.write(Data(text.utf8))
      try? writer.close()
    }
    thread.start()
    var reader = NDJSONReader(descriptor: pipe.fileHandleForReading.fileDescriptor, file: "pipe", chunkSize: 4096)
    var count = 0
    while let chunk = try reader.next() { count += chunk.bytes.count }
    #expect(count == text.utf8.count)
  }

  @Test func refusesLinesOverTheLimit() throws {
    let folder = try Folder()
    let file = try folder.write(Array("a\nb\n\(String(repeating: "x", count: 500))\n".utf8), to: "f.ndjson")
    var reader = try NDJSONReader(path: file, chunkSize: 10, lineLimit: 100)
    var lines = 0
    let error = #expect(throws: FileError.self) {
      while let chunk = try reader.next() { lines += chunk.bytes.count { $0 == UInt8(ascii: "\n") } }
    }
    #expect(lines == 2)
    #expect(error?.description == "\(file):3: line longer than 100 bytes")
  }

  @Test func missingFilesAndFolders() throws {
    let folder = try Folder()
    let error = #expect(throws: FileError.self) { _ = try NDJSONReader(path: folder.path + "/none.ndjson") }
    #expect(error?.description == "\(folder.path)/none.ndjson: No such file or directory")
    var reader = try NDJSONReader(path: folder.path)
    let second = #expect(throws: FileError.self) { _ = try reader.next() }
    #expect(second?.what == "Is a directory")
  }
}
