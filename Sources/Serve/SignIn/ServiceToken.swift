import Crypto
import HTTPTypes
package import Hummingbird

/// The secret by which the platform's backend speaks to `/api`: `Authorization: Bearer …`.
package struct ServiceToken: Sendable, CustomStringConvertible {
  private let digest: SHA256.Digest

  /// - Parameter text: at least 16 characters; nil is made of anything shorter.
  package init?(_ text: String) {
    if text.utf8.count < 16 { return nil }
    digest = SHA256.hash(data: Array(text.utf8))
  }

  /// Digests are compared, so that the time tells nothing of the text.
  package func equals(_ text: String) -> Bool { SHA256.hash(data: Array(text.utf8)) == digest }

  package var description: String { "(service token)" }

  /// - Throws: ``PageError`` 401 or, where no token is configured, 503.
  package static func check(_ token: ServiceToken?, _ request: Request) throws {
    guard let token else {
      throw PageError(
        .serviceUnavailable, "The API is switched off", "Set CONTACTSYNC_SERVICE_TOKEN and start the server again.")
    }
    let header = request.headers[.authorization] ?? ""
    guard header.lowercased().hasPrefix("bearer "), token.equals(String(header.dropFirst(7))) else {
      throw PageError(.unauthorized, "The service token is missing or wrong", "Send Authorization: Bearer TOKEN.")
    }
  }
}
