import Load
import Pipeline
import Postgres
import Testing
import Transform

@Suite("Taking a run back")
struct ReversalTests {
  @Test("Its automatic links end and wait for people, whatever runs come, and a second time changes nothing")
  func reverts() async throws {
    let books = Books(seed: 61, parties: 150)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      let run = try #require(try await world.run(PipelineRunTests.backfill).runID)
      let links = try await world.links()
      let imported = try #require(links.first)
      let contact = try #require(imported.split(separator: " ").dropFirst().first)
      try await world.change("update contactsync.link set source = 'import' where contact_id = '\(contact)'")

      let reversal = Reversal(run: run, policy: .standard, tools: world.trustTools)
      let done = try await reversal.revert()
      #expect(done.accounts.map(\.linksEnded) == [links.count - 1])
      #expect(done.accounts.map(\.sentToReview) == [links.count - 1])
      #expect(try await world.links() == [imported])
      #expect(try await world.replayedLinks() == [imported])
      #expect(
        try await world.column("select distinct unlinked_by from contactsync.link where unlinked_at is not null")
          == ["revert"])
      let items = """
        select count(*)::text from contactsync.review_item
        where state = 'open' and reasons[1] = 'reverted' and jsonb_array_length(candidates) > 0
          and jsonb_array_length(candidates -> 0 -> 'evidence') > 0
        """
      #expect(try await world.scalar(items) == String(links.count - 1))
      let before = try await world.fingerprint()
      let again = try await reversal.revert()
      #expect(again.runID == nil && again.accounts.isEmpty)
      #expect(try await world.fingerprint() == before)

      _ = try await world.run(PipelineRunTests.nightly)
      _ = try await world.run(PipelineRunTests.backfill)
      #expect(try await world.links() == [imported], "no run links them again")
      #expect(try await world.scalar(items) == String(links.count - 1))

      let parts = try #require(links.last).split(separator: " ").map(String.init)
      let (judged, party) = (parts[1], parts[2])
      try await world.judge(judged, party, "same")
      _ = try await world.run(PipelineRunTests.nightly)
      #expect(try await world.links() == [imported, links.last].compactMap { $0 })
      #expect(
        try await world.scalar("select source from reporting.fct_links where contact_id = '\(judged)'") == "human")
      #expect(try await world.replayedLinks() == [imported, links.last].compactMap { $0 })
    }
  }

  @Test("What a person refuses is left to the rules again, without the party that was refused")
  func refused() async throws {
    try await World.with(
      accounts: [("one", RematchTests.contact)], parties: RematchTests.header + RematchTests.bakery("p1")
    ) { world in
      let run = try #require(try await world.run(PipelineRunTests.backfill).runID)
      _ = try await Reversal(run: run, policy: .standard, tools: world.trustTools).revert()
      try await world.judge("c1", "p1", "different")
      _ = try await world.run(PipelineRunTests.nightly)
      #expect(try await world.links() == [])
      #expect(
        try await world.column("select verdict || ' ' || reasons[1] from contactsync.decision") == [
          "unmatched judged_different"
        ])
      #expect(try await world.column("select state from contactsync.review_item") == ["closed"])
    }
  }

  @Test("Only in the account that is named; an account that is held fails alone; an unknown run is refused")
  func accounts() async throws {
    let accounts = [("one", RematchTests.contact), ("two", RematchTests.contact)]
    try await World.with(accounts: accounts, parties: RematchTests.header + RematchTests.bakery("p1")) { world in
      let run = try #require(try await world.run(PipelineRunTests.backfill).runID)
      let tools = world.trustTools
      _ = try await Reversal(run: run, policy: .standard, tools: tools, account: "one").revert()
      #expect(try await world.links() == ["two c1 p1"])
      let holder = try await tools.connect()
      let lease = try await holder.run { try AccountLease.acquire($0, account: "two", seconds: 36_000) }
      #expect(lease != nil)
      let held = try await Reversal(run: run, policy: .standard, tools: tools).revert()
      #expect(held.accounts.map { $0.failure?.code } == ["held"])
      #expect(try await world.links() == ["two c1 p1"])
      await holder.close()
      await #expect(throws: TrustRefusal.self) {
        try await Reversal(run: 999, policy: .standard, tools: tools).revert()
      }
    }
  }
}
