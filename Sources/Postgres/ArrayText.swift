/// PostgreSQL's text form of arrays (documentation: "Array Input and Output Syntax").
enum ArrayText {
  static func elements(_ text: UnsafeRawBufferPointer) -> [String?] {
    var elements: [String?] = []
    var element: [UInt8] = []
    var (quoted, inQuotes, escaped) = (false, false, false)
    for byte in text.dropFirst().dropLast() {
      switch byte {
      case _ where escaped:
        element.append(byte)
        escaped = false
      case UInt8(ascii: "\\"): escaped = true
      case UInt8(ascii: "\""):
        inQuotes.toggle()
        quoted = true
      case UInt8(ascii: ",") where !inQuotes:
        elements.append(Self.element(element, quoted))
        element.removeAll(keepingCapacity: true)
        quoted = false
      default: element.append(byte)
      }
    }
    if text.count > 2 { elements.append(Self.element(element, quoted)) }
    return elements
  }

  private static func element(_ bytes: [UInt8], _ quoted: Bool) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    return !quoted && text == "NULL" ? nil : text
  }
}
