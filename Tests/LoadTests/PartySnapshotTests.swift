import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("Snapshots of parties")
struct PartySnapshotTests {
  static func take(
    _ session: borrowing Session, _ ids: some Sequence<String>, organization: String = "o", limit: Double = 0.1,
    isWhole: Bool = true
  ) throws -> [PartyLoader.Imported] {
    var rest = [PartyTests.page(ids.map { ($0, "Party \($0)", organization) })][...]
    if rest[0].rows.isEmpty { rest = [] }
    return try PartyLoader.upsert(
      session, organization: nil, snapshot: PartySnapshot(retireLimit: limit) { isWhole }
    ) { rest.popFirst() }
  }

  static func retired(_ session: borrowing Session) throws -> String? {
    try session.value(
      """
      select coalesce(string_agg(organization_id || ' ' || party_id, ', ' order by organization_id, party_id), '')
      from reporting.dim_parties where is_retired
      """)
  }

  @Test("what a snapshot does not hold is retired, in the organizations that it names; what comes back lives again")
  func retiring() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      _ = try Self.take(session, ["1"], organization: "other")
      let ids = (0..<20).map { "p\($0)" }
      #expect(try Self.take(session, ids) == [.init(organization: "o", inserted: 20, revision: 1)])
      #expect(
        try Self.take(session, ids.dropFirst(2)) == [
          .init(organization: "o", unchanged: 18, retired: 2, revision: 2)
        ])
      #expect(try Self.retired(session) == "o p0, o p1")
      #expect(try StoredReader.changedParties(session, organization: "o", since: 1) == ["p0", "p1"])
      let stands = "select string_agg(party_id || deleted_at || revision, ' ' order by party_id) from contactsync.party"
      let before = try session.value(stands)
      #expect(
        try Self.take(session, ids.dropFirst(2)) == [.init(organization: "o", unchanged: 18, revision: 2)],
        "retired once")
      #expect(try session.value(stands) == before)
      #expect(
        try Self.take(session, ids.dropFirst()) == [
          .init(organization: "o", updated: 1, unchanged: 18, revision: 3)
        ])
      #expect(try Self.retired(session) == "o p0")
      #expect(
        try PartyTests.upsert(session, [PartyTests.page([("p0", "Party p0", "o")])]) == [
          .init(organization: "o", updated: 1, revision: 4)
        ], "without --snapshot, too")
      #expect(try Self.retired(session) == "")
    }
  }

  @Test("a merged party that is absent stays merged, and counts neither way")
  func merged() async throws {
    try await World.with { session, world in
      try MergedPartyTests.importParties(session, [("a", "s"), ("s", nil)])
      let taken = try Self.take(session, ["s"], organization: World.organization, limit: 0)
      #expect(taken.first?.retired == 0)
      #expect(try session.value("select deleted_at is null from contactsync.party where party_id = 'a'") == "t")
    }
  }

  // Living parties of two organizations, how many of each the snapshot holds, the limit, whether it is taken.
  @Test(
    "a snapshot that loses too many is refused as a whole",
    arguments: [
      (10, 9, 0, 0, 0.1, true), (10, 8, 0, 0, 0.1, false), (10, 8, 0, 0, 0.2, true), (10, 9, 0, 0, 0, false),
      (10, 1, 0, 0, 1, true), (100, 90, 0, 0, 0.1, true), (100, 89, 1000, 1000, 0.1, false),
      (20, 15, 1000, 1000, 0.1, true), (20, 15, 30, 25, 0.1, false),
    ])
  func guarding(a: Int, keptA: Int, b: Int, keptB: Int, limit: Double, isTaken: Bool) async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      func page(_ a: Int, _ b: Int, _ name: String) -> RecordPage {
        PartyTests.page((0..<a).map { ("a\($0)", name, "a") } + (0..<b).map { ("b\($0)", name, "b") })
      }
      _ = try PartyTests.upsert(session, [page(a, b, "old")])
      let contents = "select md5(string_agg(party::text, ',' order by party_id)) from contactsync.party"
      let before = try session.value(contents)
      var pages = [page(keptA, keptB, "new")][...]
      do {
        let taken = try PartyLoader.upsert(
          session, organization: nil, snapshot: PartySnapshot(retireLimit: limit)
        ) { pages.popFirst() }
        #expect(isTaken)
        #expect(taken.map(\.retired).reduce(0, +) == a - keptA + b - keptB)
      } catch let error as LoadError {
        #expect(!isTaken)
        guard case .snapshotLosesTooMany = error else { throw error }
        #expect(try session.value(contents) == before)
      }
    }
  }

  @Test("an empty snapshot is refused, and one that lost rows retires nobody")
  func broken() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      _ = try Self.take(session, ["1", "2"])
      #expect(throws: LoadError.snapshotEmpty) { _ = try Self.take(session, []) }
      #expect(throws: LoadError.snapshotEmpty) { _ = try Self.take(session, [], limit: 1) }
      #expect(
        try Self.take(session, ["1"], limit: 1, isWhole: false) == [
          .init(organization: "o", unchanged: 1, revision: 1)
        ])
      #expect(try Self.take(session, [], isWhole: false) == [])
      #expect(try Self.retired(session) == "")
    }
  }
}
