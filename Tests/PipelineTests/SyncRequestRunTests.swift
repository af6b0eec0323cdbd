import FoundationEssentials
import Load
import MergeAPI
import Pipeline
import Postgres
import Sandbox
import Synchronization
import TestSupport
import Testing

@Suite("Runs answer the requests of webhooks that they saw before they began to read")
struct SyncRequestRunTests {
  private static func ask(_ world: World, _ accounts: String..., count: Int = 1) async throws {
    let connection = try await Connection.open(world.database)
    let wishes = accounts.flatMap { account in
      Array(repeating: SyncRequests.Wish(account: account, mergeAccount: nil, reason: "Contact.changed"), count: count)
    }
    try await connection.run { session in
      try session.transaction { session in _ = try SyncRequests.post(session, wishes) }
    }
    await connection.close()
  }

  private static func open(_ world: World) async throws -> [String] {
    try await world.column(
      """
      select linked_account_id || ' ' || request_count from contactsync.sync_request where request_count > 0 order by 1
      """)
  }

  private static let books = Books(seed: 91, parties: 30)

  @Test("A nightly run answers those of the accounts that it settled, and of no others")
  func nightly() async throws {
    try await World.with(accounts: [("one", Self.books.lines), ("two", "")], parties: Self.books.parties) { world in
      try await Self.ask(world, "one", "two", count: 3)
      await world.store.add(Fault(.status(401), account: "two", path: "/contacts", times: nil))
      _ = try await world.run(PipelineRunTests.nightly)
      #expect(try await Self.open(world) == ["two 3"])
    }
  }

  @Test("What comes while a run reads stays open")
  func meanwhile() async throws {
    try await World.with(accounts: [("one", Self.books.lines)], parties: Self.books.parties) { world in
      try await Self.ask(world, "one", count: 2)
      let asked = Mutex(false)
      _ = try await world.run(
        PipelineRunTests.nightly, RunOptions(),
        around: { transport in
          { call in
            let isFirst =
              call.url.contains("/contacts")
              && asked.withLock { asked in
                defer { asked = true }
                return !asked
              }
            if isFirst { try await Self.ask(world, "one") }
            return try await transport(call)
          }
        })
      #expect(try await Self.open(world) == ["one 1"])
    }
  }

  @Test(
    "A run that does not read all that had changed answers nothing",
    arguments: [
      "version: 1\nname: t\nextract: { since: 2030-01-01T00:00:00Z }\n",
      "version: 1\nname: t\nextract: { since: beginning, until: 2020-01-01T00:00:00Z }\n",
    ])
  func partly(yaml: String) async throws {
    try await World.with(accounts: [("one", Self.books.lines)], parties: Self.books.parties) { world in
      try await Self.ask(world, "one")
      _ = try await world.run(yaml.replacing("\\\n", with: "\n"))
      #expect(try await Self.open(world) == ["one 1"])
      var rehearsal = RunOptions()
      rehearsal.isDryRun = true
      _ = try await world.run(PipelineRunTests.nightly, rehearsal)
      #expect(try await Self.open(world) == ["one 1"])
    }
  }

  @Test("A run that goes on with the window of an earlier one answers nothing; the next one does")
  func resumed() async throws {
    let paged = "version: 1\nname: nightly\nextract: { since: watermark, page_size: 10 }\n"
    try await World.with(accounts: [("one", Self.books.lines)], parties: Self.books.parties) { world in
      let pages = Mutex(0)
      let broken = try await world.run(
        paged, RunOptions(),
        around: { transport in
          { call in
            let page =
              call.url.contains("/contacts?")
              ? pages.withLock { pages in
                pages += 1
                return pages
              } : 0
            if page > 1 { throw TransportFailure.broken }
            return try await transport(call)
          }
        })
      #expect(broken.accounts.first?.failure != nil)
      try await Self.ask(world, "one")
      #expect(try await world.run(paged).outcome == .done)
      #expect(try await Self.open(world) == ["one 1"])
      #expect(try await world.run(paged).outcome == .done)
      #expect(try await Self.open(world) == [])
    }
  }

  @Test("The pipeline of short runs is the nightly one without parties, review files and writing back")
  func shortened() throws {
    let path = "\(repositoryRoot)/pipelines/nightly.yaml"
    let nightly = try PipelineFile(path: path, text: String(contentsOfFile: path, encoding: .utf8)).shortened
    let builtIn = try PipelineFile.ofRequests()
    #expect(nightly.name == "webhooks" && builtIn.name == "webhooks")
    #expect(
      nightly.overlapSeconds == builtIn.overlapSeconds && nightly.pageSize == builtIn.pageSize
        && nightly.requiresFreshSync == builtIn.requiresFreshSync && nightly.writesLinks == builtIn.writesLinks
        && nightly.maximumReviewRate == builtIn.maximumReviewRate
        && nightly.maximumDeletedRate == builtIn.maximumDeletedRate
        && nightly.maximumRejectedRate == builtIn.maximumRejectedRate && nightly.policyPath == builtIn.policyPath)
    #expect(nightly.reviewCSV == nil && nightly.parties == nil && nightly.creation == nil && nightly.updates == nil)
  }
}
