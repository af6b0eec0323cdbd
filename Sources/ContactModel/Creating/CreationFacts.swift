/// What is known of a party in an account before it is decided whether it is created there.
package struct CreationParty: Sendable, Hashable {
  package enum Link: Sendable, Hashable {
    case none
    case ended
    case standing
  }

  package var id: String
  package var name: String?
  package var isCustomer: Flag
  package var isSupplier: Flag
  /// The linked account that the party names; nil: none.
  package var account: String?
  package var isRetired: Bool
  /// Of the party or one that was merged into it.
  package var link: Link
  /// Of the party, or (final states) of one that was merged into it.
  package var creation: CreationState?
  /// What a refused creation may be tried again for: the party changed since, or the account's credentials were the reason.
  package var isRenewed: Bool
  package var hasWaitingLink: Bool
  package var isJudgedSame: Bool
  package var isInReview: Bool
  /// Since when nothing stood in the way but its being new: imported, the account first settled, out of review.
  package var unmatchedSince: Timestamp
  /// The party revision at which it last changed.
  package var revision: Int64
  /// Merge's names of the fields that have a value.
  package var fields: Set<String>
  /// The person was erased: nothing but the id is held.
  package var isErased: Bool

  package init(
    id: String, name: String?, isCustomer: Flag = .unknown, isSupplier: Flag = .unknown, account: String? = nil,
    isRetired: Bool = false, link: Link = .none, creation: CreationState? = nil, isRenewed: Bool = false,
    hasWaitingLink: Bool = false, isJudgedSame: Bool = false, isInReview: Bool = false,
    unmatchedSince: Timestamp = Timestamp(microseconds: 0), revision: Int64 = 0, fields: Set<String> = [],
    isErased: Bool = false
  ) {
    self.id = id
    self.name = name
    self.isCustomer = isCustomer
    self.isSupplier = isSupplier
    self.account = account
    self.isRetired = isRetired
    self.link = link
    self.creation = creation
    self.isRenewed = isRenewed
    self.hasWaitingLink = hasWaitingLink
    self.isJudgedSame = isJudgedSame
    self.isInReview = isInReview
    self.unmatchedSince = unmatchedSince
    self.revision = revision
    self.fields = fields
    self.isErased = isErased
  }
}

/// A contact that was compared with a party and kept as its candidate, whatever was decided.
package struct CreationLikeness: Sendable, Hashable {
  package var party: String
  package var contact: String
  /// Bits, without prior and ruling.
  package var weight: Float
  package var levels: Levels
  /// It is linked to another party.
  package var isTaken: Bool

  package init(party: String, contact: String, weight: Float, levels: Levels, isTaken: Bool) {
    self.party = party
    self.contact = contact
    self.weight = weight
    self.levels = levels
    self.isTaken = isTaken
  }
}

/// A contact's name, whatever its role and state: archived and deleted ones count.
package struct ContactName: Sendable, Hashable {
  package var contact: String
  package var name: String
  /// The party that it is linked to; nil: none.
  package var party: String?
  /// The person was erased, and Merge still shows the contact.
  package var isErased: Bool

  package init(contact: String, name: String, party: String? = nil, isErased: Bool = false) {
    self.contact = contact
    self.name = name
    self.party = party
    self.isErased = isErased
  }
}

/// A contact and a party of which somebody said that they are not the same; `party` nil: the contact is none of them.
package struct RefusedPair: Sendable, Hashable {
  package var contact: String
  package var party: String?

  package init(contact: String, party: String?) {
    self.contact = contact
    self.party = party
  }
}
