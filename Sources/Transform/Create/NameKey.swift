import ContactModel

/// The form of a name in which two records that a bookkeeper would call namesakes are equal: letters and digits only, folded
/// to lower-case ASCII, `&` read as `and`.
///
/// It is coarser than any accounting system's own rule of unique names, on purpose: who is held by mistake is asked about,
/// who is created by mistake soils somebody's books.
package struct NameKey: Sendable, Hashable {
  package let text: String

  /// nil where the name holds no letter and no digit.
  package init?(_ name: String) {
    var folded: [UInt8] = []
    var name = name
    name.withUTF8 { Folder().fold(UnsafeRawBufferPointer($0), into: &folded) }
    var key: [UInt8] = []
    for byte in folded {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): key.append(byte)
      case UInt8(ascii: "&"), UInt8(ascii: "+"): key.append(contentsOf: "and".utf8)
      default: break
      }
    }
    guard !key.isEmpty else { return nil }
    text = String(decoding: key, as: UTF8.self)
  }

  /// From so many characters on, one name may be the other cut off (QuickBooks gives names back cut at 41, blanks included).
  static let cutLength = 30

  /// Whether two names are the same, or one is the other cut off.
  package func isNamesake(of other: NameKey) -> Bool {
    if text == other.text { return true }
    let (short, long) = text.utf8.count < other.text.utf8.count ? (text, other.text) : (other.text, text)
    return short.utf8.count >= NameKey.cutLength && long.hasPrefix(short)
  }

  /// Equal for all names that may be namesakes.
  var bucket: String { String(text.prefix(NameKey.cutLength)) }
}
