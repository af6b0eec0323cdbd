package import ContactModel

/// The pairs that blocking brings, counted by their levels: all that weights are learned from.
///
/// Of very many contacts a share is taken, by a hash of account and id, so that it depends on no order.
package struct TrainingPairs: Sendable {
  /// Contacts that are taken at most.
  static let contactLimit = 250_000
  /// Facts that no weight and no rule looks at: cut names, same place.
  private static let unseen: UInt64 = (8 | 32) << 56

  /// Contacts whose hash ends with the same number of zeros, and their pairs by packed levels.
  private struct Share: Sendable {
    var contacts = 0
    var counts: [UInt64: Int] = [:]
  }

  private var shares = [Share](repeating: Share(), count: 24)
  /// Contacts are taken whose hash ends with so many zeros at least.
  private var depth = 0
  private let limit: Int
  /// Contacts that were looked at, taken or not.
  package private(set) var allContacts = 0

  package init() { self.init(limit: TrainingPairs.contactLimit) }

  package init(limit: Int) { self.limit = limit }

  /// Contacts that were taken.
  package var contacts: Int { shares[depth...].reduce(0) { $0 + $1.contacts } }

  /// Adds the pairs of one contact.
  ///
  /// - Parameter hash: of the contact's account and id.
  package mutating func add(_ pairs: [Levels], of hash: UInt64) {
    allContacts += 1
    let place = min(hash.trailingZeroBitCount, shares.count - 1)
    guard place >= depth else { return }
    shares[place].contacts += 1
    for levels in pairs { shares[place].counts[levels.packed & ~TrainingPairs.unseen, default: 0] += 1 }
    thin()
  }

  /// Adds the pairs of other contacts.
  package mutating func add(_ other: TrainingPairs) {
    allContacts += other.allContacts
    depth = max(depth, other.depth)
    for place in depth..<shares.count {
      shares[place].contacts += other.shares[place].contacts
      shares[place].counts.merge(other.shares[place].counts, uniquingKeysWith: +)
    }
    thin()
  }

  private mutating func thin() {
    while contacts > limit, depth < shares.count - 1 { depth += 1 }
    for place in 0..<depth { shares[place] = Share() }
  }

  /// Levels and how many pairs have them, in a fixed order.
  package var counted: [(levels: Levels, count: Int)] {
    var all: [UInt64: Int] = [:]
    for share in shares[depth...] { all.merge(share.counts, uniquingKeysWith: +) }
    return all.keys.sorted().map { (Levels(packed: $0), all[$0] ?? 0) }
  }
}

extension PartyIndex {
  /// The pairs that blocking brings for a page's contacts.
  package func trainingPairs(of page: RecordPage) -> TrainingPairs {
    let keys = keys()
    return withScorer { scorer in
      var pairs = TrainingPairs()
      for row in page.rows {
        let account =
          row.linkedAccount.isAbsent ? 0 : page.bytes[row.linkedAccount.range].withUnsafeBytes { hash64($0) }
        let id = page.bytes[row.id.range].withUnsafeBytes { hash64($0) }
        pairs.add(scorer.blocked(page, row, self, keys), of: mix(account, id))
      }
      return pairs
    }
  }
}
