package import ContactModel

/// A contact's stored answer beside the truth: what evaluating looks at.
package struct EvaluatedContact: Sendable, Equatable {
  package var contact: String
  /// `unmatched` where it was never decided.
  package var verdict: Verdict
  /// nil unless matched.
  package var party: String?
  /// Of the best candidate.
  package var probability: Double
  /// Such as `+NAME+PHONE-TAX`; empty without a candidate.
  package var matchKey: String
  /// The parties that it truly is; empty: none.
  package var truth: Set<String>
  /// Parties that it was compared with and that were worth keeping.
  package var candidates: [String]
  /// Parties shown in its open review item.
  package var shown: [String]

  package init(
    contact: String, verdict: Verdict, party: String? = nil, probability: Double = 0, matchKey: String = "",
    truth: Set<String> = [], candidates: [String] = [], shown: [String] = []
  ) {
    self.contact = contact
    self.verdict = verdict
    self.party = party
    self.probability = probability
    self.matchKey = matchKey
    self.truth = truth
    self.candidates = candidates
    self.shown = shown
  }

  /// It is matched, and truly is that party.
  var isRight: Bool { party.map(truth.contains) ?? false }
}
