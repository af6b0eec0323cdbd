import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("Verdicts of several contacts and people")
struct VerdictSeveralTests {
  /// Contacts c0, c1, … of which a person is asked: candidates p1 and p2.
  static func ask(_ session: borrowing Session, _ world: World, _ count: Int) throws {
    try world.parties(session, ["p1", "p2"])
    let contacts = (0..<count).map { TestContact(id: "c\($0)", name: "p1:7 p2:6") }
    try world.settle(session, world.read(session, [contacts], score: Ruling.score).window, scope: .all)
  }

  static func contact(_ id: String) -> NewVerdict.Subject { .contact(account: World.account, id: id) }

  @Test("a batch is taken and taken back as one; what was decided otherwise meanwhile stays")
  func batch() async throws {
    try await World.with { session, world in
      try Self.ask(session, world, 4)
      let ids = try session.execute("select review_id from contactsync.review_item order by contact_id").map {
        $0.text(0) ?? ""
      }
      let news =
        ids.map { NewVerdict(.item($0), .matchBest, rowVersion: 1, reviewer: "kim") } + [
          NewVerdict(.item(ids[0]), .matchBest, rowVersion: 1), NewVerdict(.item("rnone"), .matchBest, rowVersion: 1),
          NewVerdict(Self.contact("none"), .newParty, rowVersion: 0),
        ]
      let before = try (0..<4).map { try VerdictTests.State(session, contact: "c\($0)") }
      let decided = try Verdicts.decide(session, organization: World.organization, news, isBatch: true)
      #expect(decided.answers[4] == .refused(.namedTwice))
      #expect(decided.answers[5...] == [.refused(.unknownContact), .refused(.unknownContact)])
      let links = "select string_agg(contact_id || party_id, ' ' order by contact_id) from reporting.fct_links"
      #expect(try session.value(links) == "c0p1 c1p1 c2p1 c3p1")
      let batch = try #require(decided.batch)
      let other = try Verdicts.decide(
        session, organization: World.organization,
        NewVerdict(Self.contact("c3"), .match("p2"), rowVersion: 2, reviewer: "lee"))
      guard case .applied(let later) = other else {
        Issue.record("\(other)")
        return
      }
      let undo = try Verdicts.undo(session, organization: World.organization, .batch(batch), reviewer: "kim")
      #expect(undo.undone.map(\.contact) == ["c0", "c1", "c2"])
      #expect(undo.refused.map(\.reviewID) == [ids[3]] && undo.refused.map(\.reason) == [.overtaken])
      #expect(try session.value(links) == "c3p2")
      for place in 0..<3 {
        let state = try VerdictTests.State(session, contact: "c\(place)")
        #expect(state.words == before[place].words && state.itemWithoutVersion == before[place].itemWithoutVersion)
      }
      // One after the other, all can be taken back.
      let second = try Verdicts.undo(session, organization: World.organization, .verdict(later.id), reviewer: nil)
      #expect(second.undone.map(\.contact) == ["c3"])
      #expect(try session.value(links) == "c3p1")
      let third = try Verdicts.undo(session, organization: World.organization, .last, reviewer: "kim")
      #expect(third.undone.map(\.contact) == ["c3"])
      let state = try VerdictTests.State(session, contact: "c3")
      #expect(state.words == "" && state.link == "" && state.itemWithoutVersion == before[3].itemWithoutVersion)
      for name in ["", "x", "00000000-0000-0000-0000-00000000000g", "00000000-0000-0000-0000-000000000000"] {
        let none = try Verdicts.undo(session, organization: World.organization, .batch(name), reviewer: "kim")
        #expect(none.undone.isEmpty)
      }
    }
  }

