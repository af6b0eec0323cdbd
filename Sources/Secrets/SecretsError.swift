/// Why a key cannot be read or a token not be opened; names variables and files, never what they hold.
package enum SecretsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Neither `NAME` nor `NAME_FILE` is set, and there is no home of ours to keep keys in.
  case missing(name: String)
  /// A file could not be read or written; `reason` is the system's.
  case file(path: String, reason: String)
  /// Others than its owner may read or write the key file.
  case notPrivate(path: String)
  /// Entry `position` (from 1) of `source` is not base64 of 32 bytes.
  case malformed(source: String, position: Int)
  /// `source` holds no key at all.
  case empty(source: String)
  /// Sealed with a key that is not in the list any more.
  case unknownKey
  /// Damaged, sealed for another account, or not sealed by us.
  case notAuthentic

  package var description: String {
    switch self {
    case .missing(let name):
      "\(name) is not set: give one or more keys, each base64 of 32 bytes (openssl rand -base64 32), or \(name)_FILE"
    case .file(let path, let reason): "the key file \(path) cannot be used: \(reason)"
    case .notPrivate(let path): "the key file \(path) is open to others: chmod 600 \(path)"
    case .malformed(let source, let position): "key \(position) in \(source) is not base64 of 32 bytes"
    case .empty(let source): "\(source) holds no key"
    case .unknownKey:
      "the token was sealed with a key that is not in CONTACTSYNC_TOKEN_KEYS: add it, or add the token anew"
    case .notAuthentic: "the sealed token is damaged or belongs to another account: add the token anew"
    }
  }
}
