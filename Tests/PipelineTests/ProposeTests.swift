import Load
import Pipeline
import Testing

@Suite("Proposing before writing")
struct ProposeTests {
  @Test("Proposed matches become links with the first run that writes, and not before")
  func proposedThenWritten() async throws {
    let books = Books(seed: 41, parties: 200)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      let propose = "load: { links: propose }\n"
      #expect(try await world.run(PipelineRunTests.backfill + propose).outcome == .done)
      let matched = try await world.column(
        "select contact_id || ' ' || party_id from contactsync.decision where verdict = 'matched' order by 1")
      #expect(matched.count > 50)
      #expect(try await world.scalar("select count(*)::text from contactsync.review_item where state = 'open'") != "0")
      #expect(try await world.run(PipelineRunTests.nightly + propose).outcome == .done)
      #expect(try await world.scalar("select count(*)::text from contactsync.link") == "0")
      #expect(try await world.scalar("select count(*)::text from contactsync.link_change") == "0")

      let written = try await world.run(PipelineRunTests.nightly)
      #expect(written.accounts.first?.settled.matched == matched.count)
      let links = try await world.column("select contact_id || ' ' || party_id from reporting.fct_links order by 1")
      #expect(links == matched)
      let quiet = try await world.run(PipelineRunTests.nightly)
      #expect(quiet.accounts.first?.settled.matched == 0, "only what changed is settled again")
    }
  }
}