  @Test("of two who decide at once the second waits, and is told that it is decided, by whom and how")
  func atOnce() async throws {
    let database = try await TestDatabase.fresh()
    let (first, second) = (try await Connection.open(database), try await Connection.open(database))
    let process = try #require(await second.serverProcess)
    let task = try await first.run { session throws in
      _ = try Accounts.add(session, id: World.account, organization: World.organization)
      let lease = try #require(try AccountLease.acquire(session, account: World.account))
      var world = World(lease: lease, run: 0)
      try world.startRun(session)
      try Self.ask(session, world, 1)
      try session.script("begin")
      try session.execute("select pg_advisory_xact_lock(hashtextextended(review_id, 0)) from contactsync.review_item")
      let task = Task {
        try await second.run { session in
          try Verdicts.decide(
            session, organization: World.organization,
            NewVerdict(Self.contact("c0"), .match("p2"), rowVersion: 1, reviewer: "lee"))
        }
      }
      while try session.execute("select from pg_locks where pid = $1 and not granted", [.int(Int(process))]).isEmpty {}
      try session.script("commit")
      let answer = try Verdicts.decide(
        session, organization: World.organization,
        NewVerdict(Self.contact("c0"), .match("p1"), rowVersion: 1, reviewer: "kim"))
      return (task, answer)
    }
    let answers = [task.1, try await task.0.value]
    let applied = answers.compactMap { if case .applied(let applied) = $0 { applied } else { nil } }
    let conflicts = answers.compactMap { if case .conflict(let standing) = $0 { standing } else { nil } }
    #expect(applied.count == 1 && conflicts.count == 1, "\(answers)")
    #expect(conflicts.first?.last?.id == applied.first?.id && conflicts.first?.last?.word == "match")
    #expect(["kim", "lee"].contains(conflicts.first?.last?.reviewer))
    #expect(conflicts.first?.isOpen == false && conflicts.first?.rowVersion == 2)
  }

