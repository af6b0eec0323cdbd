import Crypto
import FoundationEssentials

/// Seals the tokens of linked accounts for the database: AES-256-GCM, bound to the account's id.
///
/// Form: version 1 (one byte), key id (4 bytes), nonce (12), ciphertext, tag (16). Version, key id and account id are
/// authenticated, so a sealed token copied to another account does not open.
package struct TokenVault: Sendable {
  private static let version: UInt8 = 1
  private static let headerSize = 5

  private let keys: [(id: [UInt8], key: SymmetricKey)]

  package init(_ ring: KeyRing) {
    keys = ring.keys.map { (Self.id(of: $0), $0) }
  }

  /// Seals with the newest key.
  package func seal(_ token: String, account: String) -> [UInt8] {
    let (id, key) = keys[0]
    let header = [Self.version] + id
    // Sealing fails for keys of a wrong size only, and a ring has none.
    guard
      let box = try? AES.GCM.seal(Data(token.utf8), using: key, authenticating: Self.context(header, account)),
      let combined = box.combined
    else { preconditionFailure("a key of 32 bytes seals") }
    return header + combined
  }

  /// Opens what was sealed for this account with any key of the ring.
  package func open(_ sealed: [UInt8], account: String) throws(SecretsError) -> String {
    guard sealed.count > Self.headerSize, sealed[0] == Self.version else { throw .notAuthentic }
    let header = Array(sealed[..<Self.headerSize])
    let matching = keys.filter { $0.id == Array(header[1...]) }
    guard !matching.isEmpty else { throw .unknownKey }
    guard let box = try? AES.GCM.SealedBox(combined: Data(sealed[Self.headerSize...])) else { throw .notAuthentic }
    for (_, key) in matching {
      if let token = try? AES.GCM.open(box, using: key, authenticating: Self.context(header, account)) {
        return String(decoding: token, as: UTF8.self)
      }
    }
    throw .notAuthentic
  }

  /// Whether it was sealed with another key than the newest (or not by us): it is lost when that key is dropped.
  package func isOutdated(_ sealed: [UInt8]) -> Bool {
    Array(sealed.prefix(Self.headerSize)) != [Self.version] + keys[0].id
  }

  private static func context(_ header: [UInt8], _ account: String) -> Data { Data(header) + Data(account.utf8) }

  /// Tells keys apart and says nothing about them.
  private static func id(of key: SymmetricKey) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Data("contactsync key id".utf8), using: key).prefix(4))
  }
}
