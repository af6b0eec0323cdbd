/// Appends JSON text as it stands, but as one line of UTF-8: bytes that are not UTF-8 become the escape `\u0000`, line ends
/// spaces.
///
/// The text must be well-formed JSON, so such bytes stand inside strings only. Reading the copy gives the same texts and
/// the same repairs: a broken sequence and `\u0000` both decode to U+FFFD.
package func appendAsLine(_ json: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
  guard let base = json.baseAddress else { return }
  var index = 0
  var written = 0
  while index < json.count {
    if json.count - index >= 8, isPlain(UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)) {
      index += 8
      continue
    }
    let byte = base[index]
    if byte < 0x80 {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        out.append(contentsOf: json[written..<index])
        out.append(UInt8(ascii: " "))
        written = index + 1
      }
      index += 1
      continue
    }
    let sequence = UTF8Sequence(at: index, in: base, end: json.count)
    if !sequence.isValid {
      out.append(contentsOf: json[written..<index])
      out.append(contentsOf: "\\u0000".utf8)
      written = index + sequence.count
    }
    index += sequence.count
  }
  out.append(contentsOf: json[written...])
}

/// Whether eight bytes are ASCII and none of them ends a line.
@inline(__always)
private func isPlain(_ word: UInt64) -> Bool {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let (feed, carriage) = (word ^ (ones &* 0x0A), word ^ (ones &* 0x0D))
  let found = (feed &- ones) & ~feed | (carriage &- ones) & ~carriage
  return (found | word) & (ones &* 0x80) == 0
}