  @Test("a party's primary contact is the one that a person chose, and the former one again afterwards")
  func primaries() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2"])
      let contacts = [TestContact(id: "a", name: "p1:12"), TestContact(id: "b", name: "p1:7 p2:6")]
      try world.settle(session, world.read(session, [contacts], score: Ruling.score).window, scope: .all)
      let flags = """
        select string_agg(contact_id || case when is_primary then '+' else '-' end, ' ' order by contact_id)
        from contactsync.link where unlinked_at is null
        """
      #expect(try session.value(flags) == "a+")
      _ = try Verdicts.decide(
        session, organization: World.organization,
        NewVerdict(Self.contact("b"), .match("p1"), rowVersion: 1, reviewer: "kim"))
      #expect(try session.value(flags) == "a- b+")
      _ = try Verdicts.decide(
        session, organization: World.organization, NewVerdict(Self.contact("a"), .match("p1"), rowVersion: nil))
      #expect(try session.value(flags) == "a+ b-", "both are certain now, and a comes first")
      _ = try Verdicts.undo(session, organization: World.organization, .last, reviewer: "kim")
      #expect(try session.value(flags) == "a+")
    }
  }

  @Test("parties that are merged, retired, erased or unknown; contacts that are deleted; accounts that only propose")
  func odd() async throws {
    try await World.with { session, world in
      try Self.ask(session, world, 3)
      try world.parties(session, ["merged", "gone", "erased"])
      try session.script(
        """
        update contactsync.party set merged_into = 'p2', deleted_at = now() where party_id = 'merged';
        update contactsync.party set deleted_at = now() where party_id = 'gone';
        update contactsync.party set deleted_at = now(), erased_at = now() where party_id = 'erased';
        update contactsync.contact set deleted_at = now() where contact_id = 'c1';
        """)
      func decide(
        _ session: borrowing Session, _ contact: String, _ verdict: ReviewVerdict
      ) throws -> VerdictAnswer {
        try Verdicts.decide(
          session, organization: World.organization, NewVerdict(Self.contact(contact), verdict, rowVersion: nil))
      }
      #expect(try decide(session, "c0", .match("gone")) == .refused(.retiredParty))
      #expect(try decide(session, "c0", .match("erased")) == .refused(.erasedParty))
      #expect(try decide(session, "c0", .match("nobody")) == .refused(.unknownParty))
      #expect(try decide(session, "c0", .notAMatch(["nobody"])) == .refused(.unknownParty))
      #expect(try decide(session, "c0", .notAMatch([])) == .refused(.noCandidate))
      #expect(
        try Verdicts.decide(session, organization: "org-2", NewVerdict(Self.contact("c0"), .newParty, rowVersion: nil))
          == .refused(.unknownContact))
      #expect(try session.value("select count(*) from contactsync.verdict") == "0")
      _ = try decide(session, "c0", .match("merged"))
      #expect(try VerdictTests.State(session, contact: "c0").link == "p2 human")
      #expect(try VerdictTests.State(session, contact: "c0").words == "p1 different, p2 same")
      _ = try decide(session, "c1", .match("p1"))
      #expect(try VerdictTests.State(session, contact: "c1").link == "", "a deleted contact is not linked")
      #expect(try VerdictTests.State(session, contact: "c1").words == "p1 same, p2 different")
      try session.execute("update contactsync.linked_account set settled_links = 'propose'")
      _ = try decide(session, "c2", .match("p1"))
      #expect(try VerdictTests.State(session, contact: "c2").link == "", "links are only proposed")
      #expect(try VerdictTests.State(session, contact: "c2").item == "2 closed")
    }
  }

  @Test("taking back is refused where the link was changed or something else was said since")
  func overtaken() async throws {
    try await World.with { session, world in
      try Self.ask(session, world, 2)
      for contact in ["c0", "c1"] {
        _ = try Verdicts.decide(
          session, organization: World.organization,
          NewVerdict(Self.contact(contact), .match("p1"), rowVersion: 1, reviewer: contact))
      }
      try session.script(
        """
        update contactsync.link set unlinked_at = now(), unlinked_by = 'merge' where contact_id = 'c0';
        insert into contactsync.link (organization_id, linked_account_id, contact_id, party_id, source, is_primary)
          values ('\(World.organization)', '\(World.account)', 'c0', 'p2', 'human', true);
        """)
      try world.judge(session, "c1", "p2", "same")
      for (contact, reason) in [("c0", Verdicts.NotUndone.Reason.linkChanged), ("c1", .overtaken)] {
        let undo = try Verdicts.undo(session, organization: World.organization, .last, reviewer: contact)
        #expect(undo.undone.isEmpty && undo.refused.map(\.reason) == [reason])
      }
    }
  }

  @Test("a question that was open before is open again, though something older was said")
  func questions() async throws {
    try await World.with { session, world in
      try Self.ask(session, world, 1)
      try world.judge(session, "c0", "p2", "different")
      try session.execute(
        """
        insert into contactsync.judgement (organization_id, linked_account_id, contact_id, answer, source)
        values ($1, $2, 'c0', 'unsure', 'revert')
        """, [.text(World.organization), .text(World.account)])
      func questions(_ session: borrowing Session) throws -> Int {
        try GraphReader.read(session, account: World.account, organization: World.organization, scope: .all)
          .graph.questions.count
      }
      #expect(try questions(session) == 1)
      _ = try Verdicts.decide(
        session, organization: World.organization,
        NewVerdict(Self.contact("c0"), .notAMatch(["p1", "p2"]), rowVersion: 1, reviewer: "kim"))
      #expect(try questions(session) == 0)
      _ = try Verdicts.undo(session, organization: World.organization, .last, reviewer: "kim")
      #expect(try questions(session) == 1)
      #expect(try VerdictTests.State(session, contact: "c0").words == "p2 different")
    }
  }

  @Test(
    "the role of the matching screen decides and takes back in its own organization; another's is as if it were not there"
  )
  func isolation() async throws {
    try await TwoOrganizations.with { world in
      let before = try await world.othersRows()
      let connection = try await world.connection(as: world.reviewer)
      try await connection.run { session in
        try SessionRole.review.take(session)
        let own = try Verdicts.decide(
          session, organization: TwoOrganizations.own,
          [
            NewVerdict(
              .contact(account: "books-a", id: "contact-a-4"), .match("party-a-3"), rowVersion: 1, reviewer: "kim"),
            NewVerdict(.contact(account: "books-a", id: "contact-a-1"), .newParty, rowVersion: 0, reviewer: "kim"),
            NewVerdict(.item("rb"), .newParty, rowVersion: nil, reviewer: "kim"),
            NewVerdict(.contact(account: "books-b", id: "contact-b-4"), .newParty, rowVersion: nil),
            NewVerdict(.contact(account: "books-a", id: "contact-a-2"), .match("party-b-1"), rowVersion: 0),
          ], isBatch: true)
        let applied = own.answers.prefix(2).allSatisfy { if case .applied = $0 { true } else { false } }
        #expect(applied, "\(own.answers)")
        #expect(
          own.answers.dropFirst(2)
            == [.refused(.unknownContact), .refused(.unknownContact), .refused(.unknownParty)])
        let undo = try Verdicts.undo(session, organization: TwoOrganizations.own, .last, reviewer: "kim")
        #expect(undo.undone.map(\.contact) == ["contact-a-4", "contact-a-1"])
        let other = try Verdicts.undo(
          session, organization: TwoOrganizations.own, .verdict(2), reviewer: "canary-b")
        #expect(other.undone.isEmpty && other.refused.isEmpty)
      }
      await connection.close()
      #expect(try await world.othersRows() == before)
    }
  }

  @Test("the queue shows disputed links first, then likely candidates, then clear ones, the unsure last; by its index")
  func queue() async throws {
    try await World.with { session, _ in
      try session.script(
        """
        insert into contactsync.review_item (review_id, organization_id, linked_account_id, contact_id, kind, state,
          candidates, reasons)
        select 'r' || n, 'org-1', 'acc-1', 'c' || n, kind, 'open', candidates::jsonb, reasons::text[]
        from (values
          (1, 'candidates', '[{"party":"a","probability":0.9,"levels":1},{"party":"b","probability":0.8}]', '{}'),
          (2, 'candidates', '[{"party":"a","probability":0.9,"levels":1281},{"party":"b","probability":0.1}]', '{}'),
          (3, 'candidates', '[{"party":"a","probability":0.95}]', '{judged_unsure}'),
          (4, 'link_disputed', '[{"party":"a","probability":0.2}]', '{}'),
          (5, 'candidates', '[]', '{}'),
          (6, 'candidates', '[{"party":"b","probability":0.99,"judged":"different"},{"party":"a","probability":0.3}]', '{}')
        ) as items (n, kind, candidates, reasons);
        insert into contactsync.review_item (review_id, organization_id, linked_account_id, contact_id, kind, state,
          candidates, reasons)
        select 'q' || n, 'org-2', 'acc-2', 'q' || n, 'candidates', 'open', '[{"party":"a","probability":0.5}]', '{}'
        from generate_series(1, 5000) as n;
        analyze contactsync.review_item;
        """)
      let queue = """
        select review_id from contactsync.review_item where organization_id = 'org-2' and state = 'open'
        order by priority desc, review_id limit 20
        """
      let order = try session.value(
        """
        select string_agg(review_id, ' ' order by priority desc, review_id) from contactsync.review_item
        where organization_id = 'org-1'
        """)
      #expect(order == "r4 r2 r1 r6 r5 r3")
      let keys = try session.value(
        "select string_agg(match_key, ' ' order by review_id) from contactsync.review_item where review_id in ('r1', 'r2')"
      )
      #expect(keys == "+NAME +NAME-TAX")
      let plan = try session.execute("explain \(queue)").map { $0.text(0) ?? "" }.joined(separator: "\n")
      #expect(plan.contains("review_item_queue") && !plan.contains("Sort  ("), "\(plan)")
    }
  }
}
