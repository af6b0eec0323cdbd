import Sandbox
import TestSupport
import Testing
import Transform

@Suite("Jaro–Winkler against rapidfuzz and jellyfish")
struct OracleJaroWinklerTests {
  /// Bytes as the code points U+0000…U+00FF: the oracles compare code points, ours compares bytes.
  private struct Pair: Encodable {
    var a: String
    var b: String
  }

  private struct Answer: Decodable {
    var rapidfuzz: Double
    var jellyfish: Double
  }

  @Test("equal to 1e-9, for any bytes and any length")
  func equal() async throws {
    var random = Seeded(40)
    var pairs: [([UInt8], [UInt8])] = []
    var names: [[UInt8]] = []
    BusinessGenerator(seed: 41, parties: 1500).forEachContact { names.append(Array($0.contact.name.utf8)) }
    for index in names.indices {
      pairs.append((names[index], names[Int.random(in: names.indices, using: &random)]))
      pairs.append((names[index], OracleJaroWinklerTests.slipped(names[index], &random)))
    }
    for _ in 0..<12_000 {
      let letters = Int.random(in: 1...6, using: &random)
      func text() -> [UInt8] {
        let count = random.chance(8) ? Int.random(in: 60...140, using: &random) : Int.random(in: 0...24, using: &random)
        return (0..<count).map { _ in UInt8.random(in: 0x61..<0x61 + UInt8(letters), using: &random) }
      }
      pairs.append((text(), text()))
    }
    var hostile = HostileText()
    for _ in 0..<2000 {
      let a = Array(hostile.next(&random).prefix(200))
      pairs.append((a, random.chance(2) ? a.reversed() : Array(hostile.next(&random).prefix(200))))
    }

    let cases = pairs.map { Pair(a: latin($0), b: latin($1)) }
    var jaroWinkler = JaroWinkler()
    var findings = OracleFindings()
    for ((a, b), answer) in zip(pairs, try await Oracle.jaroWinkler.answers(cases, as: Answer.self)) {
      let ours = a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { jaroWinkler.similarity(a, $0) } }
      if abs(ours - answer.rapidfuzz) <= 1e-9, abs(ours - answer.jellyfish) <= 1e-9 { continue }
      let isEmpty = a.isEmpty && b.isEmpty && ours == answer.rapidfuzz
      findings.note(isEmpty ? "two empty texts" : nil, "\(a) \(b): \(ours), \(answer)")
    }
    findings.check(reasons: ["two empty texts"])
  }

  private func latin(_ bytes: [UInt8]) -> String {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: bytes.map { Unicode.Scalar($0) })
    return String(scalars)
  }

  /// One to three bytes changed, swapped, lost or doubled.
  private static func slipped(_ text: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var text = text
    for _ in 0..<Int.random(in: 1...3, using: &random) where text.count > 1 {
      let place = Int.random(in: 0..<text.count - 1, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: text[place] = UInt8.random(in: 0x61...0x7A, using: &random)
      case 1: text.swapAt(place, place + 1)
      case 2: text.remove(at: place)
      default: text.insert(text[place], at: place)
      }
    }
    return text
  }
}
