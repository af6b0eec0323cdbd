/// The query of a URL, written parameter by parameter.
///
/// Everything but RFC 3986's unreserved characters, `,` and `:` is percent-encoded; a cursor may hold `=`, `+` and `/`.
struct QueryText {
  private(set) var text = ""

  mutating func append(_ name: String, _ value: String) {
    text += text.isEmpty ? "?" : "&"
    text += name
    text += "="
    text += QueryText.encode(value)
  }

  mutating func append(_ name: String, _ value: String?) {
    if let value { append(name, value) }
  }

  /// One part of a query or path, percent-encoded.
  static func encode(_ value: String) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(value.utf8.count + 16)
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: ","), UInt8(ascii: ":"):
        out.append(byte)
      default:
        out.append(UInt8(ascii: "%"))
        out.append(hexDigit(byte >> 4))
        out.append(hexDigit(byte & 15))
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
