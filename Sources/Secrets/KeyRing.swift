package import Crypto
import FoundationEssentials

/// Keys of 32 bytes for one purpose, the newest first: it seals and signs, the others only open and verify.
///
/// Prints and mirrors as the number of its keys only.
package struct KeyRing: Sendable {
  /// Never empty.
  package let keys: [SymmetricKey]

  /// `text`: base64, separated by commas or white space; `source` names it in errors.
  init(text: String, source: String) throws(SecretsError) {
    let entries = text.split { $0 == "," || $0.isWhitespace }
    guard !entries.isEmpty else { throw .empty(source: source) }
    var keys: [SymmetricKey] = []
    for (index, entry) in entries.enumerated() {
      guard let data = Data(base64Encoded: String(entry)), data.count == 32 else {
        throw .malformed(source: source, position: index + 1)
      }
      keys.append(SymmetricKey(data: data))
    }
    self.keys = keys
  }

  /// The keys that a variable names: `name` itself, else the file that `name_FILE` names, else the file in the home.
  ///
  /// - Parameters:
  ///   - environment: looks a variable up; one that is empty counts as unset.
  ///   - home: the folder to keep keys in when nothing is set (for the private database), which must exist: the file
  ///     `token_keys` of `CONTACTSYNC_TOKEN_KEYS` is made there once, with mode 0600. nil: a variable must be set.
  package static func load(
    environment: (String) -> String?, home: String?, name: String
  ) throws(SecretsError) -> KeyRing {
    if let text = environment(name), !text.isEmpty { return try KeyRing(text: text, source: name) }
    if let path = environment(name + "_FILE"), !path.isEmpty {
      return try KeyRing(text: KeyFile.read(path, mustBePrivate: false), source: path)
    }
    guard let home else { throw .missing(name: name) }
    let prefix = "CONTACTSYNC_"
    let path = home + "/" + (name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name).lowercased()
    return try KeyRing(text: KeyFile.readOrMake(path), source: path)
  }
}

extension KeyRing: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { keys.count == 1 ? "1 key" : "\(keys.count) keys" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
