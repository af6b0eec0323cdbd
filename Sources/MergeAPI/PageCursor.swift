/// Reads the `next` of a page, which is a bare cursor or, from some servers, a URL that holds one.
package enum PageCursor {
  /// The cursor in `next`; nil where there is no next page (null or empty).
  ///
  /// Only the URL's `cursor` parameter is taken, whatever its host: our credentials never follow a URL from a body.
  /// A `+` stays a `+` (a cursor is base64, never with a space). Throws when a URL has no `cursor`.
  package static func from(next: String?) throws(PageCursorMissing) -> String? {
    guard let next, !next.isEmpty else { return nil }
    let isURL = next.hasPrefix("https://") || next.hasPrefix("http://") || next.hasPrefix("/") && next.contains("?")
    guard isURL || next.hasPrefix("?") else { return next }
    let query = next.drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
    for item in query.split(separator: "&") {
      let name = item.prefix { $0 != "=" }
      guard name == "cursor", name.endIndex < item.endIndex else { continue }
      let value = decode(item[item.index(after: name.endIndex)...])
      return value.isEmpty ? nil : value
    }
    throw PageCursorMissing()
  }

  private static func decode(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2])
      {
        out.append(high << 4 | low)
        index += 3
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// A page's `next` is a URL without a `cursor` parameter.
package struct PageCursorMissing: Error, Sendable {}
