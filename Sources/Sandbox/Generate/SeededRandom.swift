/// A generator of random numbers that yields the same sequence on every machine: xoshiro256** seeded by SplitMix64
/// (Blackman and Vigna, public domain reference).
struct SeededRandom: Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  init(seed: UInt64) {
    var state = seed
    a = Self.splitMix(&state)
    b = Self.splitMix(&state)
    c = Self.splitMix(&state)
    d = Self.splitMix(&state)
  }

  /// An independent sequence for each path of numbers below one seed.
  init(seed: UInt64, _ path: UInt64...) {
    var state = seed
    for step in path {
      var mixed = Self.splitMix(&state) ^ (step &* 0x9E37_79B9_7F4A_7C15)
      state = Self.splitMix(&mixed)
    }
    self.init(seed: state)
  }

  private static func splitMix(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func next() -> UInt64 {
    let scaled = b &* 5
    let result = ((scaled << 7) | (scaled >> 57)) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 45) | (d >> 19)
    return result
  }

  /// A number in 0..<bound.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True with the given probability.
  mutating func chance(_ probability: Double) -> Bool {
    Double(next() >> 11) * 0x1p-53 < probability
  }

  mutating func pick<Element>(_ items: [Element]) -> Element { items[below(items.count)] }

  /// The index of one of the weights, in proportion to them.
  mutating func weighted(_ weights: [Int]) -> Int {
    var left = below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return weights.count - 1
  }

  /// A text of decimal digits; the first one is not 0 when asked for.
  mutating func digits(_ count: Int, firstNotZero: Bool = false) -> String {
    var text = ""
    for index in 0..<count {
      let low = index == 0 && firstNotZero ? 1 : 0
      text.append(Character(Unicode.Scalar(UInt8(48 + within(low...9)))))
    }
    return text
  }

  /// A capital letter A to Z.
  mutating func letter() -> Character { Character(Unicode.Scalar(UInt8(65 + below(26)))) }
}
