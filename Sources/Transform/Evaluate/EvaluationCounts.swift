import ContactModel

/// Contacts counted by what they were answered and what they truly are, and the shares that follow. A contact counts once,
/// whatever number of parties it truly is.
package struct EvaluationCounts: Sendable, Equatable {
  /// Contacts judged.
  package private(set) var contacts = 0
  /// Of them those that truly are some party.
  package private(set) var withTruth = 0
  package private(set) var matched = 0
  package private(set) var review = 0
  package private(set) var unmatched = 0
  /// Matched contacts that truly are the party.
  package private(set) var right = 0
  /// Contacts in review whose true party is among those shown.
  package private(set) var rightInReview = 0
  /// Contacts whose true party is among their candidates.
  package private(set) var found = 0

  package init() {}

  package mutating func add(_ contact: EvaluatedContact) {
    contacts += 1
    if !contact.truth.isEmpty { withTruth += 1 }
    if contact.isFound { found += 1 }
    switch contact.verdict {
    case .matched:
      matched += 1
      if contact.isRight { right += 1 }
    case .review:
      review += 1
      if contact.isRightInReview { rightInReview += 1 }
    case .unmatched: unmatched += 1
    }
  }

  /// Of the automatic links those that are right.
  package var precision: Share { Share(right, of: matched) }

  /// Of the contacts that truly are some party those that are linked rightly.
  package var recall: Share { Share(right, of: withTruth) }

  /// Harmonic mean of precision and recall, 0…1; nil where neither is known.
  package var f1: Double? {
    guard matched + withTruth > 0 else { return nil }
    return 2 * Double(right) / Double(matched + withTruth)
  }

  /// Of the contacts that truly are some party those that are linked rightly, or shown to a person with it.
  package var recallWithReview: Share { Share(right + rightInReview, of: withTruth) }

  /// Of the contacts those that a person must look at.
  package var reviewShare: Share { Share(review, of: contacts) }

  /// Of the contacts that truly are some party those that were compared with it.
  package var candidateRecall: Share { Share(found, of: withTruth) }
}
