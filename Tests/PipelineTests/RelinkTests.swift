import ContactModel
import Load
import Pipeline
import Postgres
import Sandbox
import Secrets
import Testing
import Transform

@Suite("An account that was deleted at Merge and linked anew")
struct RelinkTests {
  @Test(
    "Links and judgements stand on the new ids after one run, nothing is created, only old ids are buried",
    arguments: [PipelineRunTests.nightly, PipelineRunTests.backfill])
  func everythingFollows(pipeline: String) async throws {
    let books = Books(seed: 101, parties: 250, style: .netSuite)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      try await world.saySomething()
      _ = try await world.run(PipelineRunTests.nightly)
      let before = try await Remote.standing(in: world)
      let old = Set(try await world.column("select contact_id from contactsync.contact"))
      let merge = try await world.scalar("select merge_account_id from contactsync.linked_account")

      let token = try await world.store.relinkAnew(account: "one")
      let refused = try await world.run(pipeline)
      #expect(refused.accounts.first?.failure?.code == "unauthorized")
      #expect(try await Remote.standing(in: world).differences(from: before) == [], "a refused token buries nothing")
      try await world.replaceToken(of: "one", token)
      let run = try await world.run(pipeline)
      #expect(run.outcome == .done, "\(run.accounts.first?.failure?.text ?? "")")

      let after = try await Remote.standing(in: world)
      #expect(after.differences(from: before) == [])
      let relinked = try #require(run.accounts.first?.relinked)
      #expect(relinked.links == before.links.count && relinked.contacts == old.count && relinked.unclear == 0)
      #expect(relinked.missing == 0 && relinked.buried == old.count)
      let linked = Set(try await world.column("select contact_id from reporting.fct_links"))
      #expect(linked.isDisjoint(with: old) && !linked.isEmpty)
      #expect(
        Set(try await world.column("select contact_id from contactsync.contact where deleted_at is not null")) == old)
      #expect(try await world.replayedLinks() == world.links())
      #expect(
        try await world.column(
          "select distinct unlinked_by from contactsync.link where unlinked_at is not null order by 1")
          == ["human", "relink"])
      let open = Set(try await world.column("select contact_id from contactsync.review_item where state = 'open'"))
      #expect(open.isDisjoint(with: old))
      #expect(try await world.scalar("select count(*)::text from contactsync.creation") == "0")
      #expect(try await world.scalar("select merge_account_id from contactsync.linked_account") != merge)
      #expect(
        try await world.scalar("select rows_absent::text from reporting.fct_runs where run_id = \(run.runID ?? 0)")
          == String(old.count))
      #expect(try await world.scalar("select count(*)::text from contactsync.sweep_seen") == "0")
      #expect(
        try await world.scalar("select count(*)::text from contactsync.contact_version where deleted_at is null")
          == String(old.count))

      let fingerprint = try await world.fingerprint()
      let quiet = try await world.run(PipelineRunTests.nightly)
      #expect(quiet.outcome == .done && quiet.accounts.first?.relinked == nil)
      #expect(try await world.fingerprint() == fingerprint)
    }
  }

  @Test("A second new linking follows the first, past contacts that were buried with it")
  func twice() async throws {
    let books = Books(seed: 102, parties: 80)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      try await world.saySomething()
      _ = try await world.run(PipelineRunTests.nightly)
      let before = try await Remote.standing(in: world)
      for _ in 0..<2 {
        try await world.replaceToken(of: "one", world.store.relinkAnew(account: "one"))
        #expect(try await world.run(PipelineRunTests.nightly).outcome == .done)
        #expect(try await Remote.standing(in: world).differences(from: before) == [])
        #expect(try await world.replayedLinks() == world.links())
      }
    }
  }

  @Test(
    "Interrupted between pages, nothing is buried or moved; the next run goes on and ends the same", arguments: [1, 2])
  func interrupted(pages: Int) async throws {
    let books = Books(seed: 103, parties: 300)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      try await world.saySomething()
      _ = try await world.run(PipelineRunTests.nightly)
      let before = try await Remote.standing(in: world)
      try await world.replaceToken(of: "one", world.store.relinkAnew(account: "one"))
      await world.store.add(Fault(.status(500), path: "/contacts", skip: pages, times: nil))
      let broken = try await world.run(PipelineRunTests.nightly)
      #expect(broken.accounts.first?.failure?.code == "server_trouble")
      #expect(try await Remote.standing(in: world).differences(from: before) == [])
      #expect(
        try await world.scalar("select count(*)::text from contactsync.contact where deleted_at is not null") == "0")
      let rematch = try await Rematch(policy: .standard, tools: world.trustTools, isApplied: true).run()
      #expect(rematch.accounts.first?.failure?.text.contains("linked anew") == true)
      #expect(try await Remote.standing(in: world).differences(from: before) == [])

      await world.store.removeFaults()
      await world.store.clearLog()
      #expect(try await world.run(PipelineRunTests.nightly).outcome == .done)
      #expect(try await Remote.standing(in: world).differences(from: before) == [])
      #expect(await !world.cursorsServed().contains(""), "the pages that were read are not read again")
      #expect(try await world.replayedLinks() == world.links())
    }
  }

  @Test("A window that was begun under the old id is not gone on with")
  func otherWindow() async throws {
    let books = Books(seed: 104, parties: 200)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let before = try await Remote.standing(in: world)
      await world.store.add(Fault(.status(500), path: "/contacts", skip: 1, times: nil))
      #expect(try await world.run(PipelineRunTests.backfill).outcome == .temporary)
      await world.store.removeFaults()
      try await world.replaceToken(of: "one", world.store.relinkAnew(account: "one"))
      let run = try await world.run(PipelineRunTests.backfill)
      #expect(run.accounts.first?.rows.inserted == books.contacts.count)
      #expect(try await Remote.standing(in: world).differences(from: before) == [])
    }
  }

  @Test("Until Merge's own first sync is whole, nothing is read")
  func unfinishedSync() async throws {
    let books = Books(seed: 105, parties: 60)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let before = try await Remote.standing(in: world)
      try await world.replaceToken(of: "one", world.store.relinkAnew(account: "one"))
      var account = try #require(await world.store.account("one"))
      let whole = account.syncs
      account.syncs = [SyncStatus(modelName: "Contact", status: "SYNCING", lastResult: nil, isInitial: true)]
      try await world.store.add(account)
      let waiting = try await world.run(PipelineRunTests.nightly)
      #expect(waiting.accounts.first?.failure?.code == "stale" && waiting.outcome == .temporary)
      #expect(waiting.accounts.first?.pages == 0)
      #expect(try await Remote.standing(in: world).differences(from: before) == [])
      account.syncs = whole
      try await world.store.add(account)
      #expect(try await world.run(PipelineRunTests.nightly).outcome == .done)
      #expect(try await Remote.standing(in: world).differences(from: before) == [])
    }
  }
}

