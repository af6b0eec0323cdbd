import Crypto
import FoundationEssentials

/// The secret of one session of linking: who has it may link. It stands behind the `#` of the page's address, so that no
/// server's log sees it; only its hash is stored.
enum LinkKey {
  /// 256 random bits, in Base64 for addresses.
  static func make() -> String {
    Data((0..<32).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// 32 bytes.
  static func hash(_ key: String) -> [UInt8] { Array(SHA256.hash(data: Array(key.utf8))) }

  /// In time that does not depend on where they differ.
  static func isRight(_ key: String, hash: [UInt8]) -> Bool {
    let found = Self.hash(key)
    return found.count == hash.count && zip(found, hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// The id of a new session: 32 hexadecimal digits; no secret.
  static func makeID() -> String { hexadecimal(16) }

  /// The id of a new account, where the platform names none.
  static func makeAccountID() -> String { "account-" + hexadecimal(12) }

  /// Whether a text has the form of a session's id.
  static func isID(_ text: String) -> Bool {
    text.utf8.count == 32 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private static func hexadecimal(_ bytes: Int) -> String {
    (0..<bytes).reduce(into: "") { text, _ in
      let byte = UInt8.random(in: .min ... .max)
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
