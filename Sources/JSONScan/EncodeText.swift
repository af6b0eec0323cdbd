/// Appends a JSON string with its quotes, escaping only what RFC 8259 demands: quote, backslash, U+0000…U+001F.
///
/// The text must be UTF-8; other characters (U+007F, U+2028, all beyond ASCII) are written as they are.
package func appendJSONString(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
  out.append(UInt8(ascii: "\""))
  var written = 0
  for (index, byte) in text.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
    out.append(contentsOf: text[written..<index])
    out.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: out.append(byte)
    case 0x08: out.append(UInt8(ascii: "b"))
    case 0x09: out.append(UInt8(ascii: "t"))
    case 0x0A: out.append(UInt8(ascii: "n"))
    case 0x0C: out.append(UInt8(ascii: "f"))
    case 0x0D: out.append(UInt8(ascii: "r"))
    default:
      out.append(contentsOf: "u00".utf8)
      out.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      out.append(hexDigit(byte & 0x0F))
    }
    written = index + 1
  }
  out.append(contentsOf: text[written...])
  out.append(UInt8(ascii: "\""))
}

/// As above, of an array.
package func appendJSONString(_ text: [UInt8], to out: inout [UInt8]) {
  text.withUnsafeBufferPointer { appendJSONString($0, to: &out) }
}

/// As above, of a String.
package func appendJSONString(_ text: String, to out: inout [UInt8]) {
  var text = text
  text.withUTF8 { appendJSONString($0, to: &out) }
}

private func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
