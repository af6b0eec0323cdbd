/// Reads a file or standard input line by line, in constant memory; blank lines are passed over.
package struct LineReader: ~Copyable {
  package struct Line: Sendable {
    /// Counted from 1.
    package var number: Int
    /// Without the LF.
    package var bytes: [UInt8]
  }

  /// The name of the file, for messages.
  package let file: String
  private var reader: NDJSONReader
  private var chunk: [UInt8] = []
  private var place = 0
  private var number = 0

  /// Opens a file; `-` is standard input.
  package init(path: String) throws(FileError) { self.init(try NDJSONReader(path: path)) }

  package init(_ reader: consuming NDJSONReader) {
    file = reader.file
    self.reader = reader
  }

  /// The next line that is not blank; nil at the end.
  package mutating func next() throws(FileError) -> Line? {
    while true {
      if place == chunk.count {
        guard let next = try reader.next() else { return nil }
        chunk = next.bytes
        place = 0
        number = next.firstLine
      }
      let end = chunk[place...].firstIndex(of: UInt8(ascii: "\n")) ?? chunk.count
      let line = Line(number: number, bytes: Array(chunk[place..<end]))
      place = min(end + 1, chunk.count)
      number += 1
      if line.bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) { return line }
    }
  }
}
