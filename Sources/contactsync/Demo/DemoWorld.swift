import ContactModel
import Sandbox

/// The demo's made-up world: two organizations, three accounting systems.
struct DemoWorld {
  struct Account {
    var id: String
    var organization: String
    var integration: Integration
    /// Contacts as NDJSON.
    var contacts: [UInt8]
    /// The contacts that the accounting system's people change until the next night, as they are afterwards.
    var night: [GeneratedContact]

    /// The changed contacts as NDJSON, all changed at one instant.
    func night(at instant: Timestamp) -> [UInt8] {
      let lines = night.map { contact in
        var contact = contact
        contact.modifiedAt = instant
        return contact.line
      }
      return Array(lines.joined(separator: "\n").utf8)
    }
  }

  struct Organization {
    var id: String
    /// Parties as CSV.
    var parties: [UInt8]
  }

  static let organizationIDs = ["demo-harbor", "demo-meadow"]

  var organizations: [Organization]
  var accounts: [Account]

  /// - Parameter parties: of the larger organization.
  init(parties: Int) {
    let harbor = BusinessGenerator(seed: 2026, parties: parties, style: .quickBooks)
    let harborXero = BusinessGenerator(seed: 2026, parties: parties, style: .xero)
    let meadow = BusinessGenerator(seed: 11, parties: parties / 2, style: .netSuite)
    organizations = [
      Organization(id: Self.organizationIDs[0], parties: Self.csv(harbor)),
      Organization(id: Self.organizationIDs[1], parties: Self.csv(meadow)),
    ]
    // The organization keeps some of its contacts in QuickBooks and the others in Xero.
    accounts = [
      Self.account("demo-quickbooks", Self.organizationIDs[0], .quickBooks, harbor) { $0 % 2 == 0 },
      Self.account("demo-xero", Self.organizationIDs[0], .xero, harborXero) { $0 % 2 == 1 },
      Self.account("demo-netsuite", Self.organizationIDs[1], .netSuite, meadow) { _ in true },
    ]
  }

  private static func csv(_ generator: BusinessGenerator) -> [UInt8] {
    var text = GeneratedParty.header + "\n"
    generator.forEachParty { text += $0.row + "\n" }
    return Array(text.utf8)
  }

  private static func account(
    _ id: String, _ organization: String, _ integration: Integration, _ generator: BusinessGenerator,
    where isTaken: (Int) -> Bool
  ) -> Account {
    var contacts: [BusinessGenerator.LabelledContact] = []
    var number = 0
    generator.forEachContact { labelled in
      let party = labelled.parties.first.flatMap { Int($0.dropFirst()) }
      if isTaken(party ?? number) { contacts.append(labelled) }
      number += 1
    }
    let lines = contacts.map(\.contact.line).joined(separator: "\n")
    let night = generator.night(after: contacts, seed: 1, at: Timestamp(microseconds: 0))
    return Account(
      id: id, organization: organization, integration: integration, contacts: Array(lines.utf8),
      night: (night.edited + night.added + night.archived + night.deleted).map(\.contact))
  }
}
