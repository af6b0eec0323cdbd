import FoundationEssentials

/// JSON of the small bodies, which are no contacts: keys in snake case and sorted.
enum SandboxJSON {
  static func encoded(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // The values are our own plain structs: no key or number in them is beyond JSON.
    return (try? encoder.encode(value)).map(Array.init) ?? Array("null".utf8)
  }

  static func decoded<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(Refusal) -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(type, from: Data(bytes))
    } catch {
      throw .detail(400, "The body is not what this path expects: \(error)")
    }
  }
}
