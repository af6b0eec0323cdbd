package import Hummingbird
import NIOCore

/// The fields of a form, from a body of type `application/x-www-form-urlencoded`.
package struct Form: Sendable {
  /// Bytes at most.
  static let largest = 262_144

  private let fields: [(name: String, value: String)]

  /// - Throws: ``PageError`` 413 beyond 256 KiB.
  package init(_ request: Request) async throws {
    let body: ByteBuffer
    do { body = try await request.body.collect(upTo: Self.largest) } catch {
      throw PageError(.contentTooLarge, "The form is too large", "Send less at once.")
    }
    self.init(text: String(buffer: body))
  }

  package init(text: String) {
    fields = text.split(separator: "&").map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.plain(sides[0]), sides.count > 1 ? Self.plain(sides[1]) : "")
    }
  }

  /// The first field of that name; nil: there is none, or it is empty.
  package subscript(_ name: String) -> String? {
    fields.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// All fields of that name, in their order.
  package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  private static func plain(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8.makeIterator()
    while let byte = rest.next() {
      if byte == UInt8(ascii: "+") {
        bytes.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), let high = rest.next(), let low = rest.next(),
        let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
      {
        bytes.append(value)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
