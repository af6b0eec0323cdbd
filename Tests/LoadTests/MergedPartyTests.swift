import ContactModel
import Extract
import Load
import Postgres
import Testing

@Suite("Merged parties in the tables")
struct MergedPartyTests {
  /// Imports parties, each with what it was merged into.
  static func importParties(_ session: borrowing Session, _ parties: [(id: String, into: String?)]) throws {
    var builder = RecordPageBuilder()
    for party in parties {
      builder.record.id = builder.text(party.id)
      builder.record.name = builder.text("Party \(party.id)")
      builder.record.mergedInto = builder.text(party.into)
      builder.finishRecord()
    }
    var page: RecordPage? = builder.finish()
    _ = try PartyLoader.upsert(session, organization: World.organization) {
      defer { page = nil }
      return page
    }
  }

  /// Marks what changed since a revision, as a run does, and reads the graph: the ids of its contacts.
  static func unsettled(
    _ session: borrowing Session, _ world: World, since revision: Int64
  ) throws -> (contacts: [String], graph: MatchGraph) {
    let changed = try StoredReader.changedParties(session, organization: World.organization, since: revision)
    try CandidateStore.markUnsettled(session, lease: world.lease, parties: changed)
    let graph = try GraphReader.read(
      session, account: World.account, organization: World.organization, scope: .unsettled
    ).graph
    return (graph.contacts.map { graph.contactIDs[$0.id] }.sorted(), graph)
  }

  /// Three contacts with one candidate each, all settled.
  static func settled(_ session: borrowing Session, _ world: World) throws -> Int64 {
    try importParties(session, [("a", nil), ("b", nil), ("s", nil), ("x", nil)])
    let pages: [[TestContact]] = [
      [.init(id: "ca", name: "a:12"), .init(id: "cs", name: "s:12"), .init(id: "cx", name: "x:12")]
    ]
    try world.settle(session, try world.read(session, pages, score: Ruling.score).window, scope: .all)
    return try StoredReader.partyRevision(session, organization: World.organization)
  }

  @Test("a merger reaches the contacts of both, also through a chain, and names the survivor")
  func merging() async throws {
    try await World.with { session, world in
      let before = try Self.settled(session, world)
      // Of the chain only one end changes, not the survivor's own row.
      try Self.importParties(session, [("b", "s")])
      try Self.importParties(session, [("a", "b")])
      let (contacts, graph) = try Self.unsettled(session, world, since: before)
      #expect(contacts == ["ca", "cs"])
      let survivors = graph.survivors.map { survivor in survivor.map { graph.partyIDs[graph.parties[Int($0)].id] } }
      let named = Dictionary(
        uniqueKeysWithValues: zip(graph.parties.map { graph.partyIDs[$0.id] }, survivors))
      #expect(named == ["a": "s", "b": "s", "s": nil])
      let all = try GraphReader.read(
        session, account: World.account, organization: World.organization, scope: .all
      ).graph
      #expect(all.contacts.count == 3)
      #expect(all.parties.count { $0.mergedInto != nil } == 2, "b has no contact, and is known all the same")
    }
  }

  @Test("a contact of the survivor brings those of the merged parties in")
  func mergedSide() async throws {
    try await World.with { session, world in
      _ = try Self.settled(session, world)
      try Self.importParties(session, [("b", "s"), ("a", "b")])
      let revision = try StoredReader.partyRevision(session, organization: World.organization)
      try session.execute(
        "insert into contactsync.unsettled values ($1, 'c', 'cs')", [.text(World.account)])
      #expect(try Self.unsettled(session, world, since: revision).contacts == ["ca", "cs"])
    }
  }

  @Test(
    "taking a merger back, or sending it elsewhere, reaches the contacts of the former survivor",
    arguments: [nil, "x"])
  func unmerging(into other: String?) async throws {
    try await World.with { session, world in
      _ = try Self.settled(session, world)
      try Self.importParties(session, [("a", "s")])
      let merged = try StoredReader.partyRevision(session, organization: World.organization)
      try Self.importParties(session, [("a", other)])
      let (contacts, _) = try Self.unsettled(session, world, since: merged)
      #expect(contacts == (other == nil ? ["ca", "cs"] : ["ca", "cs", "cx"]))
    }
  }

  @Test("a survivor that is deleted, and one that comes late, reach the contacts of the merged party")
  func survivorChanges() async throws {
    try await World.with { session, world in
      let before = try Self.settled(session, world)
      try Self.importParties(session, [("a", "late")])
      let unknown = try Self.unsettled(session, world, since: before)
      #expect(unknown.contacts == ["ca"])
      #expect(unknown.graph.survivors == [nil, nil])
      try session.execute("delete from contactsync.unsettled")
      let merged = try StoredReader.partyRevision(session, organization: World.organization)
      try Self.importParties(session, [("late", nil)])
      let known = try Self.unsettled(session, world, since: merged)
      #expect(known.contacts == ["ca"])
      #expect(known.graph.survivors.contains { $0 != nil })
    }
  }

  @Test(
    "a moved link keeps its source; the change says moved, the link that ended why; a doubtful one is settled again")
  func moving() async throws {
    try await World.with { session, world in
      _ = try Self.settled(session, world)
      try world.judge(session, "cx", "x", "same")
      try Self.importParties(session, [("a", "s"), ("x", "s")])
      let stored = try GraphReader.read(
        session, account: World.account, organization: World.organization, scope: .all)
      let graph = stored.graph
      let survivors = graph.survivors
      let decisions = Ruling.decisions(graph).map { decision in
        var decision = decision
        if let party = decision.party, let survivor = survivors[Int(party)] {
          decision.party = survivor
          decision.linkAction = .move(primary: false, by: .merge)
          if graph.contactIDs[graph.contacts[Int(decision.contact)].id] == "cx" { decision.reasons = [.partyMerged] }
        }
        return decision
      }
      let settled = try SettleStore.settle(
        session, lease: world.lease, graph: stored, decisions: decisions,
        facts: .init(run: world.run, matcherVersion: "v1", partyRevision: 2), evidence: Ruling.evidence)
      #expect(settled.linksWritten == 4, "two ended, two made")
      #expect(
        try session.value(
          """
          select string_agg(concat_ws(' ', contact_id, party_id, source, is_primary), ', ' order by contact_id)
          from reporting.fct_links
          """) == "ca s auto f, cs s auto t, cx s auto f")
      #expect(
        try session.value(
          "select string_agg(concat_ws(' ', contact_id, party_id, unlinked_by), ', ' order by contact_id) "
            + "from contactsync.link where unlinked_at is not null") == "ca a merge, cx x merge")
      #expect(
        try session.value(
          "select string_agg(concat_ws(' ', contact_id, change, party_id), ', ' order by contact_id) "
            + "from (select * from contactsync.link_change order by change_id desc limit 2) as last")
          == "ca moved s, cx moved s")
      #expect(
        try session.value("select string_agg(kind::text || ' ' || id, ', ') from contactsync.unsettled") == "c cx")
    }
  }
}
