/// The parts of a form with a file: a body of type `multipart/form-data` (RFC 7578).
struct Upload: Sendable {
  /// Bytes of a body at most.
  static let largest = 64 << 20

  private var parts: [(name: String, bytes: ArraySlice<UInt8>)] = []

  /// nil: the body is not of that type, or is cut off.
  ///
  /// - Parameter type: the request's `Content-Type`.
  init?(_ body: [UInt8], type: String) {
    guard type.hasPrefix("multipart/form-data"), let boundary = Self.parameter("boundary", of: type), !boundary.isEmpty,
      boundary.utf8.count <= 70
    else { return nil }
    let mark = Array("--\(boundary)".utf8)
    guard var start = Self.find(mark, in: body[...]) else { return nil }
    while true {
      let after = start + mark.count
      if body[after...].starts(with: Array("--".utf8)) { return }
      guard let head = Self.find(Array("\r\n\r\n".utf8), in: body[after...]) else { return nil }
      guard let end = Self.find(Array("\r\n".utf8) + mark, in: body[(head + 4)...]) else { return nil }
      if let name = Self.name(String(decoding: body[after..<head], as: UTF8.self)) {
        parts.append((name, body[(head + 4)..<end]))
      }
      start = end + 2
    }
  }

  /// The bytes of a part; nil: there is none of that name.
  subscript(_ name: String) -> ArraySlice<UInt8>? { parts.first { $0.name == name }?.bytes }

  func text(_ name: String) -> String? { self[name].map { String(decoding: $0, as: UTF8.self) } }

  /// The name in a part's `Content-Disposition`.
  private static func name(_ head: String) -> String? {
    head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
      .flatMap { parameter("name", of: String($0)) }
  }

  /// A parameter of a header, with or without quotes.
  private static func parameter(_ name: String, of header: String) -> String? {
    for part in header.split(separator: ";").dropFirst() {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, sides[0].filter({ $0 != " " }).lowercased() == name else { continue }
      return String(sides[1].filter { $0 != "\"" && $0 != "\r" && $0 != "\n" })
    }
    return nil
  }

  /// Where the bytes stand first.
  private static func find(_ wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = wanted.first else { return nil }
    var place = bytes.startIndex
    while place + wanted.count <= bytes.endIndex {
      guard let next = bytes[place...].firstIndex(of: first), next + wanted.count <= bytes.endIndex else { return nil }
      if bytes[next..<(next + wanted.count)].elementsEqual(wanted) { return next }
      place = next + 1
    }
    return nil
  }
}
