/// "This contact is this party", as it was known before contactsync came.
package struct KnownLink: Sendable, Hashable {
  package var account: String
  package var contact: Contact
  package var party: String

  /// How the contact is named.
  package enum Contact: Sendable, Hashable {
    /// By Merge's id.
    case id(String)
    /// By the accounting system's own id.
    case remoteID(String)
  }

  package init(account: String, contact: Contact, party: String) {
    self.account = account
    self.contact = contact
    self.party = party
  }
}

/// What became of a known link.
package struct KnownLinkVerdict: Sendable, Hashable {
  /// The raw value is the word that people see.
  package enum Word: String, Sendable, CaseIterable {
    /// It is a judgement now; the next run links.
    case applied
    /// Its contact, or any party of its organization, is not known yet: a run takes it as soon as it is.
    case waiting
    /// It was known already.
    case unchanged
    /// A person or an import said otherwise; nothing was overwritten.
    case conflict
    case unknownAccount = "unknown_account"
    /// The organization has no such party, or it is retired.
    case unknownParty = "unknown_party"
    /// Several contacts have the remote id.
    case ambiguous
    /// The row cannot be read.
    case invalid
  }

  package var word: Word
  /// What is in the way, by ids only; nil where nothing is.
  package var detail: String?

  package init(_ word: Word, _ detail: String? = nil) {
    self.word = word
    self.detail = detail
  }

  /// It is, or will be, heeded.
  package var isTaken: Bool {
    switch word {
    case .applied, .waiting, .unchanged: true
    case .conflict, .unknownAccount, .unknownParty, .ambiguous, .invalid: false
    }
  }
}
