import ContactModel

/// How good stored decisions are, measured against the truth. A contact counts once, whatever number of parties it truly is.
package struct Evaluation: Sendable {
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
  private var keys: [String: KeyCounts] = [:]
  private var partiesWithTruth: Set<String> = []
  private var partiesReached: Set<String> = []
  /// The worst first, at most ``mistakeLimit``.
  package private(set) var mistakes: [EvaluatedContact] = []

  /// Mistakes kept.
  package static let mistakeLimit = 10

  package init() {}

  package mutating func add(_ contact: EvaluatedContact) {
    contacts += 1
    let isShown = !contact.truth.isDisjoint(with: contact.shown)
    if !contact.truth.isEmpty {
      withTruth += 1
      partiesWithTruth.formUnion(contact.truth)
      if !contact.truth.isDisjoint(with: contact.candidates) { found += 1 }
    }
    switch contact.verdict {
    case .matched:
      matched += 1
      keys[contact.matchKey, default: KeyCounts()].links += 1
      if contact.isRight {
        right += 1
        keys[contact.matchKey]?.right += 1
        if let party = contact.party { partiesReached.insert(party) }
      } else {
        note(contact)
      }
    case .review:
      review += 1
      keys[contact.matchKey, default: KeyCounts()].review += 1
      if isShown { rightInReview += 1 }
    case .unmatched: unmatched += 1
    }
  }

  private mutating func note(_ mistake: EvaluatedContact) {
    mistakes.append(mistake)
    mistakes.sort { a, b in
      a.probability != b.probability ? a.probability > b.probability : a.contact < b.contact
    }
    if mistakes.count > Evaluation.mistakeLimit { mistakes.removeLast() }
  }

  // MARK: measures

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

  /// Of the parties that some contact truly is those that a right link reaches.
  package var partyRecall: Share { Share(partiesReached.count, of: partiesWithTruth.count) }

  /// What is so of the contacts with one match key.
  package struct Key: Sendable, Equatable {
    package var matchKey: String
    /// Of the automatic links those that are right.
    package var precision: Share
    /// Contacts in review.
    package var review: Int
  }

  private struct KeyCounts {
    var links = 0
    var right = 0
    var review = 0
  }

  /// By match key, the one with the most links first, then by review, then by its text.
  package var byKey: [Key] {
    keys.map { Key(matchKey: $0.key, precision: Share($0.value.right, of: $0.value.links), review: $0.value.review) }
      .sorted { a, b in
        if a.precision.whole != b.precision.whole { return a.precision.whole > b.precision.whole }
        return a.review != b.review ? a.review > b.review : a.matchKey < b.matchKey
      }
  }
}
