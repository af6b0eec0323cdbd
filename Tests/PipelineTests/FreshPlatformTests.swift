import ContactModel
import FoundationEssentials
import Load
import Postgres
import Sandbox
import TestSupport
import Testing

/// A platform with 2,000 accounts in 100 organizations that installs the product: 40 accounts were revoked meanwhile, the
/// parties stand in the platform's own database, and 5,000 links are known already.
@Suite("A fresh platform")
struct FreshPlatformTests {
  static let organizations = 100
  static let accountsPerOrganization = 20
  static let revokedEvery = 50
  static let knownLinks = 5000

  struct Known: Sendable {
    var account: String
    var contact: String
    var remote: String
    var party: String
  }

  @Test("Its first nights: all but the revoked are settled, what was known stands, and links travel back")
  func nights() async throws {
    let store = SandboxStore(options: SandboxOptions(apiKey: World.apiKey))
    let known = try await fill(store)
    #expect(known.count == Self.knownLinks)
    let platform = try await platformDatabase()
    let database = try await TestDatabase.fresh()
    try await SandboxServer(store: store).withRunning { base in
      let world = World(store: store, database: database, baseURL: base)
      var program = try Program(database: database, baseURL: base)
      defer { program.remove() }
      program.environment["PLATFORM_DATABASE_URL"] = platform
      _ = try program.write(accountLines(), to: "accounts.ndjson")
      let accounts = try await program.run("accounts", "import", input: "accounts.ndjson")
      #expect(accounts.code == 0, "\(accounts.errors)")
      let links = try await program.run(
        "links", "import", try program.write(linksCSV(known), to: "known.csv"))
      // No contact has been read yet, so links by contact id are taken and those by remote id wait.
      #expect(links.code == 0, "\(links.errors)")

      let pipeline = try program.write(Self.pipeline, to: "nightly.yaml")
      let metrics = program.folder + "/run.prom"
      let first = try await program.run("run", pipeline, "--json", "--metrics-file", metrics)
      #expect(first.code == 2, "\(first.errors)")
      let figures = try #require(
        FileManager.default.contents(atPath: metrics).map { String(decoding: $0, as: UTF8.self) })
      #expect(figures.contains("contactsync_run_accounts{pipeline=\"nightly\",outcome=\"failed\"} 40"))
      let revoked = Set(Self.revokedAccounts)
      #expect(revoked.count == 40)
      for account in revoked { #expect(first.output.contains("\"\(account)\""), "\(account) is not named") }
      #expect(
        Set(
          try await world.column(
            "select linked_account_id from contactsync.run_account where outcome = 'failed'")) == revoked)

      let second = try await program.run("run", pipeline, "--fail-on", "new")
      #expect(second.code == 0, "\(second.errors)")

      try await expectKnownStand(known, revoked, world)
      let replay = try await program.run("links", "changes", "--since", "0")
      #expect(try replayed(replay.output) == (try await standing(world)))
    }
  }

  static let pipeline = """
    version: 1
    name: nightly
    concurrency: 8
    parties:
      query: >
        select party_id as id, organization, name, email_address, tax_number, phone_number, street_1, street_2, city,
          country_subdivision, zip_code, country, is_customer, is_supplier
        from business order by organization, party_id
      database_url_env: PLATFORM_DATABASE_URL
    extract: { since: watermark, overlap: 15m }
    """

  static func account(_ organization: Int, _ number: Int) -> String {
    "books-\(organization)-\(number)"
  }

  static var revokedAccounts: [String] {
    (0..<organizations * accountsPerOrganization).filter { $0 % revokedEvery == 0 }.map {
      account($0 / accountsPerOrganization, $0 % accountsPerOrganization)
    }
  }

  static func generator(_ organization: Int) -> BusinessGenerator {
    BusinessGenerator(seed: UInt64(9000 + organization), parties: 150)
  }

  /// The books of all accounts; the links that are known beforehand.
  private func fill(_ store: SandboxStore) async throws -> [Known] {
    var known: [Known] = []
    for organization in 0..<Self.organizations {
      var lines = Array(repeating: "", count: Self.accountsPerOrganization)
      var certain = 0
      var number = 0
      Self.generator(organization).forEachContact { labelled in
        let slot = number % Self.accountsPerOrganization
        number += 1
        lines[slot] += labelled.contact.line + "\n"
        guard labelled.parties.count == 1, !labelled.contact.isDeleted, certain < Self.knownLinks / Self.organizations
        else { return }
        certain += 1
        known.append(
          Known(
            account: Self.account(organization, slot), contact: labelled.contact.id, remote: labelled.contact.remoteID,
            party: labelled.parties[0]))
      }
      for (slot, contacts) in lines.enumerated() {
        let id = Self.account(organization, slot)
        try await store.add(SandboxAccount(id: id))
        try await store.putContacts(contacts, in: id)
      }
    }
    for account in Self.revokedAccounts { await store.add(Fault(.status(401), account: account, times: nil)) }
    return known
  }

  private func accountLines() -> String {
    (0..<Self.organizations).flatMap { organization in
      (0..<Self.accountsPerOrganization).map { slot in
        let id = Self.account(organization, slot)
        return #"{"id":"\#(id)","organization":"org-\#(organization)","token":"token-\#(id)","integration":"xero"}"#
      }
    }.joined(separator: "\n") + "\n"
  }

  /// The platform's own database: one table of all organizations' parties.
  private func platformDatabase() async throws -> String {
    let url = try await TestDatabase.empty()
    let connection = try await Connection.open(url)
    try await connection.run { session in
      try session.script(
        """
        create table business (
          organization text, party_id text, name text, email_address text, tax_number text, phone_number text,
          street_1 text, street_2 text, city text, country_subdivision text, zip_code text, country text,
          is_customer boolean, is_supplier boolean, primary key (organization, party_id)
        )
        """)
      try session.copyIn("copy business from stdin (format binary)") { copy in
        for organization in 0..<Self.organizations {
          try Self.generator(organization).forEachParty { party in
            try copy.beginRow(columns: 14)
            copy.text("org-\(organization)")
            for text in [
              party.id, party.name, party.email, party.tax, party.phone, party.street1, party.street2, party.city,
              party.subdivision, party.postcode, party.country,
            ] {
              copy.text(text)
            }
            copy.bool(party.isCustomer)
            copy.bool(party.isSupplier)
          }
        }
      }
    }
    await connection.close()
    return url
  }

  /// Half of the links by contact id, half by the accounting system's own id.
  private func linksCSV(_ known: [Known]) -> String {
    var csv = "linked_account_id,contact_id,remote_id,party_id\n"
    for (index, link) in known.enumerated() {
      csv +=
        index.isMultiple(of: 2)
        ? "\(link.account),\(link.contact),,\(link.party)\n" : "\(link.account),,\(link.remote),\(link.party)\n"
    }
    return csv
  }

  private func expectKnownStand(_ known: [Known], _ revoked: Set<String>, _ world: World) async throws {
    let imported = Set(
      try await world.column(
        "select linked_account_id || ' ' || contact_id || ' ' || party_id from reporting.fct_links where source = 'import'"
      ))
    let expected = Set(
      known.filter { !revoked.contains($0.account) }.map { "\($0.account) \($0.contact) \($0.party)" })
    #expect(expected.subtracting(imported).isEmpty, "\(expected.subtracting(imported).prefix(3))")
    #expect(imported.subtracting(expected).isEmpty)
  }

  private func standing(_ world: World) async throws -> [String: String] {
    let rows = try await world.column(
      "select linked_account_id || ' ' || contact_id || ' ' || party_id from reporting.fct_links")
    return Dictionary(
      rows.map { row in
        let cut = row.lastIndex(of: " ") ?? row.endIndex
        return (String(row[..<cut]), String(row[row.index(after: cut)...]))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The links that result from all changes in their order.
  private func replayed(_ output: String) throws -> [String: String] {
    struct Change: Decodable {
      var change: String
      var contactId: String
      var linkedAccountId: String
      var partyId: String
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    var links: [String: String] = [:]
    for line in output.split(separator: "\n") {
      let change = try decoder.decode(Change.self, from: Data(line.utf8))
      links["\(change.linkedAccountId) \(change.contactId)"] = change.change == "unlinked" ? nil : change.partyId
    }
    return links
  }
}
