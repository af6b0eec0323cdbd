import Load
import Pipeline
import Postgres
import Sandbox
import Testing
import Transform

@Suite("Rematching")
struct RematchTests {
  @Test("A stricter policy ends the links that it would not make, once it is told to, and people's links stay")
  func stricter() async throws {
    let books = Books(seed: 51, parties: 250)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      try await TestPolicy.strict { path, policy in
        _ = try await world.run(PipelineRunTests.backfill)
        let links = try await world.links()
        let before = try await world.fingerprint()
        let dry = try await Rematch(policy: policy, tools: world.trustTools, isApplied: false).run()
        let planned = try #require(dry.accounts.first?.changes)
        #expect(dry.runID == nil)
        #expect(planned.contacts == books.contacts.count)
        #expect(planned.dropped > 1 && planned.moved == 0 && planned.disputed == 0)
        #expect(try await world.fingerprint() == before, "a dry run writes nothing")
        #expect(try await world.scalar("select count(*)::text from contactsync.run") == "1")

        let nightly = PipelineRunTests.nightly + "transform: { policy: \(path) }\n"
        _ = try await world.run(nightly)
        #expect(try await world.links() == links, "a run moves nothing in silence")
        let disputes = "select contact_id from contactsync.review_item where kind = 'link_disputed' and state = 'open'"
        let disputed = try await world.column(disputes)
        #expect(disputed.count == planned.dropped)
        let kept = try #require(disputed.first)
        try await world.change("update contactsync.link set source = 'human' where contact_id = '\(kept)'")

        let applied = try await Rematch(policy: policy, tools: world.trustTools, isApplied: true).run()
        let done = try #require(applied.accounts.first)
        #expect(done.failure == nil)
        #expect(done.changes.dropped == planned.dropped - 1 && done.changes.linked == planned.linked)
        #expect(try await world.column(disputes) == [])
        let standing = try await world.links()
        #expect(standing.count == links.count - planned.dropped + 1)
        #expect(Set(standing).isSubset(of: links) && standing.contains { $0.contains(kept) })
        #expect(
          try await world.column("select distinct unlinked_by from contactsync.link where unlinked_at is not null")
            == ["rematch"])
        #expect(try await world.replayedLinks() == standing)
        #expect(
          try await world.column(
            "select pipeline || ' ' || outcome from reporting.fct_runs where run_id = \(applied.runID ?? 0)")
            == ["rematch done"])

        let again = try await Rematch(policy: policy, tools: world.trustTools, isApplied: true).run()
        #expect(again.accounts.first?.changes.dropped == 0 && again.accounts.first?.changes.linked == 0)
        #expect(try await world.links() == standing)
        let quiet = try await world.run(nightly)
        #expect(quiet.accounts.first?.settled == SettledCounts(), "the rematch settled everything for the next run")
      }
    }
  }

  static let header = "id,name,email_address,phone_number,street_1,city,zip_code,country\n"
  static let contact = """
    {"id":"c1","name":"Harbor Lane Bakery","email_address":"orders@harborlane.example","is_customer":true,\
    "phone_numbers":[{"number":"+1 415 555 0123"}],"addresses":[{"street_1":"12 Wharf Street","city":"San Francisco",\
    "zip_code":"94107","country":"US"}],"created_at":"2026-01-01T00:00:00Z","modified_at":"2026-01-01T00:00:00Z"}
    """
  static func bakery(_ id: String) -> String {
    "\(id),Harbor Lane Bakery,orders@harborlane.example,+1 415 555 0123,12 Wharf Street,San Francisco,94107,US\n"
  }

  @Test("A link moves where the parties changed under it, and its dispute closes")
  func moves() async throws {
    try await World.with(accounts: [("one", Self.contact)], parties: Self.header + Self.bakery("p1")) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      #expect(try await world.links() == ["one c1 p1"])
      let connection = try await Connection.open(world.database)
      let elsewhere = "p1,Quite Another Mining Co,info@mining.example,+1 907 555 0199,9 Shaft Road,Nome,99762,US\n"
      try await World.importParties(Self.header + elsewhere + Self.bakery("p2"), connection)
      await connection.close()
      _ = try await world.run(PipelineRunTests.nightly)
      #expect(try await world.links() == ["one c1 p1"])
      let dry = try await Rematch(policy: .standard, tools: world.trustTools, isApplied: false).run()
      #expect(dry.accounts.first?.changes.moved == 1)
      let applied = try await Rematch(policy: .standard, tools: world.trustTools, isApplied: true).run()
      #expect(applied.accounts.first?.changes == dry.accounts.first?.changes)
      #expect(try await world.links() == ["one c1 p2"])
      #expect(try await world.replayedLinks() == ["one c1 p2"])
      #expect(
        try await world.column("select kind || ' ' || state from contactsync.review_item") == ["link_disputed closed"])
    }
  }

  @Test("Where runs propose, a rematch proposes")
  func proposes() async throws {
    try await World.with(accounts: [("one", Self.contact)], parties: Self.header + Self.bakery("p1")) { world in
      _ = try await world.run(PipelineRunTests.backfill + "load: { links: propose }\n")
      let applied = try await Rematch(policy: .standard, tools: world.trustTools, isApplied: true).run()
      #expect(applied.accounts.first?.isProposal == true && applied.accounts.first?.changes.linked == 1)
      #expect(try await world.links() == [])
      _ = try await world.run(PipelineRunTests.nightly)
      #expect(try await world.links() == ["one c1 p1"])
    }
  }

  @Test("An account that another process holds fails, the others are done; one that was never settled is left out")
  func held() async throws {
    let accounts = [("busy", Self.contact), ("free", Self.contact)]
    try await World.with(accounts: accounts, parties: Self.header + Self.bakery("p1")) { world in
      let none = try await Rematch(policy: .standard, tools: world.trustTools, isApplied: true).run()
      #expect(none.accounts.isEmpty && none.runID == nil)
      _ = try await world.run(PipelineRunTests.backfill)
      let holder = try await Connection.open(world.database)
      let lease = try await holder.run { try AccountLease.acquire($0, account: "busy", seconds: 36_000) }
      #expect(lease != nil)
      let applied = try await Rematch(policy: .standard, tools: world.trustTools, isApplied: true).run()
      #expect(applied.accounts.map { $0.failure?.code } == ["held", nil])
      #expect(
        try await world.scalar("select outcome from contactsync.run where run_id = \(applied.runID ?? 0)") == "partial")
      await holder.close()
      await #expect(throws: TrustRefusal.self) {
        try await Rematch(policy: .standard, tools: world.trustTools, account: "nobody", isApplied: true).run()
      }
    }
  }

  @Test("Scoring that was interrupted is done again by the next run, whatever its policy")
  func interrupted() async throws {
    let books = Books(seed: 52, parties: 60)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let candidates =
        "select md5(string_agg(candidate::text, ',' order by contact_id, party_id)) from contactsync.candidate"
      let whole = try await world.scalar(candidates)
      let connection = try await Connection.open(world.database)
      try await connection.run { session in
        let lease = try #require(try AccountLease.acquire(session, account: "one"))
        try CandidateStore.beginRescoring(session, lease: lease)
        try session.execute("update contactsync.candidate set weight = weight + 1")
        try lease.release(session)
      }
      await connection.close()
      #expect(try await world.scalar(candidates) != whole)
      _ = try await world.run(PipelineRunTests.nightly)
      #expect(try await world.scalar(candidates) == whole)
    }
  }
}
