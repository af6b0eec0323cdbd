import ContactModel

/// Which candidate pairs are one business, learned without labels: a mixture of one class of matches and six of pairs that
/// blocking brings though they are no matches.
///
/// Within a class the fields are taken to be independent, as Fellegi and Sunter do (A Theory for Record Linkage, 1969); the
/// shares of levels in each class and the classes' sizes come by expectation and maximization (Winkler, Using the EM
/// Algorithm for Weight Computation in the Fellegi–Sunter Model, 1988). One class of non-matches would not do: a pair that a
/// shared telephone brought agrees on it and hardly on the name, one that a name brought the other way about. So there is a
/// class for each kind of key. A field that is missing says nothing in any class.
struct LatentClasses {
  /// For each pattern the probability of a match.
  private(set) var matches: [Double]
  private(set) var iterations = 0
  /// Expected pairs by class (0: matches) and value of the layout.
  private var sums: [Double]
  private let patterns: PairPatterns

  /// What brought a pair: name, telephone, address, tax number, email, or less than an agreement.
  private static let kinds = 6
  private static let classes = kinds + 1
  private static let iterationLimit = 100
  /// Share of the matches that may still move in the last iteration.
  private static let tolerance = 1e-4
  /// Pairs of the shape of all that each class and field is smoothed with.
  private static let smoothing = 5.0

  /// - Parameter start: for each pattern the probability of a match to start from.
  init(_ patterns: PairPatterns, start: [Double]) {
    self.patterns = patterns
    matches = start
    sums = []
    var sizes = [Double](repeating: 0, count: Self.classes)
    (sums, sizes) = Self.start(patterns, start)
    let base = Self.base(patterns)
    while iterations < Self.iterationLimit {
      iterations += 1
      let moved = step(logarithms(base), &sizes)
      if moved <= Self.tolerance * sizes[0] { break }
    }
  }

  /// Pairs expected to be one business, and all others.
  var sizes: (matches: Double, others: Double) {
    var sum = (matches: 0.0, others: 0.0)
    for (probability, count) in zip(matches, patterns.counts) {
      sum.matches += probability * count
      sum.others += (1 - probability) * count
    }
    return sum
  }

  /// A level's share of the pairs that have the field: among matches, and among all others.
  func shares(of level: Int, _ field: Field) -> (match: Double, other: Double) {
    let place = Int(field.rawValue)
    func share(_ classes: Range<Int>) -> Double {
      var (own, all) = (0.0, 0.0)
      for number in classes {
        let first = number * patterns.layout.count
        for value in patterns.layout.values(of: place) { all += sums[first + value] }
        for value in patterns.layout.values(of: level, of: place) { own += sums[first + value] }
      }
      return all > 0 ? own / all : 0
    }
    return (share(0..<1), share(1..<Self.classes))
  }

  private static func kind(of levels: Levels) -> Int {
    let pair = PairView(levels)
    if pair.nameAgrees { return 0 }
    if pair.phoneAgrees { return 1 }
    if pair.sameBuilding { return 2 }
    if pair.taxAgrees { return 3 }
    return pair.emailAgrees ? 4 : 5
  }

  /// The first guess: each non-match mostly in the class of what it agrees on.
  private static func start(_ patterns: PairPatterns, _ start: [Double]) -> (sums: [Double], sizes: [Double]) {
    var sums = [Double](repeating: 0, count: classes * patterns.layout.count)
    var sizes = [Double](repeating: 0, count: classes)
    for (index, levels) in patterns.levels.enumerated() {
      let kind = kind(of: levels)
      for number in 0..<classes {
        let other = (1 - start[index]) * (number - 1 == kind ? 0.9 : 0.1 / Double(kinds - 1))
        let weight = patterns.counts[index] * (number == 0 ? start[index] : other)
        sizes[number] += weight
        for field in 0..<PairPatterns.fields {
          sums[number * patterns.layout.count + Int(patterns.values[index * PairPatterns.fields + field])] += weight
        }
      }
    }
    return (sums, sizes)
  }

  /// Shares of the values among all pairs.
  private static func base(_ patterns: PairPatterns) -> [Double] {
    var base = [Double](repeating: 0.01, count: patterns.layout.count)
    for (place, value) in patterns.values.enumerated() {
      base[Int(value)] += patterns.counts[place / PairPatterns.fields]
    }
    for field in 0..<PairPatterns.fields {
      let values = patterns.layout.values(of: field)
      let all = values.reduce(0) { $0 + base[$1] }
      for value in values { base[value] /= all }
    }
    return base
  }

  /// Maximization: the logarithms of the values' shares in each class, 0 for what is missing.
  private func logarithms(_ base: [Double]) -> [Double] {
    var logs = [Double](repeating: 0, count: sums.count)
    for number in 0..<Self.classes {
      let first = number * patterns.layout.count
      for field in 0..<PairPatterns.fields {
        let values = patterns.layout.values(of: field)
        let all = values.reduce(Self.smoothing) { $0 + sums[first + $1] }
        for value in values { logs[first + value] = ((sums[first + value] + Self.smoothing * base[value]) / all).log2 }
      }
    }
    return logs
  }

  /// Expectation: each pattern's classes, and what that comes to; returns how many pairs changed sides.
  private mutating func step(_ logs: [Double], _ sizes: inout [Double]) -> Double {
    let width = patterns.layout.count
    let sizeLogs = sizes.map { max($0, 1e-9).log2 }
    var next = [Double](repeating: 0, count: sums.count)
    var nextSizes = [Double](repeating: 0, count: Self.classes)
    var moved = 0.0
    var bits = [Double](repeating: 0, count: Self.classes)
    for index in patterns.counts.indices {
      let first = index * PairPatterns.fields
      for number in 0..<Self.classes {
        var sum = sizeLogs[number]
        for field in 0..<PairPatterns.fields { sum += logs[number * width + Int(patterns.values[first + field])] }
        bits[number] = sum
      }
      let best = bits.reduce(-.infinity, max)
      var all = 0.0
      for number in 0..<Self.classes {
        bits[number] = bits[number] < best - 60 ? 0 : (bits[number] - best).exp2
        all += bits[number]
      }
      let count = patterns.counts[index]
      moved += abs(bits[0] / all - matches[index]) * count
      matches[index] = bits[0] / all
      for number in 0..<Self.classes {
        let weight = bits[number] / all * count
        nextSizes[number] += weight
        for field in 0..<PairPatterns.fields { next[number * width + Int(patterns.values[first + field])] += weight }
      }
    }
    sums = next
    sizes = nextSizes
    return moved
  }
}
