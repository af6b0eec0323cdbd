import CSV
import ContactModel
import Extract
import FoundationEssentials
import Load
import MergeAPI
import Pipeline
import Postgres
import Sandbox
import Secrets
import Transform

/// The demonstration: the real code paths against a sandbox in this process and the private PostgreSQL.
struct Demo: Sendable {
  let composition: Composition
  let parties: Int

  private static let apiKey = "demo-api-key"

  func run() async throws {
    let clock = ContinuousClock()
    let begun = clock.now
    step("Starting the private PostgreSQL in \(composition.settings.home)")
    let connection = try await composition.database()
    try await connection.run { session in
      for id in DemoWorld.organizationIDs { try Accounts.purge(session, organization: id) }
    }
    step("Making up two organizations and their books in QuickBooks Online, Xero and NetSuite")
    let world = DemoWorld(parties: parties)
    let store = SandboxStore(options: SandboxOptions(apiKey: Self.apiKey))
    try await add(world, to: store, connection)

    let (backfill, nightly) = try await SandboxServer(store: store).withRunning { base in
      let merge = try MergeConnection(baseURL: base, apiKey: SecretText(Self.apiKey))
      return try await composition.withTools(connection: merge) { tools in
        let backfill = try await run("pipelines/backfill.yaml", "Reading the history", tools)
        step("A day goes by in the accounting systems: contacts are edited, added, archived, deleted")
        for account in world.accounts {
          try await store.putContacts(account.night(at: await store.now), in: account.id)
        }
        let nightly = try await run("pipelines/nightly.yaml", "Reading what changed", tools)
        return (backfill, nightly)
      }
    }
    try await show(backfill, nightly, connection, took: clock.now - begun)
    await connection.close()
  }

  private func add(_ world: DemoWorld, to store: SandboxStore, _ connection: Connection) async throws {
    let vault = try composition.vault()
    for account in world.accounts {
      let played = SandboxAccount(
        id: account.id, integration: account.integration, organizationName: account.organization)
      try await store.add(played)
      try await store.putContacts(account.contacts, in: account.id)
      let sealed = vault.seal(played.token, account: account.id)
      try await connection.run { session in
        _ = try Accounts.add(
          session, id: account.id, organization: account.organization, tokenSealed: sealed,
          integration: account.integration.slug)
      }
    }
    for organization in world.organizations {
      try await connection.run { session in
        var file = try PartiesCSV(bytes: organization.parties, name: organization.id)
        _ = try PartyLoader.upsert(session, organization: organization.id) { try file.next() }
      }
    }
  }

  private func run(_ path: String, _ what: String, _ tools: RunTools) async throws -> RunSummary {
    step("\(what): contactsync run \(path)")
    let file = try PipelineFile(path: path, text: readText(path))
    let policy = try PolicyFile.policy(for: file)
    let summary = try await PipelineRun(
      file: file, policy: policy, tools: tools,
      options: RunOptions(accounts: ["demo-netsuite", "demo-quickbooks", "demo-xero"])
    ).run()
    if let failure = summary.exitFailure { throw failure }
    return summary
  }

  private func show(
    _ backfill: RunSummary, _ nightly: RunSummary, _ connection: Connection, took: Duration
  ) async throws {
    print("\nThe history (\(backfill.pipeline))\n\n\(RunSummaryText(summary: backfill).rendered)\n")
    print("The night after (\(nightly.pipeline))\n\n\(RunSummaryText(summary: nightly).rendered)\n")
    let explanations = try await connection.run { session in
      try ReportReader.sampleMatches(session, organization: DemoWorld.organizationIDs[0]).map { account, contact in
        try Explanation(
          session, account: account, organization: DemoWorld.organizationIDs[0], contact: contact, against: nil,
          policy: .standard)
      }
    }
    let style = TextStyle.ofOutput(environment: composition.settings.environment)
    print("\nThree matches, and what they rest on (bits add up; 0 bits is as likely as not)\n")
    for explanation in explanations {
      print("\(explanation.contactName.printable)  (contact \(explanation.contactID) of \(explanation.account)) is")
      if let best = explanation.candidates.first { print(explanation.waterfall(best, style) + "\n") }
    }
    let files = nightly.reviewFiles.map(\.path).joined(separator: " and ")
    let example = explanations.first
    print(
      """
      For people to decide: \(files)

      What to type next (the data stay):
        contactsync report                                  what can be looked at
        contactsync report rpt_match_rate_daily
        contactsync report fct_links --format csv
        contactsync explain \(example?.contactID ?? "CONTACT") --account \(example?.account ?? "ACCOUNT")
        psql "$(contactsync db url)"
        contactsync db stop                                 when you are done
      (contactsync is \(CommandLine.arguments[0]))

      Done in \(took.components.seconds) s.
      """)
  }

  private func step(_ text: String) { complain("• \(text)") }
}
