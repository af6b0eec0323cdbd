/// A policy refined by what people judged: the ruling's odds, corrected so that of the candidates said to be p likely a share
/// of p is judged the same.
package struct Refinement: Sendable {
  /// The given policy with the learned correction.
  package let policy: Policy
  /// The policy that was refined.
  let given: Policy
  /// Contacts that were judged, and of them those whose best candidate was judged the same.
  package let judged: Int
  package let same: Int
  /// How far the probabilities of the judged candidates came true, under the given policy and under the refined one.
  package let before: Calibration
  package let after: Calibration

  /// Judged contacts, and of them those with either answer, that it takes at least.
  package static let least = (judged: 50, either: 10)

  /// Learns the correction.
  ///
  /// - Throws: ``RefinementRefusal`` where too little was judged.
  package init(_ odds: [JudgedOdds], of given: Policy) throws(RefinementRefusal) {
    let same = odds.count { $0.isSame }
    if odds.count < Self.least.judged { throw .fewJudged(odds.count) }
    if min(same, odds.count - same) < Self.least.either { throw .oneSided(same: same, different: odds.count - same) }
    self.given = given
    self.same = same
    judged = odds.count
    let fit = CorrectionFit(odds)
    var policy = given
    policy.correction = Correction(shift: Self.hundredth(fit.shift), slope: Self.hundredth(fit.slope))
    self.policy = policy
    before = Self.calibration(odds, given.correction)
    after = Self.calibration(odds, policy.correction)
  }

  private static func calibration(_ odds: [JudgedOdds], _ correction: Correction) -> Calibration {
    Calibration(
      odds.map { Claim(probability: probability(bits: correction.applied(to: $0.bits)), isTrue: $0.isSame) })
  }

  /// The nearest hundredth, never a negative zero.
  private static func hundredth(_ value: Double) -> Double { (value * 100).rounded() / 100 + 0 }

  /// The refined policy as a file that says what it rests on.
  package var file: String {
    policy.text(about: [
      "What counts as proof that a contact and a party are one business: refined by judgements with",
      "`contactsync transform refine`.",
      "",
      "\(judged) contacts were judged, \(same) of them the same as their best candidate. Everything but the correction is",
      "the policy \(hexadecimal(given.contentHash)).",
    ])
  }
}

/// Why nothing can be refined.
package enum RefinementRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// So many judged contacts only have a best candidate that was answered.
  case fewJudged(Int)
  /// Nearly all answers are the same.
  case oneSided(same: Int, different: Int)

  package var description: String {
    switch self {
    case .fewJudged(let count):
      "too little was judged: \(count) contacts whose best candidate got an answer, \(Refinement.least.judged) are needed;"
        + " keep your policy"
    case .oneSided(let same, let different):
      "the answers are too much alike to learn from: \(same) the same, \(different) different, and "
        + "\(Refinement.least.either) of either are needed; keep your policy"
    }
  }
}

/// Shift and slope that make the judgements likeliest, held near 0 and 1 where they say little: logistic regression with
/// normal priors, by Newton's method, which finds the one optimum there is.
struct CorrectionFit {
  /// In bits.
  private(set) var shift = 0.0
  private(set) var slope = 1.0

  /// Standard deviations of shift (bits) and slope before anything is judged; how far the ruling was off, in worlds that it
  /// was not trained on, was 0 to 1.3 bits and 0.7 to 1.1.
  private static let deviations = (shift: 1.4, slope: 0.2)

  init(_ odds: [JudgedOdds]) {
    let nat = 0.693_147_180_559_945_3
    for _ in 0..<50 {
      let (shiftPrior, slopePrior) = (
        1 / (Self.deviations.shift * Self.deviations.shift), 1 / (Self.deviations.slope * Self.deviations.slope)
      )
      var gradient = (-shift * shiftPrior, -(slope - 1) * slopePrior)
      var (a, b, c) = (shiftPrior, 0.0, slopePrior)
      for pair in odds {
        let said = probability(bits: shift + slope * pair.bits)
        let miss = ((pair.isSame ? 1 : 0) - said) * nat
        let spread = said * (1 - said) * nat * nat
        gradient.0 += miss
        gradient.1 += miss * pair.bits
        a += spread
        b += spread * pair.bits
        c += spread * pair.bits * pair.bits
      }
      let determinant = a * c - b * b
      let step = ((c * gradient.0 - b * gradient.1) / determinant, (a * gradient.1 - b * gradient.0) / determinant)
      shift += step.0
      slope += step.1
      if abs(step.0) < 1e-9, abs(step.1) < 1e-9 { break }
    }
    shift = min(max(shift, -20), 20)
    slope = min(max(slope, 0.2), 2)
  }
}
