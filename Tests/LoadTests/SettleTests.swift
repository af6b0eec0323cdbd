import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("Settling")
struct SettleTests {
  static let first: [[TestContact]] = [
    [.init(id: "a", name: "p1:12 p2:6"), .init(id: "b", name: "p2:7"), .init(id: "c", name: "nobody")]
  ]

  @Test("decisions, links, review items; the same once more writes nothing")
  func idempotent() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2"])
      let read = try world.read(session, Self.first, score: Ruling.score)
      let settled = try world.settle(session, read.window, scope: .all)
      #expect(settled.counts == SettledCounts(matched: 1, review: 1, unmatched: 1))
      #expect(settled.decisionsWritten == 3 && settled.linksWritten == 1 && settled.reviewItemsWritten == 1)
      #expect(settled.watermark == World.now)
      #expect(try world.decisions(session) == "a matched p1, b review, c unmatched")
      #expect(try RunLog.read(session, run: world.run, account: World.account)?.settled == settled.counts)
      #expect(try RunLog.read(session, run: world.run, account: World.account)?.pairs == 3)
      #expect(try session.value("select party_id || source || is_primary from reporting.fct_links") == "p1autotrue")
      let item = try session.execute("select candidates, review_id ~ '^r[0-9a-f]{24}$' from contactsync.review_item")
      #expect(item.bool(0, 1) == true)
      #expect(
        item.text(0, 0) == """
          [{"party": "p2", "levels": 2, "weight": 7.0, "evidence": [{"left": "a\\"b", "field": "name", \
          "level": "exact", "right": "", "weight": 7.0}], "probability": 0.35}]
          """)

      try world.startRun(session)
      let before = try world.writes(session)
      let again = try world.read(session, Self.first, score: Ruling.score)
      #expect(again.counts.unchanged == 3)
      let empty = try world.settle(session, again.window)
      #expect(empty.counts == SettledCounts())
      let all = try world.settle(session, scope: .all)
      #expect(all.counts == settled.counts && all.decisionsWritten == 0 && all.linksWritten == 0)
      #expect(try world.writes(session) == before)
    }
  }

  @Test("a ruling that contradicts a standing link opens an item, the link stands")
  func dispute() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2"])
      try world.settle(session, try world.read(session, Self.first, score: Ruling.score).window, scope: .all)
      let changed = try world.read(
        session, [[.init(id: "a", name: "p2:15", modified: 3)]], score: Ruling.score)
      let settled = try world.settle(session, changed.window)
      #expect(settled.counts == SettledCounts(matched: 1, review: 1), "a and, through p2, b")
      #expect(try session.value("select party_id from reporting.fct_links where contact_id = 'a'") == "p1")
      let item = "select kind || ' ' || state || ' ' || row_version from contactsync.review_item where contact_id = 'a'"
      #expect(try session.value(item) == "link_disputed open 1")
      #expect(try session.value("select count(*) from contactsync.link_change") == "1")
      let back = try world.read(
        session, [[.init(id: "a", name: "p1:15", modified: 4)]], score: Ruling.score)
      try world.settle(session, back.window)
      #expect(try session.value(item) == "link_disputed closed 2")
    }
  }

  @Test("review items open, change, close and open again under one id")
  func reviewItems() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2"])
      func settle(_ session: borrowing Session, _ name: String, _ modified: Int) throws -> String? {
        let read = try world.read(
          session, [[.init(id: "a", name: name, modified: modified)]], score: Ruling.score)
        try world.settle(session, read.window, scope: .all, links: .propose)
        return try session.value(
          """
          select concat_ws(' ', left(review_id, 4), state, row_version, jsonb_array_length(candidates),
            closed_at is not null) from contactsync.review_item
          """)
      }
      let opened = try #require(try settle(session, "p1:6", 1))
      let id = opened.prefix(4)
      #expect(opened == "\(id) open 1 1 f")
      #expect(try settle(session, "p1:6 p2:5", 2) == "\(id) open 2 2 f")
      #expect(try settle(session, "p1:12", 3) == "\(id) closed 3 2 t")
      #expect(try settle(session, "p1:12", 3) == "\(id) closed 3 2 t", "closed is closed")
      #expect(try settle(session, "p2:6", 4) == "\(id) open 4 1 f")
      #expect(try session.value("select count(*) from contactsync.link") == "0", "only proposed")
    }
  }

  @Test("contacts judged since the graph was read are left to the next run, whose word moves the link")
  func judgedMeanwhile() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2"])
      let read = try world.read(session, Self.first, score: Ruling.score)
      let settled = try world.settle(session, read.window, scope: .all) { session, _ in
        try world.judge(session, "b", "p2", "same")
      }
      #expect(settled.skipped == 1)
      #expect(try world.decisions(session) == "a matched p1, c unmatched")
      try world.settle(session)
      #expect(try world.decisions(session) == "a matched p1, b matched p2, c unmatched")
      #expect(try session.value("select source from reporting.fct_links where contact_id = 'b'") == "human")

      try world.judge(session, "a", "p2", "same")
      try world.settle(session)
      #expect(
        try session.value("select party_id || source from reporting.fct_links where contact_id = 'a'") == "p2human")
      #expect(
        try session.value(
          "select string_agg(change || ' ' || party_id, ', ' order by change_id) from contactsync.link_change")
          == "linked p1, linked p2, moved p2")
      #expect(try session.value("select count(*) from contactsync.unsettled") == "0")
    }
  }

  @Test("of a pair's judgements the last counts, a withdrawn one is as if never said")
  func judgements() async throws {
    try await World.with { session, world in
      try world.read(session, [[.init(id: "a", name: "p1:6")]], score: Ruling.score)
      for answer in ["same", "different"] { try world.judge(session, "a", "p1", answer) }
      try world.judge(session, "a", "p2", "same")
      try world.judge(session, "a", "p2", "withdrawn")
      try world.judge(session, "a", nil, "unsure")
      let stored = try GraphReader.read(
        session, account: World.account, organization: World.organization, scope: .unsettled)
      let graph = stored.graph
      #expect(stored.judgementCounts == [0: 5])
      #expect(
        graph.judgements.map { "\($0.party.map { graph.partyIDs[graph.parties[Int($0)].id] } ?? "-") \($0.answer)" }
          == ["p1 different", "- unsure"])
      #expect(graph.parties.map(\.isRetired) == [true, true], "unknown parties get no links")
    }
  }

  @Test(
    "the program's own question stands until a person's or an import's word on the contact, and again when that is taken back",
    arguments: [
      ([], true), (["human different"], false), (["import same"], false),
      (["human different", "human withdrawn"], true),
      (["human withdrawn"], true), (["human unsure", "revert"], true),
    ] as [([String], Bool)])
  func questions(words: [String], stands: Bool) async throws {
    try await World.with { session, world in
      try world.read(session, [[.init(id: "a", name: "p1:6")]], score: Ruling.score)
      try world.judge(session, "a", "p1", "different")
      let table =
        "insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source)"
      for word in ["revert"] + words {
        let parts = word.split(separator: " ").map(String.init)
        try session.execute(
          table + " values ($1, $2, 'a', $3, $4, $5)",
          [
            .text(World.organization), .text(World.account), parts.count == 1 ? .null : .text("p1"),
            .text(parts.count == 1 ? "unsure" : parts[1]), .text(parts[0]),
          ])
      }
      let graph = try GraphReader.read(
        session, account: World.account, organization: World.organization, scope: .all
      ).graph
      #expect(graph.questions.isEmpty == !stands)
      if stands { #expect(graph.questions.last?.reason == .reverted) }
    }
  }

  @Test("whether the last settling proposed links or wrote them is remembered")
  func settledLinks() async throws {
    try await World.with { session, world in
      try world.read(session, Self.first, score: Ruling.score)
      for mode in [LinkMode.propose, .write] {
        try world.settle(session, scope: .all, links: mode)
        #expect(try Accounts.list(session).first?.settledLinks == mode)
      }
    }
  }

  @Test("link changes become visible in the order of their ids, also when a slow transaction is overtaken")
  func commitOrder() async throws {
    let database = try await TestDatabase.fresh()
    let (slow, fast) = (try await Connection.open(database), try await Connection.open(database))
    let reader = try await Connection.open(database)
    @Sendable func settle(_ connection: Connection, _ account: String) async throws {
      try await connection.run { session in
        _ = try Accounts.add(session, id: account, organization: "o")
        let lease = try #require(try AccountLease.acquire(session, account: account))
        let run = try RunLog.start(session, pipeline: "p", version: "0")
        try RunLog.startAccount(session, run: run, lease: lease)
        let window = try ReadWindow.open(session, lease: lease, since: .beginning, overlap: 0, pipeline: "p")
        _ = try PageStore.store(
          session, TestContact.page([.init(id: "c", name: "p1:12")]), next: nil, respondedAt: World.now,
          window: window, lease: lease, run: run, score: Ruling.score)
        let graph = try GraphReader.read(session, account: account, organization: "o", scope: .all)
        _ = try SettleStore.settle(
          session, lease: lease, graph: graph, decisions: Ruling.decisions(graph.graph),
          facts: .init(run: run, matcherVersion: "v", partyRevision: 0), evidence: Ruling.evidence)
      }
    }
    let other = try await slow.run { session in
      try session.script("begin")
      try session.execute("select pg_advisory_xact_lock(hashtextextended('contactsync link changes', 0))")
      try session.execute(
        """
        insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
        values ('o', 'slow', 'c', 'p', 'linked', 'auto')
        """)
      // The other settles meanwhile, and must wait: its process is seen waiting before this one commits.
      let other = Task { try await settle(fast, "acc-fast") }
      let process =
        "select count(*) from pg_locks where not granted and locktype = 'advisory' and database = "
        + "(select oid from pg_database where datname = current_database())"
      let changes = "select count(*) from contactsync.link_change"
      while try session.value(process) == "0", try session.value(changes) == "1" {}
      #expect(try session.value(changes) == "1")
      try session.script("commit")
      return other
    }
    try await other.value
    let seen = try await reader.run { session in
      try session.execute("select linked_account_id from contactsync.link_change order by change_id").map {
        $0.text(0) ?? ""
      }
    }
    #expect(seen == ["slow", "acc-fast"])
  }
}
