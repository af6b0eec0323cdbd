package import Crypto
import FoundationEssentials

/// Makes the hashes by which contacts that were erased are known again, without their being kept.
///
/// Prints and mirrors as the number of its keys only.
package struct ErasureKeys: Sendable {
  /// The newest first, each with what tells it apart and says nothing about it.
  private let keys: [(id: [UInt8], key: SymmetricKey)]

  /// - Parameter keys: never empty, the newest first: it makes hashes, the others recognize those that they made.
  package init(_ keys: [SymmetricKey]) {
    self.keys = keys.map { (Array(Self.code("contactsync erasure key id", $0).prefix(4)), $0) }
  }

  /// Nobody has said which the keys are.
  package struct Unset: Error, CustomStringConvertible {
    package init() {}
    package var description: String { "no keys of erasures are given" }
  }

  /// What a hash stands for; the raw value is stored.
  enum Kind: String {
    /// Merge's id of the contact.
    case contact = "c"
    /// The accounting system's own id of it.
    case remote = "r"
  }

  /// The hash of an id by the newest key, and the id of that key.
  func hash(_ kind: Kind, account: String, id: String) -> (hash: [UInt8], keyID: [UInt8]) {
    (Self.code(Self.text(kind, account, id), keys[0].key), keys[0].id)
  }

  /// The hashes of an id by each key.
  func hashes(_ kind: Kind, account: String, id: String) -> [[UInt8]] {
    let text = Self.text(kind, account, id)
    return keys.map { Self.code(text, $0.key) }
  }

  func has(keyID: [UInt8]) -> Bool { keys.contains { $0.id == keyID } }

  /// No id holds U+0000, so that no two are told by the same text.
  private static func text(_ kind: Kind, _ account: String, _ id: String) -> String {
    "\(kind.rawValue)\0\(account)\0\(id)"
  }

  private static func code(_ text: String, _ key: SymmetricKey) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
  }
}

extension ErasureKeys: CustomStringConvertible, CustomReflectable {
  package var description: String { keys.count == 1 ? "1 key" : "\(keys.count) keys" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
