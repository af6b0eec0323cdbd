package import ContactModel

/// A decision in terms of ids, comparable across graphs.
package struct DecidedContact: Sendable, Equatable {
  package var contact: String
  package var verdict: Verdict
  /// nil unless matched.
  package var party: String?
  /// Of the best candidate, 0…1; 0 without one.
  package var probability: Double
  /// Such as `+NAME+PHONE-TAX`; empty without a candidate.
  package var matchKey: String

  package init(contact: String, verdict: Verdict, party: String?, probability: Double, matchKey: String) {
    self.contact = contact
    self.verdict = verdict
    self.party = party
    self.probability = probability
    self.matchKey = matchKey
  }

  package init(_ decision: Decision, _ graph: MatchGraph) {
    self.init(
      contact: graph.contactIDs[graph.contacts[Int(decision.contact)].id], verdict: decision.verdict,
      party: decision.party.map { graph.partyIDs[graph.parties[Int($0)].id] }, probability: decision.probability,
      matchKey: decision.matchKey)
  }
}
