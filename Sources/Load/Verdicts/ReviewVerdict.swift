package import ContactModel

/// What a person decides about one contact, as a whole.
package enum ReviewVerdict: Sendable, Hashable {
  /// It is this party: what was shown beside it is not. A party that was merged stands for its survivor.
  case match(String)
  /// It is the best candidate that is left in its open review item.
  case matchBest
  /// It is none of these parties; of the others nothing is said.
  case notAMatch([String])
  /// It is none of those that are shown: the best ``Verdicts/shown`` candidates that are left, and the party of a disputed link.
  case noneOfThem
  /// The platform does not have it yet.
  case newParty
  /// The person cannot tell. The item stays open, at the end of the queue.
  case unsure
  /// Not now: nothing is kept.
  case skip
}

/// A verdict on its way.
package struct NewVerdict: Sendable, Hashable {
  package enum Subject: Sendable, Hashable {
    /// By the id of its review item, which must exist.
    case item(String)
    case contact(account: String, id: String)
  }

  package var subject: Subject
  package var verdict: ReviewVerdict
  /// `row_version` of the review item that the person saw, 0: the contact had no item; nil: whatever stands.
  package var rowVersion: Int?
  package var reviewer: String?
  /// Kept with the judgement; personal data may be in it, so it goes when the contact is erased.
  package var note: String?

  package init(
    _ subject: Subject, _ verdict: ReviewVerdict, rowVersion: Int?, reviewer: String? = nil, note: String? = nil
  ) {
    self.subject = subject
    self.verdict = verdict
    self.rowVersion = rowVersion
    self.reviewer = reviewer
    self.note = note
  }
}

/// A verdict that was given and not taken back.
package struct GivenVerdict: Sendable, Hashable {
  package var id: Int64
  /// `match`, `not_a_match`, `new_party` or `unsure`.
  package var word: String
  /// Of a match.
  package var party: String?
  package var reviewer: String?
  package var decidedAt: Timestamp
}

/// How things stand with a contact that a verdict did not change.
package struct VerdictStanding: Sendable, Hashable {
  /// Of its review item; 0: it has none.
  package var rowVersion: Int
  /// A person is still asked.
  package var isOpen: Bool
  /// Who decided last; nil: nobody, so a run has changed the item.
  package var last: GivenVerdict?
}

/// What became of a verdict.
package enum VerdictAnswer: Sendable, Hashable {
  case applied(Applied)
  /// It was said already, or nothing was to be said.
  case unchanged(VerdictStanding)
  /// The item has moved since the person saw it, and nothing was done.
  case conflict(VerdictStanding)
  case refused(Refusal)

  package struct Applied: Sendable, Hashable {
    /// For taking it back.
    package var id: Int64
    package var rowVersion: Int
    /// A person is still asked.
    package var isOpen: Bool
  }

  /// Why a verdict cannot be taken; the raw value is the word that people see.
  package enum Refusal: String, Sendable, CaseIterable {
    /// The organization has no such review item, or no such contact.
    case unknownContact = "unknown_contact"
    /// The organization has no such party.
    case unknownParty = "unknown_party"
    /// The platform has deleted the party.
    case retiredParty = "retired_party"
    case erasedParty = "erased_party"
    /// No candidate is left, or no party was named.
    case noCandidate = "no_candidate"
    /// The contact stands in the same call before.
    case namedTwice = "named_twice"
  }
}
