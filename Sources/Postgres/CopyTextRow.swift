/// Takes one line of COPY's text format apart (documentation: COPY, "Text Format").
package struct CopyTextRow {
  private let line: UnsafeRawBufferPointer
  private var position = 0

  /// `line` without its line feed; it must outlive the value.
  package init(_ line: UnsafeRawBufferPointer) { self.line = line }

  /// The next field as a String; nil is NULL, or that there is none left.
  package mutating func text() -> String? {
    var bytes: [UInt8] = []
    return next(into: &bytes) ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// Appends the next field's bytes, escapes undone; false is NULL, or that there is none left (nothing is appended).
  package mutating func next(into bytes: inout [UInt8]) -> Bool {
    guard position <= line.count else { return false }
    var end = position
    while end < line.count, line[end] != UInt8(ascii: "\t") { end += 1 }
    let field = UnsafeRawBufferPointer(rebasing: line[position..<end])
    position = end + 1
    if field.count == 2, field[0] == UInt8(ascii: "\\"), field[1] == UInt8(ascii: "N") { return false }
    Self.unescape(field, into: &bytes)
    return true
  }

  private static func unescape(_ field: UnsafeRawBufferPointer, into bytes: inout [UInt8]) {
    var start = 0
    var index = 0
    while index < field.count {
      guard field[index] == UInt8(ascii: "\\"), index + 1 < field.count else {
        index += 1
        continue
      }
      bytes.append(contentsOf: field[start..<index])
      switch field[index + 1] {
      case UInt8(ascii: "b"): bytes.append(8)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "v"): bytes.append(11)
      case UInt8(ascii: "f"): bytes.append(12)
      case UInt8(ascii: "r"): bytes.append(13)
      default: bytes.append(field[index + 1])
      }
      index += 2
      start = index
    }
    bytes.append(contentsOf: field[start...])
  }
}
