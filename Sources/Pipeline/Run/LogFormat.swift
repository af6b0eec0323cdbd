package import ContactModel
package import Logging
internal import NDJSON

/// How events are written: one line each.
package enum LogFormat: String, Sendable, CaseIterable {
  /// Time, level, message, then `key=value` by key; a value that is not one plain word stands in quotes, as in JSON.
  case text
  /// One JSON object; keys sorted, numbers as numbers. `time`, `level` and `message` are always there.
  case json

  /// The line of an event, with its LF.
  ///
  /// - Parameter time: when it happened; RFC 3339 in the line.
  package func line(
    time: Timestamp, level: Logger.Level, message: String, metadata: Logger.Metadata = [:]
  ) -> [UInt8] {
    switch self {
    case .json:
      var object = metadata.mapValues(Self.json)
      object["time"] = .string(time.rfc3339)
      object["level"] = .string(level.rawValue)
      object["message"] = .string(message)
      return JSONLine.encode(object)
    case .text:
      var line = time.rfc3339Bytes
      line += " \(level.rawValue) \(message)".utf8.map { $0 < 0x20 ? 0x20 : $0 }
      for (key, value) in metadata.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
        line += " \(key)=".utf8
        line += Self.word("\(value)")
      }
      return line + [UInt8(ascii: "\n")]
    }
  }

  private static func json(_ value: Logger.MetadataValue) -> JSONValue {
    switch value {
    case .string(let text): return .string(text)
    case .array(let values): return .array(values.map(json))
    case .dictionary(let members): return .object(members.mapValues(json))
    case .stringConvertible(let value):
      if let number = value as? any FixedWidthInteger { return .int(Int64(clamping: number)) }
      if let isTrue = value as? Bool { return .bool(isTrue) }
      return .string("\(value)")
    }
  }

  private static func word(_ text: String) -> [UInt8] {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0x22 && $0 != 0x3D }
    if isPlain { return Array(text.utf8) }
    var quoted: [UInt8] = []
    JSONLine.append(.string(text), to: &quoted)
    return quoted
  }
}
