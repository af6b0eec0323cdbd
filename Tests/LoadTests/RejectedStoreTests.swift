import ContactModel
import Extract
import Load
import Postgres
import Testing

@Suite("Reading rejected records again")
struct RejectedStoreTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// What stands of the contact; nil: nothing.
    var standing: TestContact?
    var raw: [String]
    var replayed: RejectedStore.Replayed
    /// The contact's name afterwards, and the reasons of what is open.
    var name: String?
    var open: [String] = []
    var versions = "0"
    /// Done once the record is rejected.
    var meanwhile = "select 1"
  }

  static let cases = [
    Case(
      testDescription: "nothing stands: it is stored", raw: [TestContact(id: "a", name: "Now", modified: 5).json],
      replayed: .init(read: 1, loaded: 1), name: "Now"),
    Case(
      testDescription: "an older one stands: it is replaced, and kept as a version",
      standing: .init(id: "a", name: "Then", modified: 4), raw: [TestContact(id: "a", name: "Now", modified: 5).json],
      replayed: .init(read: 1, loaded: 1), name: "Now", versions: "1"),
    Case(
      testDescription: "a newer one stands", standing: .init(id: "a", name: "Newer", modified: 6),
      raw: [TestContact(id: "a", name: "Now", modified: 5).json], replayed: .init(read: 1, superseded: 1),
      name: "Newer"),
    Case(
      testDescription: "one of the same instant stands", standing: .init(id: "a", name: "Same", modified: 5),
      raw: [TestContact(id: "a", name: "Now", modified: 5).json], replayed: .init(read: 1, superseded: 1), name: "Same"),
    Case(
      testDescription: "it does not say when it changed", standing: .init(id: "a", name: "Then", modified: 0),
      raw: [#"{"id":"a","name":"Now"}"#], replayed: .init(read: 1, superseded: 1), name: "Then"),
    Case(
      testDescription: "what stands was written after it was rejected",
      standing: .init(id: "a", name: "Then", modified: 4), raw: [TestContact(id: "a", name: "Now", modified: 5).json],
      replayed: .init(read: 1, superseded: 1), name: "Then",
      meanwhile: "update contactsync.contact set deleted_at = now(), updated_at = now() + interval '1 second'"),
    Case(
      testDescription: "one contact three times: the newest counts",
      raw: [2, 9, 4].map { TestContact(id: "a", name: "At \($0)", modified: $0).json },
      replayed: .init(read: 3, loaded: 1, superseded: 2), name: "At 9"),
    Case(
      testDescription: "still bad: it stays, with today's reason",
      raw: [#"{"id":"a","name":"#, #"{"name":"Nobody"}"#, "17", #"{"id":"a","addresses":7}"#],
      replayed: .init(read: 4, stillRejected: 4), open: ["malformed", "missing_id", "not_an_object", "wrong_type"]),
    Case(
      testDescription: "a good one among bad ones",
      raw: [#"{"name":"Nobody"}"#, TestContact(id: "a", name: "Now", modified: 5).json],
      replayed: .init(read: 2, loaded: 1, stillRejected: 1), name: "Now", open: ["missing_id"]),
  ]

  @Test("what becomes of it; once more, nothing", arguments: cases)
  func becomes(_ one: Case) async throws {
    try await World.with { session, world in
      if let standing = one.standing { try world.read(session, [[standing]]) }
      try world.startRun(session)
      for raw in one.raw { try Self.plant(session, raw) }
      try session.execute(one.meanwhile)
      #expect(try Self.replay(session, world) == one.replayed)
      #expect(try session.value("select string_agg(name, '|') from contactsync.contact") == one.name)
      #expect(try session.value("select count(*) from contactsync.contact_version") == one.versions)
      let open = "select reason from contactsync.rejected_record where resolved_at is null order by 1"
      #expect(try session.execute(open).compactMap { $0.text(0) } == one.open)
      let rows = try #require(try RunLog.read(session, run: world.run, account: World.account)?.rows)
      #expect(rows.read == one.raw.count && rows.rejected == one.open.count)
      #expect(try session.value("select count(*) from contactsync.rejected_record") == "\(one.raw.count)")

      try world.startRun(session)
      let before = try world.writes(session)
      #expect(
        try Self.replay(session, world) == .init(read: one.open.count, stillRejected: one.open.count), "idempotent")
      #expect(try world.writes(session) == before)
    }
  }

  @Test("what breaks in the middle leaves what was done, and the rest as it was")
  func interrupted() async throws {
    struct Broken: Error {}
    try await World.with { session, world in
      for raw in [9, 5].map({ TestContact(id: "c-\($0)", modified: $0).json }) { try Self.plant(session, raw) }
      #expect(throws: Broken.self) {
        try Self.replay(session, world) { page, _ in
          if page.string(page.rows[0].id) == "c-5" { throw Broken() }
          return ScoredPage()
        }
      }
      #expect(try session.value("select string_agg(contact_id, ' ') from contactsync.contact") == "c-9")
      #expect(try session.value("select count(resolved_at) from contactsync.rejected_record") == "1")
      #expect(try Self.replay(session, world) == .init(read: 1, loaded: 1))
      #expect(try session.value("select count(*) from contactsync.contact") == "2")
    }
  }

  @Test("a resolved record that is rejected once more is open again; the same reason again writes nothing")
  func rejectedAgain() async throws {
    try await World.with { session, world in
      try world.read(session, [[.init(id: "", name: "No id")]])
      try session.execute("update contactsync.rejected_record set resolved_at = now(), resolved_by_run = 1")
      for _ in 0..<2 {
        try session.execute("delete from contactsync.window_checkpoint")
        try world.read(session, [[.init(id: "", name: "No id")]])
        #expect(try session.value("select count(*) - count(resolved_at) from contactsync.rejected_record") == "1")
      }
    }
  }

  @Test("who lost the lease stores nothing")
  func fenced() async throws {
    try await World.with { session, world in
      try Self.plant(session, TestContact(id: "a").json)
      try session.execute("update contactsync.linked_account set lease_epoch = lease_epoch + 1")
      #expect(throws: LoadError.leaseLost(account: World.account)) { try Self.replay(session, world) }
      #expect(try session.value("select count(resolved_at) from contactsync.rejected_record") == "0")
    }
  }

  private static func replay(
    _ session: borrowing Session, _ world: World, score: @escaping PageStore.Score = { _, _ in ScoredPage() }
  ) throws -> RejectedStore.Replayed {
    let kept = try RejectedReader.page(session, account: World.account, reason: nil, after: nil)
    let again = kept.map { RejectedAgain(hash: $0.hash, raw: $0.raw, rejectedAt: $0.rejectedAt) }
    return try RejectedStore.replay(session, again, lease: world.lease, run: world.run, score: score)
  }

  /// A record as a release left it that could not read it.
  private static func plant(_ session: borrowing Session, _ raw: String) throws {
    let hash = Array(raw.utf8).withUnsafeBytes { ContentHash.xxh64($0, seed: 0) }
    try session.execute(
      """
      insert into contactsync.rejected_record (
        linked_account_id, raw_hash, organization_id, reason, detail, raw, first_run_id
      )
      values ($1, $2::bigint, $3, 'malformed', '', $4, 1)
      """,
      [
        .text(World.account), .int(Int64(bitPattern: hash)), .text(World.organization), .bytes(Array(raw.utf8)),
      ])
  }
}
