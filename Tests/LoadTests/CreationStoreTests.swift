import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("The outbox of creations")
struct CreationStoreTests {
  private static let body = Array(#"{"model":{"name":"Party p1"}}"#.utf8)

  /// The outbox as "party state attempts error contact asked".
  private static func rows(_ session: borrowing Session) throws -> [String] {
    try session.execute(
      """
      select concat_ws(
        ' ', party_id, state, attempts, coalesce(error_class, '-'), coalesce(contact_id, '-'),
        coalesce(asked_contact_id, '-'))
      from contactsync.creation order by party_id
      """
    ).map { $0.text(0) ?? "" }
  }

  private static func plan(
    _ session: borrowing Session, _ world: World, _ lines: [CreationPlanLine]
  ) throws -> [Int] {
    let written = try CreationStore.write(session, lease: world.lease, run: world.run, plan: lines)
    return [written.planned, written.withdrawn, written.asked]
  }

  private static func begin(
    _ session: borrowing Session, _ world: World, _ party: String, body: [UInt8] = body
  ) throws -> CreationStore.Sending? {
    try CreationStore.begin(
      session, lease: world.lease, run: world.run, party: party, body: body, mergeTime: World.now)
  }

  private static func finish(
    _ session: borrowing Session, _ world: World, _ party: String, _ ending: CreationStore.Ending
  ) throws -> CreationEvent? {
    try CreationStore.finish(session, lease: world.lease, run: world.run, party: party, ending)
  }

  @Test("Planning twice changes nothing; what is not wanted any more is taken back")
  func planning() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2", "p3"])
      let lines = ["p1", "p2"].map { CreationPlanLine(party: $0, .create) }
      #expect(try Self.plan(session, world, lines) == [2, 0, 0])
      let keys = try session.value("select string_agg(idempotency_key::text, ',') from contactsync.creation")
      #expect(try Self.plan(session, world, lines) == [0, 0, 0])
      #expect(
        try session.value("select string_agg(idempotency_key::text, ',') from contactsync.creation") == keys)
      #expect(try Self.plan(session, world, [lines[1]]) == [0, 1, 0])
      #expect(try Self.rows(session) == ["p2 planned 0 - - -"])
    }
  }

  @Test("A created contact is linked in the transaction that says so, once")
  func created() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1"])
      _ = try Self.plan(session, world, [CreationPlanLine(party: "p1", .create)])
      let sending = try #require(try Self.begin(session, world, "p1"))
      #expect(sending.body == Self.body && sending.attempt == 1)
      #expect(try Self.begin(session, world, "p1") == nil, "it is on its way")
      #expect(try Self.finish(session, world, "p1", .made(contact: "c1", problems: ["unsupported_field x"])) == .made)
      #expect(try Self.finish(session, world, "p1", .made(contact: "c2")) == nil)
      #expect(try Self.rows(session) == ["p1 created 1 - c1 -"])
      #expect(
        try session.value(
          "select concat_ws(' ', contact_id, party_id, source, is_primary, run_id) from contactsync.link")
          == "c1 p1 created t \(world.run)")
      #expect(
        try session.value("select string_agg(concat_ws(' ', change, source), ',') from contactsync.link_change")
          == "linked created")
      #expect(try session.value("select payload from contactsync.creation") == nil, "what was sent is not kept")
      #expect(try RunLog.read(session, run: world.run, account: World.account)?.created == 1)
      #expect(
        try Self.plan(session, world, [CreationPlanLine(party: "p1", .create)]) == [0, 0, 0], "never a second time")
    }
  }

  @Test("A call that was not made, or found to have made nothing, is sent again with the same key and body")
  func again() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1"])
      _ = try Self.plan(session, world, [CreationPlanLine(party: "p1", .create)])
      let first = try #require(try Self.begin(session, world, "p1"))
      #expect(try Self.finish(session, world, "p1", .notSent(errorClass: "network")) == .notSent)
      let second = try #require(try Self.begin(session, world, "p1", body: Array("{}".utf8)))
      #expect(second.key == first.key && second.body == first.body && second.attempt == 2)
      #expect(try Self.finish(session, world, "p1", .lost(errorClass: "timeout")) == .lost)
      #expect(try Self.begin(session, world, "p1") == nil, "what was lost is looked for first")
      #expect(try Self.finish(session, world, "p1", .absent) == .absent)
      let third = try #require(try Self.begin(session, world, "p1", body: Array("{}".utf8)))
      #expect(third.key == first.key && third.body == first.body && third.attempt == 3)
      #expect(
        try Self.finish(session, world, "p1", .refused(errorClass: "validation", problems: ["x name"])) == .refused)
      #expect(try Self.rows(session) == ["p1 rejected 3 validation - -"])
      // What was refused is another intent when it comes again.
      #expect(try Self.plan(session, world, [CreationPlanLine(party: "p1", .create)]) == [1, 0, 0])
      let fourth = try #require(try Self.begin(session, world, "p1", body: Array("{}".utf8)))
      #expect(fourth.key != first.key && fourth.body == Array("{}".utf8) && fourth.attempt == 1)
    }
  }

  @Test(
    "Nothing is sent where something has come between planning and sending",
    arguments: [
      """
      insert into contactsync.link (organization_id, linked_account_id, contact_id, party_id, source, is_primary)
      values ('org-1', 'acc-1', 'c9', 'p1', 'human', true)
      """,
      """
      insert into contactsync.link (
        organization_id, linked_account_id, contact_id, party_id, source, is_primary, unlinked_at, unlinked_by
      ) values ('org-1', 'acc-1', 'c9', 'p1', 'auto', true, now(), 'revert')
      """,
      "update contactsync.party set deleted_at = now()", "update contactsync.party set merged_into = 'p2'",
      """
      insert into contactsync.review_item (
        review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, reasons
      ) values ('r1', 'org-1', 'acc-1', 'c9', 'candidates', 'open', '[{"party":"p0"},{"party":"p1","x":1}]', '{}')
      """,
      "delete from contactsync.creation",
    ])
  func cameBetween(change: String) async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1"])
      _ = try Self.plan(session, world, [CreationPlanLine(party: "p1", .create)])
      try session.execute(change)
      #expect(try Self.begin(session, world, "p1") == nil)
    }
  }

  @Test("An id that was there before is no creation: a person is asked, and nothing is linked")
  func takenForOther() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1"])
      try world.read(session, [[TestContact(id: "c1", name: "Party p1")]])
      _ = try Self.plan(session, world, [CreationPlanLine(party: "p1", .create)])
      _ = try Self.begin(session, world, "p1")
      #expect(try Self.finish(session, world, "p1", .made(contact: "c1")) == .takenForOther)
      #expect(try Self.rows(session) == ["p1 review 1 name_taken - c1"])
      #expect(try session.value("select count(*) from contactsync.link") == "0")
      #expect(
        try session.value(
          "select concat_ws(' ', state, contact_id, candidates -> 0 ->> 'party', reasons) from contactsync.review_item")
          == "open c1 p1 {namesake}")
    }
  }

  @Test("What a lost call made is adopted; what was known before it or is another party's is a person's question")
  func adopting() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2", "p3"])
      try world.read(session, [[TestContact(id: "old")]])
      _ = try Self.plan(session, world, ["p1", "p2", "p3"].map { CreationPlanLine(party: $0, .create) })
      for party in ["p1", "p2", "p3"] {
        _ = try Self.begin(session, world, party)
        _ = try Self.finish(session, world, party, .lost(errorClass: "timeout"))
      }
      func adopt(_ session: borrowing Session, _ party: String, _ contact: String) throws -> CreationEvent? {
        try CreationStore.adopt(session, lease: world.lease, run: world.run, party: party, contact: contact)
      }
      #expect(try adopt(session, "p1", "c1") == .found)
      #expect(try adopt(session, "p1", "c1") == nil)
      #expect(try adopt(session, "p2", "c1") == .doubtful)
      #expect(try adopt(session, "p3", "old") == .doubtful)
      #expect(
        try Self.rows(session)
          == ["p1 adopted 1 - c1 -", "p2 review 1 - - c1", "p3 review 1 - - old"])
      #expect(
        try session.value(
          "select string_agg(contact_id || ' ' || party_id || ' ' || source, ',') from contactsync.link")
          == "c1 p1 created")
    }
  }

  @Test("Links that stand and people's words end what is open; a word against it plans it again")
  func answers() async throws {
    try await World.with { session, world in
      let parties = ["p1", "p2", "p3", "p4"]
      try world.parties(session, parties)
      try world.read(session, [[TestContact(id: "c1"), TestContact(id: "c2"), TestContact(id: "c3")]])
      let lines = zip(parties, ["c1", "c2", "c3"]).map { CreationPlanLine(party: $0, .ask(contact: $1)) }
      #expect(try Self.plan(session, world, lines) == [0, 0, 3])
      #expect(try Self.plan(session, world, lines) == [0, 0, 0], "nobody is asked twice")
      for (contact, party, answer) in [("c1", "p1", "same"), ("c2", "p2", "different"), ("c3", "p3", "unsure")] {
        try session.execute(
          """
          insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source)
          values ('org-1', 'acc-1', $1, $2, $3, 'human')
          """, [.text(contact), .text(party), .text(answer)])
      }
      let heeded = try CreationStore.heedAnswers(session, lease: world.lease, run: world.run)
      #expect(heeded.adopted == 1 && heeded.planned == 1)
      #expect(
        try Self.rows(session) == ["p1 adopted 0 - c1 c1", "p2 planned 0 - - c2", "p3 review 0 - - c3"])
      try session.execute(
        """
        insert into contactsync.link (organization_id, linked_account_id, contact_id, party_id, source, is_primary)
        values ('org-1', 'acc-1', 'c9', 'p3', 'human', true)
        """)
      #expect(try CreationStore.heedAnswers(session, lease: world.lease, run: world.run).adopted == 1)
      #expect(try Self.rows(session).last == "p3 adopted 0 - c9 c3")
    }
  }

  @Test("The sender that is gone leaves an unknown; one that lost its lease writes nothing")
  func fencing() async throws {
    let database = try await TestDatabase.fresh()
    let (one, two) = (try await Connection.open(database), try await Connection.open(database))
    let paused = try await one.run { session in
      _ = try Accounts.add(session, id: World.account, organization: World.organization)
      let lease = try #require(try AccountLease.acquire(session, account: World.account))
      let world = World(lease: lease, run: 1)
      try world.parties(session, ["p1", "p2"])
      _ = try Self.plan(session, world, ["p1", "p2"].map { CreationPlanLine(party: $0, .create) })
      _ = try Self.begin(session, world, "p1")
      return world
    }
    await one.close()
    var taker: AccountLease?
    while taker == nil { taker = try await two.run { try AccountLease.acquire($0, account: World.account) } }
    let world = World(lease: try #require(taker), run: 2)
    try await two.run { session in
      let recovered = try CreationStore.recover(session, lease: world.lease, run: 2)
      #expect(recovered == 1)
      let rows = ["p1 unknown 1 sender_gone - -", "p2 planned 0 - - -"]
      for step in 0..<7 {
        #expect(throws: LoadError.leaseLost(account: World.account)) {
          switch step {
          case 0: _ = try Self.finish(session, paused, "p1", .made(contact: "c1"))
          case 1: _ = try Self.begin(session, paused, "p2")
          case 2: _ = try Self.plan(session, paused, [])
          case 3: _ = try CreationStore.recover(session, lease: paused.lease, run: 1)
          case 4: _ = try CreationStore.heedAnswers(session, lease: paused.lease, run: 1)
          case 5: _ = try CreationStore.adopt(session, lease: paused.lease, run: 1, party: "p1", contact: "c1")
          default: _ = try CreationStore.meet(session, lease: paused.lease, run: 1, party: "p2", namesake: "c1")
          }
        }
      }
      #expect(try Self.rows(session) == rows)
      #expect(try session.value("select count(*) from contactsync.link") == "0")
    }
    await two.close()
  }
}
