import ContactModel

/// The contacts that were answered wrongly, by kind: how many, and the worst of them.
package struct Mistakes: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Linked to a party that it is not.
    case wrongLink = "wrong_link"
    /// Compared with its party, and neither linked nor shown to a person with it.
    case missed
    /// Its party was not among its candidates.
    case notCompared = "not_compared"
  }

  /// Mistakes of each kind that are kept where nobody says otherwise.
  package static let usualLimit = 10

  private let limit: Int
  private var counts: [Kind: Int] = [:]
  private var kept: [Kind: [EvaluatedContact]] = [:]

  init(limit: Int) { self.limit = max(0, limit) }

  mutating func add(_ contact: EvaluatedContact) {
    guard let kind = Mistakes.kind(of: contact) else { return }
    counts[kind, default: 0] += 1
    let place = place(of: contact, in: kept[kind, default: []])
    guard place < limit else { return }
    kept[kind, default: []].insert(contact, at: place)
    if worst(kind).count > limit { kept[kind]?.removeLast() }
  }

  /// Contacts of a kind, all of them.
  package func count(_ kind: Kind) -> Int { counts[kind] ?? 0 }

  /// The likeliest best candidate first, then by id; as many as are kept.
  package func worst(_ kind: Kind) -> [EvaluatedContact] { kept[kind] ?? [] }

  private static func kind(of contact: EvaluatedContact) -> Kind? {
    if contact.verdict == .matched { return contact.isRight ? nil : .wrongLink }
    if contact.truth.isEmpty || contact.isRightInReview { return nil }
    return contact.isFound ? .missed : .notCompared
  }

  /// How many of the kept ones come before a contact.
  private func place(of contact: EvaluatedContact, in kept: [EvaluatedContact]) -> Int {
    var (low, high) = (0, kept.count)
    while low < high {
      let middle = (low + high) / 2
      if Mistakes.precedes(kept[middle], contact) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func precedes(_ a: EvaluatedContact, _ b: EvaluatedContact) -> Bool {
    if a.probability != b.probability { return a.probability > b.probability }
    return a.contact != b.contact ? a.contact < b.contact : a.account < b.account
  }
}
