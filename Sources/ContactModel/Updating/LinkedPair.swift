/// A linked contact and its party, as far as the platform may own fields of it.
package struct LinkedPair: Sendable, Equatable {
  package var contact: String
  package var party: String
  /// Content hashes of what is stored.
  package var contactHash: UInt64
  package var partyHash: UInt64
  package var contactValues: [OwnedField: String]
  package var partyValues: [OwnedField: String]
  /// The last change that was sent to this contact; nil: none.
  package var last: LastChange?

  package init(
    contact: String, party: String, contactHash: UInt64, partyHash: UInt64, contactValues: [OwnedField: String],
    partyValues: [OwnedField: String], last: LastChange? = nil
  ) {
    self.contact = contact
    self.party = party
    self.contactHash = contactHash
    self.partyHash = partyHash
    self.contactValues = contactValues
    self.partyValues = partyValues
    self.last = last
  }
}

/// How the last change that was sent to a contact ended.
package struct LastChange: Sendable, Equatable {
  package var state: ChangeState
  /// Of what was sent.
  package var bodyHash: UInt64
  /// How often that was sent.
  package var attempts: Int

  package init(state: ChangeState, bodyHash: UInt64, attempts: Int) {
    self.state = state
    self.bodyHash = bodyHash
    self.attempts = attempts
  }
}

/// Where a change of a contact stands; the raw value is the code in tables.
package enum ChangeState: String, Sendable, CaseIterable {
  /// Committed; the call may be under way.
  case sending
  /// Merge has taken it.
  case changed
  /// Refused; the same is not sent again.
  case rejected
  /// The answer was lost: the next read shows what became of it.
  case unknown
  /// The call was not made.
  case unsent
}
