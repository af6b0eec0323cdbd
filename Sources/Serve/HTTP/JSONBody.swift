import FoundationEssentials
package import Hummingbird
import NIOCore

/// The members of a small JSON object that a program sent.
package struct JSONBody: Sendable {
  private let members: [String: String]
  private let flags: [String: Bool]
  private let numbers: [String: Int]
  private let names: Set<String>

  /// - Throws: ``PageError`` 413 beyond 64 KiB, 400 where the body is no JSON object (of its members only texts, flags and whole numbers are read).
  package init(_ request: Request) async throws {
    let body: ByteBuffer
    do { body = try await request.body.collect(upTo: 65_536) } catch {
      throw PageError(.contentTooLarge, "The body is too large", "Send at most 64 KiB.")
    }
    do {
      let all = try JSONDecoder().decode([String: Lenient].self, from: Data(body.readableBytesView))
      members = all.compactMapValues(\.text)
      flags = all.compactMapValues(\.flag)
      numbers = all.compactMapValues(\.number)
      names = Set(all.filter { !$0.value.isNull }.keys)
    } catch {
      throw PageError(
        .badRequest, "The body is no JSON object", "Send an object with the members that the documentation names.")
    }
  }

  /// A text, trimmed of nothing; nil: missing, null, empty, or no text.
  package subscript(_ name: String) -> String? { members[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// False unless it is `true`.
  package func flag(_ name: String) -> Bool { flags[name] ?? false }

  /// Whether there is a member of that name that is not null, whatever its type.
  package func has(_ name: String) -> Bool { names.contains(name) }

  /// nil: missing, or no whole number.
  package func number(_ name: String) -> Int? { numbers[name] }

  private struct Lenient: Decodable {
    var text: String?
    var flag: Bool?
    var number: Int?
    var isNull: Bool

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      text = try? value.decode(String.self)
      flag = try? value.decode(Bool.self)
      number = try? value.decode(Int.self)
      isNull = value.decodeNil()
    }
  }
}
