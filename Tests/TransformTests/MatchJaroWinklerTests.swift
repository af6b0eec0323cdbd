import TestSupport
import Testing
import Transform

@Suite struct MatchJaroWinklerTests {
  private func bits(_ a: String, _ b: String) -> Double {
    var jaroWinkler = JaroWinkler()
    let (x, y) = (Array(a.utf8), Array(b.utf8))
    return x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { jaroWinkler.similarity(x, $0) } }
  }

  private func plain(_ a: String, _ b: String) -> Double {
    let (x, y) = (Array(a.utf8), Array(b.utf8))
    return x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { PlainJaroWinkler.similarity(x, $0) } }
  }

  // Winkler 1990 gives these pairs.
  @Test(arguments: [
    ("martha", "marhta", 0.9611), ("dwayne", "duane", 0.84), ("dixon", "dicksonx", 0.8133), ("", "", 1), ("a", "", 0),
    ("abc", "xyz", 0), ("same", "same", 1),
  ]) func published(a: String, b: String, expected: Double) {
    #expect(abs(bits(a, b) - expected) < 0.0001)
    #expect(abs(plain(a, b) - expected) < 0.0001)
  }

  @Test func equalsThePlainOneAndIsSymmetric() {
    var random = Seeded(7)
    let letters = Array("aab bcdeee")
    var different: [String] = []
    for _ in 0..<5_000 {
      let a = String((0..<Int.random(in: 0...70, using: &random)).map { _ in letters.randomElement(using: &random)! })
      let b = String((0..<Int.random(in: 0...70, using: &random)).map { _ in letters.randomElement(using: &random)! })
      if bits(a, b) != plain(a, b) || abs(bits(a, b) - bits(b, a)) > 1e-12 { different.append("\(a) | \(b)") }
    }
    #expect(different == [])
  }

  @Test(arguments: [0.0, 0.7, 0.8, 0.9, 0.93, 0.95, 1])
  func askedForALeastItIsExactFromThereOn(least: Double) {
    var random = Seeded(8)
    var jaroWinkler = JaroWinkler()
    let letters = Array("aab bcdeeefghijk".utf8)
    var different: [String] = []
    for _ in 0..<5_000 {
      var a = (0..<Int.random(in: 0...70, using: &random)).map { _ in letters.randomElement(using: &random) ?? 0 }
      var b = random.chance(2) ? a : a.shuffled(using: &random)
      for _ in 0..<Int.random(in: 0...3, using: &random) where !b.isEmpty {
        b[Int.random(in: b.indices, using: &random)] = letters.randomElement(using: &random) ?? 0
        if random.chance(3) { b.removeLast() }
      }
      if random.chance(2) { swap(&a, &b) }
      let (exact, limited) = a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          (jaroWinkler.similarity(a, b), jaroWinkler.similarity(a, b, atLeast: least))
        }
      }
      if exact >= least ? limited != exact : limited >= least {
        different.append("\(String(decoding: a, as: UTF8.self)) | \(String(decoding: b, as: UTF8.self))")
      }
    }
    #expect(different == [])
  }
}
