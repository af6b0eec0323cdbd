/// Folds UTF-8 to lower-case ASCII: case, diacritics and width removed, other scripts transliterated.
///
/// Punctuation stays (callers give it meaning), control characters become spaces, invisible characters vanish. Of a
/// text longer than ``limit`` bytes only the first ``limit`` bytes count, so that a field of a megabyte costs what a
/// field of half a kilobyte costs; no output is longer than ``capacity``. Output is ASCII, and folding it again changes
/// nothing.
package struct Folder: Sendable {
  /// Bytes of a text that are read.
  static let limit = 512
  /// Bytes at most of a folded text.
  static let capacity = 2048

  private let table = FoldTable.shared

  package init() {}

  /// Replaces `out` by the folded form of `source`, which may be any bytes (broken UTF-8 is skipped).
  package func fold(_ source: UnsafeRawBufferPointer, into out: inout [UInt8]) {
    let source = Folder.capped(source)
    out.removeAll(keepingCapacity: true)
    if out.capacity < Folder.capacity { out.reserveCapacity(Folder.capacity + 16) }
    var foreign = false
    out.append(addingCapacity: source.count * 2 + 4) { (output: inout OutputSpan<UInt8>) in
      if !foldASCII(source, to: &output) { foreign = !fold(source, to: &output) }
    }
    guard foreign, !EastAsianText.fold(source, into: &out) else { return }
    transliterate(source, into: &out)
  }

  /// Replaces `out` by what ICU makes of the text, folded.
  package func transliterate(_ source: UnsafeRawBufferPointer, into out: inout [UInt8]) {
    var latin = Transliteration.latin(source)
    out.removeAll(keepingCapacity: true)
    latin.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes).prefix(Folder.capacity / 2 - 2))
      out.append(addingCapacity: bytes.count * 2 + 4) { (output: inout OutputSpan<UInt8>) in
        _ = fold(bytes, to: &output)
      }
    }
  }

  /// Folds a text that is all ASCII, many bytes at a time; false, and nothing written, for any other.
  @inline(__always)
  private func foldASCII(_ source: UnsafeRawBufferPointer, to output: inout OutputSpan<UInt8>) -> Bool {
    guard let bytes = source.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
    var all: UInt8 = 0
    for index in 0..<source.count { all |= bytes[index] }
    guard all < 0x80 else { return false }
    output.withUnsafeMutableBufferPointer { buffer, count in
      guard let target = buffer.baseAddress else { return }
      for index in 0..<source.count { target[index] = ascii(bytes[index]) }
      count = source.count
    }
    return true
  }

  /// Folds what the table knows; false when something of another script was met (and skipped).
  private func fold(_ source: UnsafeRawBufferPointer, to output: inout OutputSpan<UInt8>) -> Bool {
    var complete = true
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte < 0x80 {
        output.append(ascii(byte))
        index += 1
        continue
      }
      let (scalar, length) = decoded(source, at: index)
      index += length
      var folded = scalar == 0xFFFD ? 0 : table.folded(scalar)
      if folded == FoldTable.unknown {
        complete = false
        folded = 0
      }
      while folded != 0 {
        output.append(UInt8(truncatingIfNeeded: folded))
        folded >>= 8
      }
    }
    return complete
  }

  @inline(__always)
  private func ascii(_ byte: UInt8) -> UInt8 {
    // Without branches, so that many bytes are folded at a time.
    let lower = byte | (byte &- 0x41 < 26 ? 0x20 : 0)
    let control: UInt8 = (byte < 0x20 ? 0xFF : 0) | (byte == 0x7F ? 0xFF : 0)
    return lower & ~control | 0x20 & control
  }

  /// One code point of two to four bytes; U+FFFD and one byte where the sequence is broken.
  @inline(__always)
  private func decoded(_ source: UnsafeRawBufferPointer, at index: Int) -> (scalar: UInt32, length: Int) {
    let first = source[index]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF5, index + length <= source.count else { return (0xFFFD, 1) }
    var scalar = UInt32(first) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length {
      let next = source[index + offset]
      guard next & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      scalar = scalar << 6 | UInt32(next & 0x3F)
    }
    // What a longer sequence spells that a shorter one could is broken; U+0080 is the least that the table knows.
    return scalar < 0x80 ? (0xFFFD, length) : (scalar, length)
  }

  /// The first ``limit`` bytes, cut before a code point.
  private static func capped(_ source: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard source.count > limit else { return source }
    var end = limit
    while end > limit - 4, source[end] & 0xC0 == 0x80 { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: source[..<end])
  }
}
