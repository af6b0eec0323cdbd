/// One character of UTF-8, or the bytes in its place that are none (Unicode 15, table 3-7).
package struct UTF8Sequence: Sendable {
  /// 1…4; of an invalid sequence the longest part that could have begun a character (what one U+FFFD replaces).
  package let count: Int
  package let isValid: Bool

  /// Looks at the bytes from `index`, which is below `end`.
  package init(at index: Int, in bytes: UnsafePointer<UInt8>, end: Int) {
    let lead = bytes[index]
    var needed = 0
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case ..<0x80: break
    case 0xC2...0xDF: needed = 1
    case 0xE0: (needed, second) = (2, 0xA0...0xBF)
    case 0xED: (needed, second) = (2, 0x80...0x9F)
    case 0xE1...0xEF: needed = 2
    case 0xF0: (needed, second) = (3, 0x90...0xBF)
    case 0xF1...0xF3: needed = 3
    case 0xF4: (needed, second) = (3, 0x80...0x8F)
    default:
      (count, isValid) = (1, false)
      return
    }
    var length = 1
    while length <= needed {
      guard index + length < end, (length == 1 ? second : 0x80...0xBF) ~= bytes[index + length] else {
        (count, isValid) = (length, false)
        return
      }
      length += 1
    }
    (count, isValid) = (length, true)
  }
}

/// Whether all bytes are UTF-8.
package func isValidUTF8(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let base = text.baseAddress else { return true }
  var index = 0
  while index < text.count {
    if text.count - index >= 8,
      UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      index += 8
      continue
    }
    let sequence = UTF8Sequence(at: index, in: base, end: text.count)
    guard sequence.isValid else { return false }
    index += sequence.count
  }
  return true
}
