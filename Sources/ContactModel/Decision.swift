package enum Verdict: String, Sendable {
  case matched
  case review
  case unmatched
}

/// The answer for one contact, with what it rests on.
package struct Decision: Sendable {
  /// Index into `MatchGraph.contacts`.
  package var contact: Int32
  package var verdict: Verdict
  /// Index into `MatchGraph.parties`; nil unless matched.
  package var party: Int32?
  /// Of the best candidate, after the ruling, 0…1; 0 without a candidate.
  package var probability: Double
  /// Of the best candidate, bits after the ruling, prior included; 0 without a candidate.
  package var weight: Double
  /// Which fields agree (+), contradict (-) for the best candidate, such as `+NAME+PHONE-TAX`; empty without one.
  package var matchKey: String
  /// Best first, at most ten.
  package var candidates: [RankedCandidate]
  /// Why this verdict, most important first.
  package var reasons: [Reason]
  /// What is to happen to the contact's link.
  package var linkAction: LinkAction

  package init(
    contact: Int32, verdict: Verdict, party: Int32?, probability: Double, weight: Double, matchKey: String,
    candidates: [RankedCandidate], reasons: [Reason], linkAction: LinkAction
  ) {
    self.contact = contact
    self.verdict = verdict
    self.party = party
    self.probability = probability
    self.weight = weight
    self.matchKey = matchKey
    self.candidates = candidates
    self.reasons = reasons
    self.linkAction = linkAction
  }

  /// The candidate that ``weight`` is of; nil without one. Parties that a person is to see for another reason than their
  /// likeness may stand before it, with the probability 0.
  package var best: RankedCandidate? { candidates.first { $0.weight == weight && $0.probability > 0 } }
}

/// What a decision does to the link of its contact.
package enum LinkAction: Sendable, Hashable {
  /// Nothing: no link stands and none is wanted, or the one that stands is right.
  case none
  /// Link to the decision's party; not primary: another contact of the account is that party's primary. A link to another
  /// party that stands ends where a person or an import has said so.
  case link(primary: Bool)
  /// The standing link ends, and its contact is linked to the decision's party instead.
  case move(primary: Bool, by: LinkEnding)
  /// The standing link ends, and no other takes its place.
  case drop(by: LinkEnding)
  /// The standing link stays, its primary flag changes.
  case setPrimary(Bool)
  /// The ruling contradicts a standing automatic link, which stays until a person has judged (`link_disputed`).
  case dispute
}

/// What ends a link; the raw value is the code in `link.unlinked_by`.
package enum LinkEnding: String, Sendable {
  /// A person judged otherwise.
  case human
  /// What was known beforehand says otherwise.
  case imported = "import"
  /// The platform merged the party into another.
  case merge
  /// The account was linked anew, and the contact has a new id.
  case relink
  /// The run that made the link was taken back.
  case revert
  /// A new policy or matcher decides otherwise, and was told to move what stands.
  case rematch
}

/// One candidate of a decision after the ruling.
package struct RankedCandidate: Sendable, Hashable {
  /// Index into `MatchGraph.parties`.
  package var party: Int32
  package var probability: Double
  /// Bits after the ruling, prior included.
  package var weight: Double
  package var levels: Levels
  /// The party whose record was compared where that is not the party itself, but one that was merged into it; an index
  /// into `MatchGraph.parties`.
  package var comparedRecord: Int32?

  package init(party: Int32, probability: Double, weight: Double, levels: Levels, comparedRecord: Int32? = nil) {
    self.party = party
    self.probability = probability
    self.weight = weight
    self.levels = levels
    self.comparedRecord = comparedRecord
  }
}

/// Why a decision is what it is; the raw value is the code in tables and files.
package enum Reason: String, Sendable, CaseIterable {
  case noCandidate = "no_candidate"
  case belowReview = "below_review_threshold"
  case belowMatch = "below_match_threshold"
  case rivalParty = "rival_party"
  case rivalContact = "rival_contact"
  /// The pair was too weak to be weighed beside all its rivals in a group of very many like records: a person must decide.
  case rivalsNotWeighed = "rivals_not_weighed"
  case nameDiffers = "name_differs"
  /// One name is written with Han characters, the other is not.
  case otherScript = "other_script"
  case nameMissing = "name_missing"
  case nameOnly = "name_only"
  case taxConflict = "tax_number_conflict"
  case legalFormConflict = "legal_form_conflict"
  case branchConflict = "branch_conflict"
  case judgedSame = "judged_same"
  case judgedDifferent = "judged_different"
  case judgedUnsure = "judged_unsure"
  case linkDisputed = "link_disputed"
  /// An import or the creation of the contact made the link that stands.
  case standingLink = "standing_link"
  /// The run that had linked the contact was taken back: a person must decide.
  case reverted
  /// The account was linked anew, and which of its contacts this was is not certain: a person must decide.
  case relinked
  /// A party of the same name was to be created: a person must decide whether the contact is it.
  case namesake
  case partyRetired = "party_retired"
  /// The link stood with a party that the platform merged into this one, and moved with it.
  case partyMerged = "party_merged"
  case contactDeleted = "contact_deleted"
  case duplicateContact = "duplicate_contact"
  case aboveMatch = "above_match_threshold"
}

/// One field of one candidate, explained.
package struct Evidence: Sendable, Hashable {
  /// A field's name, or `prior`, or the name of an interaction or rival rule of the ruling.
  package var field: String
  /// The level's name, such as `exact`, `same_mailbox`, `missing`.
  package var level: String
  /// Bits.
  package var weight: Double
  /// The two values compared, normalized; empty where missing.
  package var left: String
  package var right: String

  package init(field: String, level: String, weight: Double, left: String, right: String) {
    self.field = field
    self.level = level
    self.weight = weight
    self.left = left
    self.right = right
  }
}
