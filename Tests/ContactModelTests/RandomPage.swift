import TestSupport

/// Random pages of contacts: members in any order, null, absent, escaped in every way.
struct RandomPage {
  var random: Seeded

  init(seed: UInt64) { random = Seeded(seed) }

  mutating func page() -> [UInt8] {
    var members = ["\"next\":\(random.chance(3) ? "null" : string())", "\"previous\":null"]
    let contacts = (0..<Int.random(in: 0..<5, using: &random)).map { _ in contact() }
    members.append("\"results\":[\(contacts.joined(separator: space() + ","))]")
    return Array("{\(members.shuffled(using: &random).joined(separator: ","))}".utf8)
  }

  private mutating func contact() -> String {
    var members: [String] = []
    for key in [
      "id", "remote_id", "name", "email_address", "tax_number", "status", "currency", "organization", "merged_into",
    ] {
      guard !random.chance(4) else { continue }
      members.append("\(self.key(key)):\(random.chance(5) ? "null" : string())")
    }
    for key in ["is_customer", "is_supplier", "remote_was_deleted"] where !random.chance(4) {
      members.append("\(self.key(key)):\(["true", "false", "null"].randomElement(using: &random)!)")
    }
    for key in ["created_at", "modified_at", "remote_updated_at", "deleted_at"] where !random.chance(4) {
      let year = Int.random(in: 1970..<2100, using: &random)
      members.append(
        "\(self.key(key)):" + (random.chance(5) ? "null" : "\"\(year)-0\(year % 9 + 1)-1\(year % 7)T10:20:30Z\""))
    }
    if !random.chance(4) {
      members.append("\(key("company")):" + (random.chance(2) ? string() : "{\"name\":[1],\"id\":\(string())}"))
    }
    if !random.chance(4) { members.append("\(key("addresses")):\(list { $0.address() })") }
    if !random.chance(4) {
      members.append("\(key("phone_numbers")):\(list { "{\"type\":null,\($0.key("number")):\($0.string())}" })")
    }
    if random.chance(2) { members.append("\"field_mappings\":{\"x\":[\(string()),-1.5e3,{}]}") }
    return "{\(members.shuffled(using: &random).joined(separator: "," + space()))\(space())}"
  }

  private mutating func address() -> String {
    let keys = ["type", "street_1", "street_2", "city", "state", "country_subdivision", "country", "zip_code"]
    var members: [String] = []
    for key in keys.shuffled(using: &random) where !random.chance(4) {
      members.append("\(self.key(key)):\(random.chance(4) ? "null" : string())")
    }
    return "{\(members.joined(separator: ","))}"
  }

  private mutating func list(_ object: (inout RandomPage) -> String) -> String {
    var elements: [String] = []
    for _ in 0..<Int.random(in: 0..<4, using: &random) {
      elements.append(random.chance(6) ? string() : random.chance(8) ? "null" : object(&self))
    }
    return random.chance(8) ? "null" : "[\(elements.joined(separator: space() + ","))]"
  }

  private mutating func key(_ name: String) -> String {
    guard random.chance(12) else { return "\"\(name)\"" }
    return "\"\\u00" + String(name.utf8.first!, radix: 16) + name.dropFirst() + "\""
  }

  private mutating func space() -> String {
    random.chance(5) ? [" ", "\n", "\r\n", "\t "].randomElement(using: &random)! : ""
  }

  private mutating func string() -> String {
    let parts = [
      "Acme", "Müller & Söhne", "\\u00e4", "\\\"", "\\\\", "\\/", "\\n", "\\ud83d\\ude00", "😀", "\u{202E}",
      "a rather long text",
      "'", "京都", "\\u2028",
    ]
    let count = Int.random(in: 0..<4, using: &random)
    return "\"" + (0..<count).map { _ in parts.randomElement(using: &random)! }.joined() + "\""
  }

  /// The bytes with a few of them changed, inserted, removed or cut off.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard !bytes.isEmpty else { break }
      let index = Int.random(in: 0..<bytes.count, using: &random)
      let telling = Array("{}[]\",:\\0e-u/nt \n\u{1}".utf8) + [0xC3, 0xED, 0xFF]
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[index] = telling.randomElement(using: &random)!
      case 1: bytes.insert(telling.randomElement(using: &random)!, at: index)
      case 2: bytes.remove(at: index)
      case 3: bytes.removeSubrange(index...)
      case 4: bytes[index] = UInt8.random(in: 1...255, using: &random)
      default: bytes.swapAt(index, Int.random(in: 0..<bytes.count, using: &random))
      }
    }
    return bytes
  }
}
