package import ContactModel

/// A contact's answer beside the truth: what evaluating looks at.
package struct EvaluatedContact: Sendable, Equatable {
  /// The linked account; empty where it does not matter.
  package var account: String
  package var contact: String
  /// `unmatched` where it was never decided.
  package var verdict: Verdict
  /// nil unless matched.
  package var party: String?
  /// Of the best candidate.
  package var probability: Double
  /// Such as `+NAME+PHONE-TAX`; empty without a candidate.
  package var matchKey: String
  /// The party of the best candidate, whatever the verdict; nil without one.
  package var best: String?
  /// The parties that it truly is; empty: none.
  package var truth: Set<String>
  /// Parties that it was compared with and that were worth keeping.
  package var candidates: [String]
  /// Parties shown to a person: those of its open review item.
  package var shown: [String]
  /// ISO 3166-1 alpha-2; empty where unknown.
  package var country: String
  /// Labels that its measures are to be counted under.
  package var patterns: [String]
  /// The line that it was read from, for its evidence; empty where it comes from a database.
  package var line: [UInt8]

  package init(
    account: String = "", contact: String, verdict: Verdict, party: String? = nil, probability: Double = 0,
    matchKey: String = "", best: String? = nil, truth: Set<String> = [], candidates: [String] = [],
    shown: [String] = [], country: String = "", patterns: [String] = [], line: [UInt8] = []
  ) {
    self.account = account
    self.contact = contact
    self.verdict = verdict
    self.party = party
    self.probability = probability
    self.matchKey = matchKey
    self.best = best
    self.truth = truth
    self.candidates = candidates
    self.shown = shown
    self.country = country
    self.patterns = patterns
    self.line = line
  }

  /// It is matched, and truly is that party.
  var isRight: Bool { party.map(truth.contains) ?? false }
  /// It is left to a person, who is shown its true party.
  var isRightInReview: Bool { verdict == .review && !truth.isDisjoint(with: shown) }
  /// It was compared with a party that it truly is.
  var isFound: Bool { !truth.isDisjoint(with: candidates) }
}