/// What stands in an account in terms that a new linking does not change: remote ids in place of Merge's.
struct Remote: Equatable, Sendable {
  var links: [String]
  var judgements: [String]
  var decisions: [String]
  var openItems: [String]

  /// What only one of the two has.
  func differences(from other: Remote) -> [String] {
    [(links, other.links), (judgements, other.judgements), (decisions, other.decisions), (openItems, other.openItems)]
      .flatMap { now, before in
        Set(before).subtracting(now).map { "- " + $0 }.sorted()
          + Set(now).subtracting(before).map { "+ " + $0 }.sorted()
      }
  }

  /// Of the contacts that are not deleted.
  static func standing(in world: World) async throws -> Remote {
    func texts(_ columns: String, _ table: String, _ condition: String) async throws -> [String] {
      try await world.column(
        """
        select concat_ws(' ', contact.remote_id, contact.is_customer, contact.is_supplier, \(columns)) as text
        from contactsync.\(table) join contactsync.contact using (linked_account_id, contact_id)
        where deleted_at is null and \(condition) order by text
        """)
    }
    return Remote(
      links: try await texts(
        "party_id, source, probability, is_primary, run_id, match_key", "link", "unlinked_at is null"),
      judgements: try await texts("party_id, answer, source, note, judged_at", "judgement", "true"),
      decisions: try await texts("verdict, party_id, probability, array_to_string(reasons, ',')", "decision", "true"),
      openItems: try await texts(
        "array_to_string(reasons, ','), jsonb_path_query_array(candidates, '$[*].party')", "review_item",
        "state = 'open'"))
  }
}

extension World {
  /// People judge a few contacts: a link confirmed, one refused, a choice from the queue; and a run's link is taken back.
  func saySomething() async throws {
    let links = try await links().map { $0.split(separator: " ").map(String.init) }
    try await judge(links[0][1], links[0][2], "same")
    try await judge(links[1][1], links[1][2], "different")
    try await judge(links[1][1], links[1][2], "withdrawn")
    try await judge(links[2][1], links[2][2], "different")
    try await change("update contactsync.link set source = 'import' where contact_id = '\(links[3][1])'")
    try await change("insert into contactsync.unsettled values ('one', 'c', '\(links[3][1])') on conflict do nothing")
    let item = try await column(
      "select contact_id || ' ' || (candidates -> 0 ->> 'party') from contactsync.review_item where state = 'open' order by 1"
    )
    if let first = item.first?.split(separator: " ").map(String.init) { try await judge(first[0], first[1], "same") }
    if let last = item.last?.split(separator: " ").map(String.init) { try await judge(last[0], nil, "new_party") }
  }

  /// Gives an account another token, as the platform does when its user has linked it anew.
  func replaceToken(of account: String, _ token: String) async throws {
    let sealed = try Self.vault().seal(token, account: account)
    let connection = try await Connection.open(database)
    _ = try await connection.run {
      try Accounts.add($0, id: account, organization: "acme", tokenSealed: sealed)
    }
    await connection.close()
  }
}
