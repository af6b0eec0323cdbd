import Crypto
import FoundationEssentials

/// The keys by which Merge signs webhooks: each as its dashboard shows it, several while one takes the place of another.
package struct WebhookKeys: Sendable, CustomStringConvertible {
  private let keys: [SymmetricKey]

  /// - Parameter text: one or more, separated by commas; a key is its UTF-8 bytes. nil is made where there is none.
  package init?(_ text: String) {
    keys = text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
      .map { SymmetricKey(data: Array($0.utf8)) }
    if keys.isEmpty { return nil }
  }

  package var description: String { "(\(keys.count) webhook keys)" }

  /// Whether a text is the signature of a body by one of the keys: HMAC-SHA256 over the bytes as received, in Base64 with `-`
  /// and `_`, with or without its `=`.
  ///
  /// The time does not tell where a wrong one differs, or from which key.
  package func isSignature(_ text: String, of body: [UInt8]) -> Bool {
    var given = Array(text.utf8)
    if given.count == Self.length + 1, given.last == UInt8(ascii: "=") { given.removeLast() }
    if given.count != Self.length { return false }
    var isSigned = false
    for key in keys {
      let expected = Self.text(HMAC<SHA256>.authenticationCode(for: body, using: key))
      let difference = zip(expected, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
      if difference == 0 { isSigned = true }
    }
    return isSigned
  }

  /// Of 32 bytes in Base64, without `=`.
  private static let length = 43

  private static func text(_ code: HMAC<SHA256>.MAC) -> [UInt8] {
    Data(code).base64EncodedString().utf8.prefix(length).map { byte in
      switch byte {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      default: byte
      }
    }
  }
}
