import ContactModel

/// How good decisions are, measured against the truth. Independent of the order in which the contacts come.
@dynamicMemberLookup
package struct Evaluation: Sendable {
  /// Over all contacts; its members are the evaluation's own.
  package private(set) var counts = EvaluationCounts()
  package private(set) var mistakes: Mistakes
  private var keys: [String: KeyCounts] = [:]
  private var countries: [String: EvaluationCounts] = [:]
  private var patterns: [String: EvaluationCounts] = [:]
  private var partiesWithTruth: Set<String> = []
  private var partiesReached: Set<String> = []
  /// Of every contact with a candidate.
  private var claims: [Claim] = []
  /// Of every contact that is not linked.
  private var open: [Claim] = []

  /// - Parameter mistakeLimit: contacts kept of each kind of mistake.
  package init(mistakeLimit: Int = Mistakes.usualLimit) { mistakes = Mistakes(limit: mistakeLimit) }

  package subscript<Value>(dynamicMember member: KeyPath<EvaluationCounts, Value>) -> Value { counts[keyPath: member] }

  package mutating func add(_ contact: EvaluatedContact) {
    counts.add(contact)
    mistakes.add(contact)
    countries[contact.country, default: EvaluationCounts()].add(contact)
    for pattern in Set(contact.patterns) { patterns[pattern, default: EvaluationCounts()].add(contact) }
    partiesWithTruth.formUnion(contact.truth)
    if contact.isRight, let party = contact.party { partiesReached.insert(party) }
    if contact.verdict != .unmatched { keys[contact.matchKey, default: KeyCounts()].add(contact) }
    if let best = contact.best {
      claims.append(Claim(probability: contact.probability, isTrue: contact.truth.contains(best)))
    }
    if contact.verdict != .matched {
      let isSeen = contact.verdict == .review ? contact.isRightInReview : contact.isFound
      open.append(Claim(probability: contact.probability, isTrue: isSeen))
    }
  }

  // MARK: measures

  /// Of the parties that some contact truly is those that a right link reaches.
  package var partyRecall: Share { Share(partiesReached.count, of: partiesWithTruth.count) }

  /// How far the probabilities came true: those of every contact's best candidate, whatever the verdict.
  package var calibration: Calibration { Calibration(claims) }

  /// What would be linked if nothing but the best candidate's probability decided.
  package var sweep: ThresholdSweep { ThresholdSweep(claims, withTruth: counts.withTruth) }

  /// What a person's work would add to the automatic links.
  package var reviewQueue: ReviewQueue {
    ReviewQueue(open, linkedRightly: counts.right, withTruth: counts.withTruth, contacts: counts.contacts)
  }

  /// By the contact's country (empty: unknown), the one with the most contacts first, the unknown last.
  package var byCountry: [(name: String, counts: EvaluationCounts)] {
    let sorted = Evaluation.sorted(countries)
    return sorted.filter { !$0.name.isEmpty } + sorted.filter { $0.name.isEmpty }
  }

  /// By the labels that came with the contacts; a contact counts under each of its labels. The one with the most contacts
  /// first.
  package var byPattern: [(name: String, counts: EvaluationCounts)] { Evaluation.sorted(patterns) }

  private static func sorted(_ groups: [String: EvaluationCounts]) -> [(name: String, counts: EvaluationCounts)] {
    groups.map { (name: $0.key, counts: $0.value) }.sorted { a, b in
      a.counts.contacts != b.counts.contacts ? a.counts.contacts > b.counts.contacts : a.name < b.name
    }
  }

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

    mutating func add(_ contact: EvaluatedContact) {
      links += contact.verdict == .matched ? 1 : 0
      right += contact.isRight ? 1 : 0
      review += contact.verdict == .review ? 1 : 0
    }
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
