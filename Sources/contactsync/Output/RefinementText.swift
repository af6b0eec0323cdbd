import Transform

/// What judgements made of a policy, for people: a reliability table before and after.
struct RefinementText {
  let refinement: Refinement

  var rendered: String {
    var table = Table(["said before", "judged", "mean said", "same", "said after", "judged", "mean said", "same"])
    table.rows = zip(refinement.before.bins, refinement.after.bins).map { cells($0) + cells($1) }
    let correction = refinement.policy.correction
    return table.rendered()
      + "\n\(refinement.judged) judged contacts, \(refinement.same) the same as their best candidate; "
      + "shift \(correction.shift) bits, slope \(correction.slope); expected calibration error on them "
      + "\(four(refinement.before.expectedError)) before, \(four(refinement.after.expectedError)) after"
  }

  private func cells(_ bin: Calibration.Bin) -> [String] {
    [
      "\(shortText(bin.lower))-\(shortText(bin.upper))", "\(bin.truth.whole)", percent(bin.said),
      percent(bin.truth.value),
    ]
  }

  private func four(_ error: Double?) -> String { error.map(fourDecimals) ?? "" }
}
