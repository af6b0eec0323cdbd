package import ContactModel
internal import Extract
internal import Load
package import Postgres

/// Who a command means: a contact or a party by its id, and where it is.
package struct SubjectSearch: Sendable {
  /// One of the two is given.
  package var contact: String?
  package var party: String?
  /// nil: it must be the only one that knows the id.
  package var account: String?
  package var organization: String?
  /// Nobody but who is named, whatever is linked to them.
  package var isAlone: Bool

  package init(contact: String?, party: String?, account: String?, organization: String?, isAlone: Bool) {
    self.contact = contact
    self.party = party
    self.account = account
    self.organization = organization
    self.isAlone = isAlone
  }

  /// Why nobody is meant.
  package enum Refusal: Error, Sendable, CustomStringConvertible {
    case unknownAccount(String)
    case unknownContact(String, account: String?)
    case severalAccounts(String, [String])
    case unknownParty(String, organization: String?)
    case severalOrganizations(String, [String])

    package var description: String {
      switch self {
      case .unknownAccount(let id):
        "no linked account has the id \(id); `contactsync accounts list` shows those there are"
      case .unknownContact(let id, let account):
        "nothing is held of a contact '\(id)'" + (account.map { " in the account \($0)" } ?? "")
      case .severalAccounts(let id, let accounts):
        "several accounts know the contact '\(id)', name one with --account: \(accounts.joined(separator: ", "))"
      case .unknownParty(let id, let organization):
        "there is no party '\(id)'" + (organization.map { " in the organization \($0)" } ?? "")
      case .severalOrganizations(let id, let organizations):
        "several organizations know the party '\(id)', name one with --organization: "
          + organizations.joined(separator: ", ")
      }
    }
  }

  /// Who is named, and in which organization.
  struct Found: Sendable {
    var organization: String
    var named: SubjectReader.Named
  }

  /// - Parameter keys: by which somebody who was erased, and left nothing, is known; nil: they are not known.
  func find(_ session: borrowing Session, keys: ErasureKeys?) throws -> Found {
    if let account, try !Accounts.list(session).contains(where: { $0.account == account }) {
      throw Refusal.unknownAccount(account)
    }
    if let contact {
      var places = try SubjectReader.places(session, ofContact: contact, account: account)
      if places.isEmpty, let keys {
        for place in try SubjectReader.erasedPlaces(session, account: account) {
          let erased = try ErasedContacts.read(session, account: place.account) { keys }
          if erased.contains(contact: contact, remoteID: nil) { places.append(place) }
        }
      }
      guard let place = places.first else { throw Refusal.unknownContact(contact, account: account) }
      guard places.count == 1 else { throw Refusal.severalAccounts(contact, places.map(\.account)) }
      return Found(
        organization: place.organization, named: .contact(ContactKey(account: place.account, id: contact)))
    }
    let party = party ?? ""
    let organizations = try SubjectReader.organizations(session, ofParty: party, organization: organization)
    guard let found = organizations.first else { throw Refusal.unknownParty(party, organization: organization) }
    guard organizations.count == 1 else { throw Refusal.severalOrganizations(party, organizations) }
    return Found(organization: found, named: .party(party))
  }

  /// All that is held of the person in the database.
  package struct Held: Sendable {
    package var subject: Subject
    /// Rows as JSON objects by table, such as `contact_versions`; of rejected records with their raw form.
    package var sections: [(name: String, rows: [(json: String, raw: [UInt8]?)])]
  }

  /// Reads all that is held.
  ///
  /// - Throws: ``Refusal``, PostgresError.
  package func held(_ session: borrowing Session) throws -> Held {
    try session.transaction(.storedSnapshot) { session in
      let found = try find(session, keys: nil)
      let subject = try SubjectReader.subject(
        session, organization: found.organization, found.named, isAlone: isAlone)
      let traces = try SubjectReader.traces(session, subject)
      var held = Held(subject: subject, sections: [])
      for row in try SubjectReader.held(session, subject, traces: traces) {
        if held.sections.last?.name != row.section { held.sections.append((row.section, [])) }
        held.sections[held.sections.count - 1].rows.append((row.json, row.raw))
      }
      return held
    }
  }
}
