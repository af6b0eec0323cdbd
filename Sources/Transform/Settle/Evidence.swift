package import ContactModel

/// The evidence that levels hold: prior, each field, the ruling's interactions, what its model takes or adds for all of them
/// `together`, what a policy refined by judgements `corrected`, and the `total`, as if the pair had no rivals.
///
/// - Parameter values: by `Field.rawValue` the two normalized values compared; empty: no texts are shown.
package func evidence(
  for levels: Levels, policy: Policy, values: [(left: String, right: String)] = []
) -> [Evidence] {
  var rows = [Evidence(field: "prior", level: "", weight: policy.prior, left: "", right: "")]
  for field in Field.allCases {
    let place = Int(field.rawValue)
    let texts = place < values.count ? values[place] : ("", "")
    rows.append(
      Evidence(
        field: field.name, level: Ladder.name(of: levels[field], field: field),
        weight: policy.bits(field, of: levels), left: texts.0, right: texts.1))
  }
  for interaction in Ruling(policy).interactions(of: levels) {
    rows.append(
      Evidence(field: interaction.rule.rawValue, level: "interaction", weight: interaction.bits, left: "", right: ""))
  }
  let own = rows.reduce(0) { $0 + $1.weight }
  let total = Ruling(policy).alone(levels, weight: policy.total(of: levels), bits: own)
  if abs(total - own) > 0.005 {
    rows.append(Evidence(field: "together", level: "ruling", weight: total - own, left: "", right: ""))
  }
  let corrected = policy.correction.applied(to: total)
  if abs(corrected - total) > 0.005 {
    rows.append(Evidence(field: "corrected", level: "ruling", weight: corrected - total, left: "", right: ""))
  }
  rows.append(Evidence(field: "total", level: "", weight: corrected, left: "", right: ""))
  return rows
}

/// The evidence of a settled candidate: as above, with what its rivals took as `rivals`.
package func evidence(
  for candidate: RankedCandidate, policy: Policy, values: [(left: String, right: String)] = []
) -> [Evidence] {
  evidence(for: candidate.levels, policy: policy, values: values).settled(at: candidate.weight)
}
