package import ContactModel
package import Postgres
import SQLFiles

/// Finds what is held of a person.
package enum SubjectReader {
  /// An account with its organization.
  package struct Place: Sendable, Hashable {
    package var account: String
    package var organization: String
  }

  /// The accounts in which something is held of a contact.
  package static func places(
    _ session: borrowing Session, ofContact id: String, account: String?
  ) throws -> [Place] {
    places(try session.execute(Query.subjectContactAccounts.sql, [.text(id), .text(account)]))
  }

  /// The accounts that somebody was erased from.
  package static func erasedPlaces(_ session: borrowing Session, account: String?) throws -> [Place] {
    places(try session.execute(Query.erasedAccounts.sql, [.text(account)]))
  }

  private static func places(_ rows: Rows) -> [Place] {
    rows.map { Place(account: $0.text(0) ?? "", organization: $0.text(1) ?? "") }
  }

  /// The organizations that know a party, erased or not.
  package static func organizations(
    _ session: borrowing Session, ofParty id: String, organization: String?
  ) throws -> [String] {
    try session.execute(Query.subjectPartyOrganizations.sql, [.text(id), .text(organization)]).compactMap { $0.text(0) }
  }

  /// Who is named: a contact or a party.
  package enum Named: Sendable, Hashable {
    case contact(ContactKey)
    case party(String)
  }

  /// The person that somebody stands for.
  ///
  /// - Parameter isAlone: nobody but who is named; false: with all that links and mergers of parties say is the same.
  package static func subject(
    _ session: borrowing Session, organization: String, _ named: Named, isAlone: Bool
  ) throws -> Subject {
    let seed: [Parameter] =
      switch named {
      case .contact(let key): [.text(key.account), .text(key.id), .null]
      case .party(let id): [.null, .null, .text(id)]
      }
    let rows = try session.execute(Query.subjectMembers.sql, [.text(organization)] + seed + [.bool(!isAlone)])
    var subject = Subject(organization: organization, contacts: [], parties: [])
    for row in rows {
      let id = row.text(2) ?? ""
      if row.text(0) == "c" {
        subject.contacts.append(ContactKey(account: row.text(1) ?? "", id: id))
      } else {
        subject.parties.append(id)
      }
    }
    return subject
  }

  /// By which texts records without an id are known to be of the person.
  package static func traces(_ session: borrowing Session, _ subject: Subject) throws -> [Subject.Trace] {
    try session.execute(
      Query.subjectTraces.sql,
      [.textArray(subject.contacts.map(\.account)), .textArray(subject.contacts.map(\.id))]
    ).map { Subject.Trace(account: $0.text(0) ?? "", json: $0.text(1) ?? "") }
  }

  /// One row of what is held.
  package struct Held: Sendable {
    /// The table, such as `contact_versions`.
    package var section: String
    /// The whole row as a JSON object.
    package var json: String
    /// Of a rejected record the form as received.
    package var raw: [UInt8]?
  }

  /// All that is held of a person in the database, by section.
  package static func held(
    _ session: borrowing Session, _ subject: Subject, traces: [Subject.Trace]
  ) throws -> [Held] {
    try session.execute(
      Query.subjectExport.sql,
      [
        .text(subject.organization), .textArray(subject.contacts.map(\.account)),
        .textArray(subject.contacts.map(\.id)), .textArray(subject.parties), .textArray(traces.map(\.account)),
        .textArray(traces.map(\.json)),
      ]
    ).map { Held(section: $0.text(0) ?? "", json: $0.text(1) ?? "{}", raw: $0.bytes(2)) }
  }
}
