import ContactModel

/// What another policy changes in the answers for the same contacts.
package struct PolicyDifference: Sendable, Equatable {
  /// What happens to a contact's link.
  package enum Kind: String, Sendable, CaseIterable {
    case moved
    case lost
    case gained
  }

  /// A contact whose link differs.
  package struct Example: Sendable, Equatable {
    package var kind: Kind
    package var old: DecidedContact
    package var new: DecidedContact
  }

  package var contacts = 0
  /// Links under the old and the new policy.
  package var oldLinks = 0
  package var newLinks = 0
  /// Contacts that both policies link, to another party.
  package var moved = 0
  /// Contacts that only the old policy links.
  package var lost = 0
  /// Contacts that only the new policy links.
  package var gained = 0
  /// Contacts left to a person under the old and the new policy.
  package var oldReview = 0
  package var newReview = 0
  /// By kind, then by contact id; at most the limit of each kind.
  package var examples: [Example] = []

  package init() {}

  /// Compares two sets of answers. A contact that only one of them has counts as unmatched in the other.
  ///
  /// - Parameter limit: examples of each kind at most.
  package init(old: [DecidedContact], new: [DecidedContact], limit: Int) {
    var olds = Dictionary(old.map { ($0.contact, $0) }, uniquingKeysWith: { first, _ in first })
    for answer in new {
      take(olds.removeValue(forKey: answer.contact) ?? .unmatched(answer.contact), answer)
    }
    for answer in olds.values { take(answer, .unmatched(answer.contact)) }
    thin(to: limit)
  }

  /// The sum of two accounts' differences, with at most `limit` examples of each kind, the earlier account's first.
  package mutating func add(_ other: PolicyDifference, limit: Int) {
    contacts += other.contacts
    oldLinks += other.oldLinks
    newLinks += other.newLinks
    moved += other.moved
    lost += other.lost
    gained += other.gained
    oldReview += other.oldReview
    newReview += other.newReview
    examples = Kind.allCases.flatMap { kind in
      (examples + other.examples).filter { $0.kind == kind }.prefix(limit)
    }
  }

  private mutating func take(_ old: DecidedContact, _ new: DecidedContact) {
    contacts += 1
    oldReview += old.verdict == .review ? 1 : 0
    newReview += new.verdict == .review ? 1 : 0
    oldLinks += old.party == nil ? 0 : 1
    newLinks += new.party == nil ? 0 : 1
    let kind: Kind
    switch (old.party, new.party) {
    case (nil, nil): return
    case (nil, _):
      kind = .gained
      gained += 1
    case (_, nil):
      kind = .lost
      lost += 1
    case (let before, let after):
      if before == after { return }
      kind = .moved
      moved += 1
    }
    examples.append(Example(kind: kind, old: old, new: new))
  }

  private mutating func thin(to limit: Int) {
    examples.sort { $0.new.contact < $1.new.contact }
    examples = Kind.allCases.flatMap { kind in examples.lazy.filter { $0.kind == kind }.prefix(limit) }
  }
}

extension DecidedContact {
  fileprivate static func unmatched(_ contact: String) -> DecidedContact {
    DecidedContact(contact: contact, verdict: .unmatched, party: nil, probability: 0, matchKey: "")
  }
}
