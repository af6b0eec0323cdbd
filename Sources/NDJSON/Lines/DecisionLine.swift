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
    var handed: [UInt8] = []
    HandedMembers.append(scored, issues: [], to: &handed)
    var out: [UInt8] = []
    handed.withUnsafeBufferPointer { append(HandedMembers($0), withRecord: withRecord, to: &out) }
    return out
  }

  /// Appends the line.
  ///
  /// - Parameters:
  ///   - scored: what is handed on of the contact's scored line.
  ///   - withRecord: whether the contact itself is.
  package func append(_ scored: HandedMembers, withRecord: Bool, to out: inout [UInt8]) {
    ObjectWriter.append(to: &out) { object in
      object.json("account", scored[.account])
      object.list("candidates", candidates) { candidate, out in candidate.appendJSON(to: &out) }
      object.json("contact", scored[.contact])
      object.texts("issues", issues)
      object.text("match_key", matchKey)
      object.json("matcher_version", scored[.matcherVersion])
      object.text("party", party)
      object.json("party_revision", scored[.partyRevision])
      object.number("probability", probability)
      object.texts("reasons", reasons.lazy.map(\.rawValue))
      if withRecord { object.json("record", scored[.record]) }
      object.json("scored", scored[.scored])
      object.text("verdict", verdict.rawValue)
      object.number("weight", weight)
    }
    out.append(UInt8(ascii: "\n"))
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
  fileprivate func appendJSON(to out: inout [UInt8]) {
    ObjectWriter.append(to: &out) { object in
      if let evidence {
        object.list("evidence", evidence) { $0.appendJSON(to: &$1) }
      }
      object.hexadecimal("levels", levels.packed.byteSwapped)
      object.text("party", party)
      object.number("probability", probability)
      object.number("weight", weight)
    }
  }
}
