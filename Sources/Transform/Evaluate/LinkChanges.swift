package import ContactModel

/// What decisions do to the links of an account, counted.
package struct LinkChanges: Sendable, Equatable {
  /// Contacts decided.
  package var contacts = 0
  /// Contacts that had no link and get one.
  package var linked = 0
  /// Links that go to another party.
  package var moved = 0
  /// Links that end, and no other takes their place.
  package var dropped = 0
  /// Links that stay though the ruling contradicts them, until a person has judged.
  package var disputed = 0
  /// Contacts left to a person, the disputed ones included.
  package var inReview = 0

  package init() {}

  package init(_ decisions: [Decision]) {
    contacts = decisions.count
    for decision in decisions {
      if decision.verdict == .review { inReview += 1 }
      switch decision.linkAction {
      case .link: linked += 1
      case .move: moved += 1
      case .drop: dropped += 1
      case .dispute: disputed += 1
      case .none, .setPrimary: break
      }
    }
  }

  package static func + (a: LinkChanges, b: LinkChanges) -> LinkChanges {
    var sum = a
    sum.contacts += b.contacts
    sum.linked += b.linked
    sum.moved += b.moved
    sum.dropped += b.dropped
    sum.disputed += b.disputed
    sum.inReview += b.inReview
    return sum
  }
}
