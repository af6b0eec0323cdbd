/// Prior and weights that say of each pattern what EM says of it: a logistic regression on its probabilities, with the
/// policy's frequencies and rules as they are, so that nothing they say is counted twice.
package struct WeightFit {
  private let patterns: PairPatterns
  /// For each pattern the probability of a match.
  private let targets: [Double]
  /// For each pattern the bits that no parameter moves.
  private let offsets: [Double]
  /// Prior and weights that are kept to where the data say little.
  private let given: [Double]

  /// What a bit's distance from the given parameters costs, as information in 1/bit²: as much as 1,700 pairs in full doubt
  /// tell of a weight.
  static let stiffness = 200.0
  /// Bits that a parameter moves at most.
  package static let reach = 3.0

  /// - Parameter given: prior and weights, in the order of `PairPatterns.parameterStarts`.
  package init(_ patterns: PairPatterns, targets: [Double], offsets: [Double], given: [Double]) {
    self.patterns = patterns
    self.targets = targets
    self.offsets = offsets
    self.given = given
  }

  /// All parameters, none further than ``reach`` from the given ones, and how much the data tell of each, in 1/bit².
  package func all() -> (parameters: [Double], information: [Double]) {
    var free = [Bool](repeating: true, count: given.count)
    var parameters = given
    while true {
      let information = fit(&parameters, free)
      let outside = parameters.indices.filter { free[$0] && abs(parameters[$0] - given[$0]) > WeightFit.reach }
      if outside.isEmpty { return (parameters, information) }
      for place in outside {
        free[place] = false
        parameters[place] = given[place] + (parameters[place] < given[place] ? -WeightFit.reach : WeightFit.reach)
      }
    }
  }

  /// Newton's method; the information of all parameters.
  private func fit(_ parameters: inout [Double], _ free: [Bool]) -> [Double] {
    let count = given.count
    var information = [Double](repeating: 0, count: count)
    for _ in 0..<50 {
      var (slope, curve) = derivatives(parameters)
      for row in 0..<count {
        information[row] = curve[row * count + row]
        slope[row] -= WeightFit.stiffness * (parameters[row] - given[row])
        curve[row * count + row] += WeightFit.stiffness
        if free[row] { continue }
        slope[row] = 0
        for other in 0..<count { (curve[row * count + other], curve[other * count + row]) = (0, 0) }
        curve[row * count + row] = 1
      }
      WeightFit.solve(&curve, &slope)
      let longest = slope.reduce(0) { max($0, abs($1)) }
      let scale = longest > 2 ? 2 / longest : 1
      for row in 0..<count { parameters[row] += scale * slope[row] }
      if longest < 1e-7 { break }
    }
    return information
  }

  /// Slope and curvature of the likelihood at some parameters, in bits; the lower half of the curvature.
  private func derivatives(_ parameters: [Double]) -> (slope: [Double], curve: [Double]) {
    let count = given.count
    let natural = 0.693_147_180_559_945_3
    var slope = [Double](repeating: 0, count: count)
    var curve = [Double](repeating: 0, count: count * count)
    for index in patterns.counts.indices {
      var bits = offsets[index] + parameters[0]
      let own = patterns.parameters[index * PairPatterns.fields..<(index + 1) * PairPatterns.fields]
      for place in own where place < count { bits += parameters[Int(place)] }
      let share = probability(bits: bits)
      let pull = patterns.counts[index] * (targets[index] - share) * natural
      let doubt = patterns.counts[index] * share * (1 - share) * natural * natural
      slope[0] += pull
      curve[0] += doubt
      for place in own where place < count {
        let row = Int(place)
        slope[row] += pull
        curve[row * count] += doubt
        for other in own where other <= place { curve[row * count + Int(other)] += doubt }
      }
    }
    return (slope, curve)
  }

  /// Solves a positive definite system of equations by Cholesky's method, given its lower half; the answer replaces `right`.
  private static func solve(_ matrix: inout [Double], _ right: inout [Double]) {
    let count = right.count
    for row in 0..<count {
      for column in 0...row {
        var sum = matrix[row * count + column]
        for place in 0..<column { sum -= matrix[row * count + place] * matrix[column * count + place] }
        matrix[row * count + column] = row == column ? sum.squareRoot() : sum / matrix[column * count + column]
      }
      for place in 0..<row { right[row] -= matrix[row * count + place] * right[place] }
      right[row] /= matrix[row * count + row]
    }
    for row in (0..<count).reversed() {
      for place in row + 1..<count { right[row] -= matrix[place * count + row] * right[place] }
      right[row] /= matrix[row * count + row]
    }
  }
}
