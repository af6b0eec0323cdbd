import JSONScan

/// Writes objects as lines of NDJSON: keys sorted by their bytes, no spaces, UTF-8, only the escapes that JSON demands.
package enum JSONLine {
  /// One object and its LF.
  package static func encode(_ object: [String: JSONValue]) -> [UInt8] {
    var out: [UInt8] = []
    append(object, to: &out)
    return out
  }

  /// As above, appended.
  package static func append(_ object: [String: JSONValue], to out: inout [UInt8]) {
    append(.object(object), to: &out)
    out.append(UInt8(ascii: "\n"))
  }

  /// One value of any kind, without LF.
  package static func append(_ value: JSONValue, to out: inout [UInt8]) {
    switch value {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let bool): out.append(contentsOf: (bool ? "true" : "false").utf8)
    case .int(let int): out.append(contentsOf: String(int).utf8)
    case .double(let double): out.append(contentsOf: (double.isFinite ? double.description : "null").utf8)
    case .string(let string): appendJSONString(string, to: &out)
    case .json(let json): out.append(contentsOf: json.lazy.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        append(element, to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        appendJSONString(member.key, to: &out)
        out.append(UInt8(ascii: ":"))
        append(member.value, to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }
}
