import Foundation
import NDJSON
import TestSupport
import Testing

struct JSONLineTests {
  /// One golden line with every kind of value: keys sorted, no spaces, few escapes.
  @Test func goldenLine() {
    let line = JSONLine.encode([
      "type": "end", "account": .text(nil), "rows": 3, "B": true, "a": [1, .null, "x\"\\\n\u{1}é\u{2028}/"],
      "ratio": 0.1, "whole": 2.0, "big": .double(1e300), "nan": .double(.nan), "max": .int(.max),
      "raw": .json(Array("{\"z\":1,\r\n\"y\":2}".utf8)), "o": ["b": 1, "a": [:]], "é": "", "z": .text("t"),
    ])
    #expect(
      String(decoding: line, as: UTF8.self)
        == #"{"B":true,"a":[1,null,"x\"\\\n\u0001é"# + "\u{2028}"
        + #"/"],"account":null,"big":1e+300,"max":9223372036854775807,"nan":null,"o":{"a":{},"b":1},"ratio":0.1,"#
        + #""raw":{"z":1,  "y":2},"rows":3,"type":"end","whole":2.0,"z":"t","é":""}"# + "\n")
  }

  @Test func randomValuesReadBackTheSame() throws {
    var random = Seeded(12)
    for _ in 0..<500 {
      var object: [String: JSONValue] = [:]
      for _ in 0..<Int.random(in: 0..<8, using: &random) { object[text(&random)] = value(&random, depth: 0) }
      let line = JSONLine.encode(object)
      #expect(line.last == UInt8(ascii: "\n") && line.count { $0 == UInt8(ascii: "\n") } == 1)
      let read = try JSONSerialization.jsonObject(with: Data(line))
      #expect(agrees(.object(object), read), "\(String(decoding: line, as: UTF8.self))")
    }
  }

  private func text(_ random: inout Seeded) -> String {
    let scalars = (0..<Int.random(in: 0..<8, using: &random)).compactMap { _ in
      Unicode.Scalar(UInt32.random(in: 1..<(random.chance(2) ? 0x80 : 0x3000), using: &random))
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private func value(_ random: inout Seeded, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 3 ? 5 : 7), using: &random) {
    case 0: .null
    case 1: .bool(random.chance(2))
    case 2: .int(Int64.random(in: -1_000_000...1_000_000, using: &random))
    case 3: .double(Double.random(in: -1e6...1e6, using: &random))
    case 4: .string(text(&random))
    case 5: .array((0..<3).map { _ in value(&random, depth: depth + 1) })
    default: .object(["k": value(&random, depth: depth + 1), "j": value(&random, depth: depth + 1)])
    }
  }

  private func agrees(_ value: JSONValue, _ other: Any) -> Bool {
    switch value {
    case .null, .json: other is NSNull
    case .bool(let bool): other as? Bool == bool
    case .int(let int): (other as? NSNumber)?.int64Value == int
    // Foundation may miss the last bit.
    case .double(let double): (other as? NSNumber).map { abs($0.doubleValue - double) < 1e-6 } ?? false
    case .string(let string): (other as? String).map { Array($0.utf8) == Array(string.utf8) } ?? false
    case .array(let elements):
      (other as? [Any]).map { $0.count == elements.count && zip(elements, $0).allSatisfy(agrees) } ?? false
    case .object(let members):
      (other as? [String: Any]).map { other in
        other.count == members.count
          && members.allSatisfy { key, value in other[key].map { agrees(value, $0) } ?? false }
      } ?? false
    }
  }
}
