package import HTTPTypes
package import Hummingbird
import NIOCore

/// A value of an answer in JSON.
package enum JSONAnswer: Sendable {
  case string(String)
  case int(Int)
  case bool(Bool)
  case null
  case array([JSONAnswer])
  case object([String: JSONAnswer])

  /// Without white space, keys sorted; safe inside HTML as well, for `<`, `>` and `&` are escaped.
  package var text: String {
    switch self {
    case .string(let text): Self.quoted(text)
    case .int(let number): "\(number)"
    case .bool(let flag): flag ? "true" : "false"
    case .null: "null"
    case .array(let items): "[" + items.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.text)" }.joined(separator: ",")
        + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension Response {
  /// An answer in JSON.
  package static func json(_ members: [String: JSONAnswer], status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: JSONAnswer.object(members).text)))
  }

  /// An answer in plain text.
  package static func text(
    _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
  )
    -> Response
  {
    Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
