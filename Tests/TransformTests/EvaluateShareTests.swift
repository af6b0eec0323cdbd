import TestSupport
import Testing
import Transform

@Suite("Shares and estimates")
struct EvaluateShareTests {
  // Reference values: Wilson's formula, as in Newcombe 1998, table I (81/263, 15/148, 0/20, 1/29).
  @Test(
    "Wilson's interval",
    arguments: [
      (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
      (20, 20, 0.8389, 1),
    ] as [(Int, Int, Double, Double)])
  func wilson(part: Int, whole: Int, low: Double, high: Double) throws {
    let interval = try #require(Share(part, of: whole).interval)
    #expect(abs(interval.lowerBound - low) < 0.000_06)
    #expect(abs(interval.upperBound - high) < 0.000_06)
  }

  @Test("Of nothing nothing is known")
  func empty() {
    #expect(Share(0, of: 0).value == nil && Share(0, of: 0).interval == nil)
    #expect(StratifiedEstimate([]).precision == nil && StratifiedEstimate([]).lowerBound == nil)
  }

  private static func stratum(_ links: Int, _ right: Int, _ wrong: Int) -> StratifiedEstimate.Stratum {
    StratifiedEstimate.Stratum(links: links, right: right, wrong: wrong)
  }

  @Test(
    "Strata weigh by their links",
    arguments: [
      ([stratum(1000, 95, 5)], 0.95), ([stratum(100, 5, 5), stratum(900, 100, 0)], 0.95),
      ([stratum(100, 0, 0), stratum(900, 100, 0)], nil), ([stratum(0, 0, 0), stratum(900, 100, 0)], 1),
    ] as [([StratifiedEstimate.Stratum], Double?)])
  func weights(strata: [StratifiedEstimate.Stratum], precision: Double?) {
    let estimate = StratifiedEstimate(strata)
    #expect((estimate.precision == nil) == (precision == nil))
    if let precision { #expect(abs((estimate.precision ?? 0) - precision) < 1e-12) }
  }

  @Test("One stratum's interval is Wilson's; a stratum that was judged whole is known")
  func intervals() throws {
    let one = StratifiedEstimate([Self.stratum(1000, 95, 5)])
    #expect(try abs(#require(one.interval).lowerBound - #require(Share(95, of: 100).interval).lowerBound) < 1e-12)
    let known = StratifiedEstimate([Self.stratum(100, 95, 5)])
    #expect(known.interval == 0.95...0.95)
  }

  @Test("Without an error: the rule of three for a sample in proportion, no worse than the worst spread otherwise")
  func ruleOfThree() throws {
    let exact = 1 - 0.05.root(300)
    let proportional = StratifiedEstimate([Self.stratum(2000, 100, 0), Self.stratum(4000, 200, 0)])
    #expect(try abs(1 - #require(proportional.lowerBound) - exact) < 1e-9)
    #expect(abs(exact - 3.0 / 300) < 0.000_1)
    let lopsided = StratifiedEstimate([Self.stratum(5900, 100, 0), Self.stratum(100, 50, 0)])
    let bound = try #require(lopsided.lowerBound)
    // All errors in the greater stratum, which is judged with 100: a spread that the bound must allow for.
    #expect(bound <= 1 - 5900.0 / 6000 * (1 - 0.05.root(100)) + 1e-9)
    #expect(bound > 1 - 4.0 / 100)
    #expect(StratifiedEstimate([Self.stratum(1000, 99, 1)]).lowerBound == nil)
    #expect(StratifiedEstimate([Self.stratum(100, 100, 0)]).lowerBound == 1)
    let unseen = StratifiedEstimate([Self.stratum(500, 0, 0), Self.stratum(500, 500, 0)])
    #expect(unseen.lowerBound == 0.5)
  }

  @Test(
    "The interval holds the truth in about 95 of 100 samples and hardly ever promises more, nor does the bound",
    arguments: [1, 2, 3] as [UInt64])
  func coverage(seed: UInt64) {
    var random = Seeded(seed)
    let truth: [(links: Int, drawn: Int, error: Double)] = [(300, 40, 0.12), (2000, 60, 0.02), (20_000, 200, 0.004)]
    let total = Double(truth.reduce(0) { $0 + $1.links })
    let precision = truth.reduce(0) { $0 + Double($1.links) / total * (1 - $1.error) }
    var (held, tooHigh, bounded, flawless) = (0, 0, 0, 0)
    for _ in 0..<1000 {
      let estimate = StratifiedEstimate(
        truth.map { stratum in
          let wrong = (0..<stratum.drawn).count { _ in Double.random(in: 0..<1, using: &random) < stratum.error }
          return .init(links: stratum.links, right: stratum.drawn - wrong, wrong: wrong)
        })
      if estimate.interval?.contains(precision) == true { held += 1 }
      if let interval = estimate.interval, interval.lowerBound > precision { tooHigh += 1 }
      guard let bound = estimate.lowerBound else { continue }
      flawless += 1
      if bound <= precision { bounded += 1 }
    }
    #expect(held >= 910 && tooHigh <= 10, "\(held), \(tooHigh)")
    #expect(bounded == flawless)
  }
}

extension Double {
  /// The n-th root.
  fileprivate func root(_ n: Int) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if (0..<n).reduce(1.0, { power, _ in power * middle }) < self { low = middle } else { high = middle }
    }
    return high
  }
}

