/// A probability that was said, and whether what it was said of is so.
package struct Claim: Sendable, Equatable {
  /// 0…1.
  package var probability: Double
  package var isTrue: Bool

  package init(probability: Double, isTrue: Bool) {
    self.probability = probability
    self.isTrue = isTrue
  }

  /// The likeliest first; of equal ones the true ones, so that the order is that of the claims' values alone.
  static func precedes(_ a: Claim, _ b: Claim) -> Bool {
    a.probability != b.probability ? a.probability > b.probability : a.isTrue && !b.isTrue
  }
}

/// Claims by falling probability, counted up to each probability that occurs: what a threshold there would let through.
struct ClaimSteps {
  struct Step: Equatable {
    /// The lowest probability let through.
    var threshold: Double
    /// Claims let through, and those of them that are true.
    var count: Int
    var trueCount: Int
  }

  /// The highest threshold first; equal probabilities are one step.
  let steps: [Step]

  init(_ claims: [Claim]) {
    var steps: [Step] = []
    var (count, trueCount) = (0, 0)
    for claim in claims.sorted(by: Claim.precedes) {
      count += 1
      trueCount += claim.isTrue ? 1 : 0
      let step = Step(threshold: claim.probability, count: count, trueCount: trueCount)
      if steps.last?.threshold == claim.probability { steps[steps.count - 1] = step } else { steps.append(step) }
    }
    self.steps = steps
  }
}
