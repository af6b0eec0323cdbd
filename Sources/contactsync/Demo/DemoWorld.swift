import Sandbox

/// The demo's made-up world: two organizations, three accounting systems.
struct DemoWorld {
  struct Account {
    var id: String
    var organization: String
    var integration: Integration
    /// Contacts as NDJSON.
    var contacts: [UInt8]
    /// What the accounting system's people do until the next night, as NDJSON.
    var night: [UInt8]
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
    // One business keeps some of its contacts in QuickBooks and the others in Xero.
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
    var contacts: [GeneratedContact] = []
    var number = 0
    generator.forEachContact { labelled in
      if isTaken(number) { contacts.append(labelled.contact) }
      number += 1
    }
    let lines = contacts.map(\.line).joined(separator: "\n")
    let night = generator.nightOfChanges(contacts)
    return Account(
      id: id, organization: organization, integration: integration, contacts: Array(lines.utf8),
      night: Array(night.utf8))
  }
}
