package import ContactModel

/// The answer for one contact as a line, flat: what was decided, why, and what scoring had found.
package struct DecisionLine: Sendable {
  package struct Candidate: Sendable {
    package var party: String
    package var probability: Double
    /// Bits after the ruling.
    package var weight: Double
    package var levels: Levels
    /// nil: left out.
    package var evidence: [Evidence]?

    package init(party: String, probability: Double, weight: Double, levels: Levels, evidence: [Evidence]?) {
      self.party = party
      self.probability = probability
      self.weight = weight
      self.levels = levels
      self.evidence = evidence
    }
  }

  package var verdict: Verdict
  /// nil unless matched.
  package var party: String?
  package var probability: Double
  package var weight: Double
  package var matchKey: String
  /// Best first.
  package var candidates: [Candidate]
  package var reasons: [Reason]
  /// Codes of the data problems that travel with the contact.
  package var issues: [String]

  package init(
    verdict: Verdict, party: String?, probability: Double, weight: Double, matchKey: String, candidates: [Candidate],
    reasons: [Reason], issues: [String]
  ) {
    self.verdict = verdict
    self.party = party
    self.probability = probability
    self.weight = weight
    self.matchKey = matchKey
    self.candidates = candidates
    self.reasons = reasons
    self.issues = issues
  }

  /// - Parameters:
  ///   - scored: the contact's scored line, whose members are handed on.
  ///   - withRecord: whether the contact itself is.
  package func line(_ scored: LineObject, withRecord: Bool) -> [UInt8] {
    var object = ObjectWriter()
    object.json("account", scored.raw("account"))
    object.list("candidates", candidates) { candidate, out in out.append(contentsOf: candidate.json) }
    object.json("contact", scored.raw("contact"))
    object.texts("issues", issues)
    object.text("match_key", matchKey)
    object.json("matcher_version", scored.raw("matcher_version"))
    object.text("party", party)
    object.json("party_revision", scored.raw("party_revision"))
    object.number("probability", probability)
    object.texts("reasons", reasons.lazy.map(\.rawValue))
    if withRecord { object.json("record", scored.raw("record")) }
    object.json("scored", scored.raw("scored"))
    object.text("verdict", verdict.rawValue)
    object.number("weight", weight)
    return object.close()
  }

  /// The verdict and party of a decision line.
  package static func verdict(of line: LineObject) throws(LineProblem) -> (verdict: Verdict, party: String?) {
    guard let text = try line.text("verdict") else {
      throw LineProblem(
        "`verdict` is missing: a decision of `contactsync transform` or `transform settle` was expected")
    }
    guard let verdict = Verdict(rawValue: text) else {
      throw LineProblem("`verdict` must be matched, review or unmatched")
    }
    return (verdict, try line.text("party"))
  }
}

extension DecisionLine.Candidate {
  fileprivate var json: [UInt8] {
    var object = ObjectWriter()
    if let evidence {
      object.list("evidence", evidence) { $0.appendJSON(to: &$1) }
    }
    object.text("levels", levels.text)
    object.text("party", party)
    object.number("probability", probability)
    object.number("weight", weight)
    return object.close(endsLine: false)
  }
}
