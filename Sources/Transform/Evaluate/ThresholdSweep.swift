/// What would be linked if every contact went to its best candidate from some probability on, and nothing else counted:
/// neither the margin before rivals nor what keeps a likely pair from being linked.
package struct ThresholdSweep: Sendable {
  /// One threshold, and what it comes to.
  package struct Point: Sendable, Equatable {
    /// The lowest probability that is linked.
    package var threshold: Double
    /// Of the contacts linked those that are linked rightly.
    package var precision: Share
    /// Of the contacts that truly are some party those that are linked rightly.
    package var recall: Share
  }

  private let steps: ClaimSteps
  private let withTruth: Int

  /// - Parameters:
  ///   - claims: the best candidate's of each contact that has one.
  ///   - withTruth: contacts that truly are some party, with a candidate or not.
  package init(_ claims: [Claim], withTruth: Int) {
    steps = ClaimSteps(claims)
    self.withTruth = withTruth
  }

  /// The threshold under which the most contacts are linked rightly while the precision is at least so much (of several
  /// the highest); nil where there is none.
  package func point(precision least: Double) -> Point? {
    var best: ClaimSteps.Step?
    for step in steps.steps where Double(step.trueCount) / Double(step.count) >= least {
      if step.trueCount > best?.trueCount ?? 0 { best = step }
    }
    return best.map {
      Point(
        threshold: $0.threshold, precision: Share($0.trueCount, of: $0.count),
        recall: Share($0.trueCount, of: withTruth))
    }
  }
}
