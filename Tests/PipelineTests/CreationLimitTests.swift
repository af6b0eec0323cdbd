import ContactModel
import Load
import Pipeline
import Postgres
import Sandbox
import Testing

@Suite("Where and when contacts are created, and where not")
struct CreationLimitTests {
  @Test("The cap, the roles and the waiting time are kept, and each party is told why")
  func limits() async throws {
    let parties =
      Newcomers.csv(3) + Newcomers.row("p50", "Zinc Works", role: "false,true")
      + Newcomers.row("p51", "Zonal", role: ",")
    try await World.creating(parties: parties) { world in
      let yaml =
        "version: 1\nname: n\ncreate: { enabled: true, accounts: [books], after: 1d, cap: 2, roles: [customer] }\n"
      let early = try #require(try await world.run(yaml).accounts.first?.creations)
      #expect(early.held == [.tooNew: 3, .roleExcluded: 1, .roleUnknown: 1])
      try await world.change("update contactsync.party set created_at = created_at - interval '2 days'")
      try await world.change("update contactsync.run_account set finished_at = finished_at - interval '2 days'")
      let ripe = try #require(try await world.run(yaml).accounts.first?.creations)
      #expect(ripe.created == 2 && ripe.held == [.cap: 1, .roleExcluded: 1, .roleUnknown: 1])
      #expect(try await world.run(yaml).accounts.first?.creations?.created == 1)
    }
  }

  @Test("Nothing is created in an account that is stale, unread or only proposed for")
  func accountHolds() async throws {
    try await World.creating(parties: Newcomers.csv(1)) { world in
      func held(hours: Double, _ status: String, _ result: String) async throws -> [CreationHold: Int] {
        var account = try #require(await world.store.account("books"))
        account.status = status
        try await world.store.add(account)
        try await world.syncAgain(hours: hours, result: result)
        return try #require(try await world.run(World.creating).accounts.first?.creations).held
      }
      let stale = try await held(hours: 1, "RELINK_NEEDED", "DONE")
      #expect(stale == [.stale: 1])
      let partly = try await held(hours: 2, "COMPLETE", "PARTIALLY_SYNCED")
      #expect(partly == [.notReadWhole: 1])
      let failed = try await held(hours: 3, "COMPLETE", "FAILED")
      #expect(failed == [.notReadWhole: 1])
      try await world.change("update contactsync.linked_account set settled_links = 'propose'")
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      try await world.syncAgain(hours: 4)
      _ = try program.write(World.creating, to: "create.yaml")
      let plan = try await program.run("create", "plan", "--pipeline", "create.yaml")
      #expect(plan.output.contains("propose links"), "\(plan.output) \(plan.errors)")
      #expect(await world.posts() == 0)
    }
  }

  @Test("A dry run says what would be planned and sends nothing")
  func dryRun() async throws {
    try await World.creating(parties: Newcomers.csv(3)) { world in
      var options = RunOptions()
      options.isDryRun = true
      let dry = try #require(try await world.run(World.creating, options).accounts.first?.creations)
      #expect(dry.planned == 3 && dry.sent == 0)
      #expect(try await world.outbox() == [])
      #expect(await world.posts() == 0)
    }
  }

  @Test(
    "Parties are created in the account that they name where that is allowed, the others in those that the file names")
  func targets() async throws {
    let parties =
      "id,name,is_customer,linked_account_id\np1,Alder Bakery,true,other\np2,Birchwood,true,books\np3,Cedar,true,\n"
    try await World.with(accounts: [("books", ""), ("other", "")], parties: parties) { world in
      for id in ["books", "other"] { try await world.store.add(SandboxAccount(id: id, integration: World.ledger)) }
      _ = try await world.run(PipelineRunTests.nightly)
      let own = "version: 1\nname: n\ncreate: { enabled: true, own_account: true, after: 0s }\n"
      _ = try await world.run(own)
      let created = try await world.column(
        "select linked_account_id || ' ' || party_id from contactsync.creation where state = 'created' order by 1")
      #expect(created == ["books p2", "other p1"])
      _ = try await world.run(World.creating)
      #expect(try await world.outbox() == ["p1 created", "p2 created", "p3 created"])
      #expect(
        try await world.scalar("select linked_account_id from contactsync.creation where party_id = 'p3'") == "books")
    }
  }
}
