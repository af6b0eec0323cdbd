import FoundationEssentials
package import Hummingbird
import NIOCore

/// The members of a small JSON object that a program sent.
package struct JSONBody: Sendable {
  private let members: [String: String]

  /// - Throws: ``PageError`` 413 beyond 64 KiB, 400 where the body is no JSON object of texts (other members are left out).
  package init(_ request: Request) async throws {
    let body: ByteBuffer
    do { body = try await request.body.collect(upTo: 65_536) } catch {
      throw PageError(.contentTooLarge, "The body is too large", "Send at most 64 KiB.")
    }
    do {
      members = try JSONDecoder().decode([String: Lenient].self, from: Data(body.readableBytesView))
        .compactMapValues(\.text)
    } catch {
      throw PageError(
        .badRequest, "The body is no JSON object", "Send an object with the members that the documentation names.")
    }
  }

  /// A text, trimmed of nothing; nil: missing, null, empty, or no text.
  package subscript(_ name: String) -> String? { members[name].flatMap { $0.isEmpty ? nil : $0 } }

  private struct Lenient: Decodable {
    var text: String?

    init(from decoder: any Decoder) throws {
      text = try? decoder.singleValueContainer().decode(String.self)
    }
  }
}
