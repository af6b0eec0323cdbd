/// A contact by its account and Merge's id.
package struct ContactKey: Sendable, Hashable {
  package var account: String
  package var id: String

  package init(account: String, id: String) {
    self.account = account
    self.id = id
  }
}

/// A person of one organization: the contacts and parties that stand for them.
package struct Subject: Sendable, Hashable {
  package var organization: String
  package var contacts: [ContactKey]
  package var parties: [String]

  package init(organization: String, contacts: [ContactKey], parties: [String]) {
    self.organization = organization
    self.contacts = contacts
    self.parties = parties
  }

  /// A text that only this person's records hold, such as a name, as it stands in JSON: what is known of records whose id
  /// could not be read.
  package struct Trace: Sendable, Hashable {
    package var account: String
    /// With its quotes.
    package var json: String

    package init(account: String, json: String) {
      self.account = account
      self.json = json
    }
  }
}
