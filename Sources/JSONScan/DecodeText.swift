extension JSONScanner {
  /// Appends a text with its escapes decoded.
  ///
  /// U+FFFD stands for U+0000, for half a surrogate pair and for bytes that are not UTF-8 (one for each longest part
  /// that could have begun a character), so the result is UTF-8 that PostgreSQL can hold.
  package func decode(_ text: JSONText, into out: inout [UInt8]) {
    if text.isPlain {
      out.append(contentsOf: UnsafeBufferPointer(start: base + text.start, count: text.count))
      return
    }
    let stop = text.start + text.count
    var index = text.start
    while index < stop {
      let byte = base[index]
      switch byte {
      case UInt8(ascii: "\\"):
        index = decodeEscape(at: index, into: &out)
      case 0x80...:
        let sequence = UTF8Sequence(at: index, in: base, end: stop)
        if sequence.isValid {
          out.append(contentsOf: UnsafeBufferPointer(start: base + index, count: sequence.count))
        } else {
          out.append(contentsOf: replacementCharacter)
        }
        index += sequence.count
      default:
        let start = index
        repeat { index += 1 } while index < stop && base[index] != UInt8(ascii: "\\") && base[index] < 0x80
        out.append(contentsOf: UnsafeBufferPointer(start: base + start, count: index - start))
      }
    }
  }

  /// The text as a String, escapes decoded.
  package func decoded(_ text: JSONText) -> String {
    if text.isPlain {
      return String(decoding: UnsafeBufferPointer(start: base + text.start, count: text.count), as: UTF8.self)
    }
    var bytes: [UInt8] = []
    decode(text, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Decodes one escape, which `string()` has checked; returns the index behind it.
  private func decodeEscape(at index: Int, into out: inout [UInt8]) -> Int {
    switch base[index + 1] {
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "u"):
      let unit = hexUnit(at: index + 2) ?? 0
      if 0xD800...0xDBFF ~= unit, isLowSurrogate(at: index + 6), let low = hexUnit(at: index + 8) {
        appendScalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), to: &out)
        return index + 12
      }
      appendScalar(unit, to: &out)
      return index + 6
    case let byte: out.append(byte)
    }
    return index + 2
  }

  private func appendScalar(_ value: UInt32, to out: inout [UInt8]) {
    guard value != 0, let scalar = Unicode.Scalar(value) else {
      out.append(contentsOf: replacementCharacter)
      return
    }
    out.append(contentsOf: UTF8.encode(scalar)!)
  }
}

/// U+FFFD in UTF-8.
private let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]

/// Appends text with U+FFFD in place of U+0000 and of bytes that are not UTF-8; true where something was replaced.
package func appendStorable(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) -> Bool {
  guard let base = text.baseAddress else { return false }
  var isRepaired = false
  var index = 0
  var written = 0
  while index < text.count {
    let byte = base[index]
    if 0x01...0x7F ~= byte {
      index += 1
      continue
    }
    let sequence = UTF8Sequence(at: index, in: base, end: text.count)
    if !sequence.isValid || byte == 0 {
      out.append(contentsOf: text[written..<index])
      out.append(contentsOf: replacementCharacter)
      written = index + sequence.count
      isRepaired = true
    }
    index += sequence.count
  }
  out.append(contentsOf: text[written...])
  return isRepaired
}