@Suite("The strata of a sample")
struct EvaluateStrataTests {
  @Test(
    "By probability, the unknown first",
    arguments: [
      (nil, 0), (0, 0), (0.9699, 0), (0.97, 1), (0.99, 2), (0.9989, 2), (0.999, 3), (0.9999, 4), (1, 4),
    ] as [(Double?, Int)])
  func strata(probability: Double?, stratum: Int) { #expect(SampleStrata.index(of: probability) == stratum) }

  @Test(
    "A third evenly, the rest by size, small strata whole",
    arguments: [
      (300, [0, 0, 0, 0, 10_000], [0, 0, 0, 0, 300]), (300, [5, 10, 20, 30, 40], [5, 10, 20, 30, 40]),
      (300, [10_000, 10_000, 10_000, 10_000, 10_000], [60, 60, 60, 60, 60]),
      (300, [5, 0, 1000, 0, 9000], [5, 0, 56, 0, 239]), (1, [3, 3, 3, 3, 3], [0, 0, 0, 0, 1]),
      (10, [1, 1, 1, 1, 100], [1, 1, 1, 1, 6]),
    ])
  func allocation(count: Int, sizes: [Int], parts: [Int]) {
    #expect(SampleStrata.allocate(count, over: sizes) == parts)
  }

  @Test("Whatever the sizes: as many as wanted, none more than there are", arguments: 1...20)
  func laws(seed: Int) {
    var random = Seeded(UInt64(seed))
    for _ in 0..<200 {
      let sizes = (0..<5).map { _ in Bool.random(using: &random) ? Int.random(in: 0...2000, using: &random) : 0 }
      let count = Int.random(in: 1...1000, using: &random)
      let parts = SampleStrata.allocate(count, over: sizes)
      #expect(parts.reduce(0, +) == min(count, sizes.reduce(0, +)))
      #expect(zip(parts, sizes).allSatisfy { $0 <= $1 })
      let filled = max(1, sizes.count { $0 > 0 })
      let least = max(count / 3 / filled, count >= filled ? 1 : 0)
      #expect(zip(parts, sizes).allSatisfy { $0 >= min($1, least) })
    }
  }

  @Test("Lots depend on seed, account and contact, and on nothing else")
  func lots() {
    let lot = SampleStrata.lot(seed: 1, account: "a", contact: "c")
    #expect(lot == SampleStrata.lot(seed: 1, account: "a", contact: "c"))
    for other in [
      SampleStrata.lot(seed: 2, account: "a", contact: "c"), SampleStrata.lot(seed: 1, account: "b", contact: "c"),
      SampleStrata.lot(seed: 1, account: "a", contact: "d"),
    ] { #expect(lot != other) }
  }
}
