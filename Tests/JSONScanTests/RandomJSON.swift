import TestSupport

/// Random well-formed JSON, with all the spellings that the grammar allows.
struct RandomJSON {
  var random: Seeded

  init(seed: UInt64) { random = Seeded(seed) }

  mutating func document() -> [UInt8] {
    var out: [UInt8] = []
    value(&out, depth: 0)
    return out
  }

  mutating func value(_ out: inout [UInt8], depth: Int) {
    space(&out)
    switch Int.random(in: 0..<(depth > 5 ? 6 : 10), using: &random) {
    case 0: out += "null".utf8
    case 1: out += "true".utf8
    case 2: out += "false".utf8
    case 3: number(&out)
    case 4, 5: string(&out)
    case 6, 7:
      out.append(UInt8(ascii: "["))
      let count = Int.random(in: 0..<5, using: &random)
      for index in 0..<count {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        value(&out, depth: depth + 1)
      }
      space(&out)
      out.append(UInt8(ascii: "]"))
    default:
      out.append(UInt8(ascii: "{"))
      let count = Int.random(in: 0..<5, using: &random)
      for index in 0..<count {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        space(&out)
        // A number in front keeps keys apart.
        string(&out, prefix: "\(index)")
        space(&out)
        out.append(UInt8(ascii: ":"))
        value(&out, depth: depth + 1)
      }
      space(&out)
      out.append(UInt8(ascii: "}"))
    }
    space(&out)
  }

  private mutating func space(_ out: inout [UInt8]) {
    guard random.chance(4) else { return }
    out.append([0x20, 0x0A, 0x0D, 0x09].randomElement(using: &random)!)
  }

  private mutating func number(_ out: inout [UInt8]) {
    if random.chance(3) { out.append(UInt8(ascii: "-")) }
    out += String(random.chance(4) ? 0 : Int.random(in: 1..<1_000_000, using: &random)).utf8
    if random.chance(3) { out += ".\(Int.random(in: 0..<1000, using: &random))".utf8 }
    if random.chance(4) {
      out += ["e", "E", "e+", "E-"].randomElement(using: &random)!.utf8
      out += String(Int.random(in: 0..<40, using: &random)).utf8
    }
  }

  private mutating func string(_ out: inout [UInt8], prefix: String = "") {
    out.append(UInt8(ascii: "\""))
    out += prefix.utf8
    for _ in 0..<Int.random(in: 0..<12, using: &random) {
      switch Int.random(in: 0..<12, using: &random) {
      case 0: out += ["\\n", "\\t", "\\b", "\\f", "\\r", "\\/", "\\\\", "\\\""].randomElement(using: &random)!.utf8
      case 1: out += ["\\u00e4", "\\u00E4", "\\u4eac", "\\uFB01", "\\u0041"].randomElement(using: &random)!.utf8
      case 2: out += "\\ud83d\\ude00".utf8
      case 3: out += ["ä", "京", "😀", "\u{2028}", "é", "\u{7F}"].randomElement(using: &random)!.utf8
      default: out += "word and more words ".utf8.prefix(Int.random(in: 1..<20, using: &random))
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  /// The bytes with a few of them changed, inserted, removed or cut off.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard !bytes.isEmpty else { break }
      let index = Int.random(in: 0..<bytes.count, using: &random)
      let telling = Array("{}[]\",:\\0e-.+u/ntf \n\u{0}\u{1}\u{7F}".utf8) + [0x80, 0xC3, 0xED, 0xF5, 0xFF]
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[index] = telling.randomElement(using: &random)!
      case 1: bytes.insert(telling.randomElement(using: &random)!, at: index)
      case 2: bytes.remove(at: index)
      case 3: bytes.removeSubrange(index...)
      default: bytes.swapAt(index, Int.random(in: 0..<bytes.count, using: &random))
      }
    }
    return bytes
  }
}
