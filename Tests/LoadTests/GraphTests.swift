import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("Reading the match graph")
struct GraphTests {
  @Test("what is unsettled comes with its whole components, and nothing else", arguments: 1...8)
  func closure(seed: UInt64) async throws {
    try await World.with { session, world in
      var random = Seeded(seed)
      let contacts = (0..<60).map { "c\($0)" }
      // Few parties make large components, many make small ones.
      let parties = (0..<Int.random(in: 15...90, using: &random)).map { "p\($0)" }
      var groups = Dictionary(uniqueKeysWithValues: (contacts + parties).map { ($0, $0) })
      func root(_ id: String) -> String { groups[id] == id ? id : root(groups[id]!) }
      var page: [TestContact] = []
      for contact in contacts {
        let wanted = Set(
          (0..<Int.random(in: 0...2, using: &random)).map { _ in parties.randomElement(using: &random)! })
        for party in wanted { groups[root(contact)] = root(party) }
        page.append(.init(id: contact, name: "x " + wanted.sorted().map { "\($0):3" }.joined(separator: " ")))
      }
      let read = try world.read(session, [page], score: Ruling.score)
      try world.settle(session, read.window, scope: .all)
      // A standing link and a judgement connect, too.
      let (a, b) = (contacts.randomElement(using: &random)!, parties.randomElement(using: &random)!)
      try session.execute(
        """
        insert into contactsync.link (organization_id, linked_account_id, contact_id, party_id, source, is_primary)
        values ($1, $2, $3, $4, 'human', true)
        """, [.text(World.organization), .text(World.account), .text(a), .text(b)])
      groups[root(a)] = root(b)
      let (c, d) = (contacts.randomElement(using: &random)!, parties.randomElement(using: &random)!)
      try world.judge(session, c, d, "different")
      groups[root(c)] = root(d)

      let marked = [c, contacts.randomElement(using: &random)!]
      let markedParty = parties.randomElement(using: &random)!
      try session.execute(
        "insert into contactsync.unsettled select $1, 'c', unnest($2::text[]) on conflict do nothing",
        [.text(World.account), .textArray(marked)])
      try CandidateStore.markUnsettled(session, lease: world.lease, parties: [markedParty])

      let roots = Set((marked + [markedParty]).map(root))
      let expected = contacts.filter { roots.contains(root($0)) }
      let graph = try GraphReader.read(
        session, account: World.account, organization: World.organization, scope: .unsettled
      ).graph
      let got = graph.contacts.map { graph.contactIDs[$0.id] }
      #expect(got.sorted() == expected.sorted())
      #expect(Set(got).count == got.count)
      let all = try GraphReader.read(
        session, account: World.account, organization: World.organization, scope: .all
      ).graph
      #expect(all.contacts.count == contacts.count)
      let inComponents = all.edges.count { edge in
        roots.contains(root(all.contactIDs[all.contacts[Int(edge.contact)].id]))
      }
      #expect(graph.edges.count == inComponents)
    }
  }

  @Test("a removed edge brings the contacts of its party in again")
  func removedEdge() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2"])
      let pages: [[TestContact]] = [
        [.init(id: "a", name: "p1:12"), .init(id: "b", name: "p1:6"), .init(id: "c", name: "p2:6")]
      ]
      try world.settle(session, try world.read(session, pages, score: Ruling.score).window, scope: .all)
      let read = try world.read(session, [[.init(id: "a", name: "x", modified: 1)]], score: Ruling.score)
      #expect(read.counts.updated == 1)
      let graph = try GraphReader.read(
        session, account: World.account, organization: World.organization, scope: .unsettled
      ).graph
      #expect(graph.contacts.map { graph.contactIDs[$0.id] }.sorted() == ["a", "b"])
      #expect(graph.standing.count == 1)
    }
  }

  @Test("changed parties find their contacts by key and by candidate; a new scoring writes what differs")
  func rescoring() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2", "p3"])
      let pages: [[TestContact]] = [
        [.init(id: "a", name: "p1:12 p2:6"), .init(id: "b", name: "p2:7"), .init(id: "c", name: "p3:1")]
      ]
      try world.settle(session, try world.read(session, pages, score: Ruling.score).window, scope: .all)
      func affected(_ session: borrowing Session, _ keys: [String], _ parties: [String]) throws -> [String] {
        try StoredReader.contactsToRescore(
          session, account: World.account, keys: keys.map(Ruling.key), parties: parties)
      }
      #expect(try affected(session, ["p2"], []) == ["a", "b"])
      #expect(try affected(session, [], ["p3"]) == ["c"])
      #expect(try affected(session, ["p1"], ["p3"]) == ["a", "c"])

      let page = try StoredReader.contacts(session, account: World.account, ids: ["a", "b"])
      #expect(page.rows.count == 2)
      let before = try world.writes(session)
      let same = try CandidateStore.rescore(
        session, lease: world.lease, page: page, scored: Ruling.score(page, [0, 1]))
      #expect(same == .init(added: 0, changed: 0, removed: 0))
      #expect(try world.writes(session) == before)

      var scored = Ruling.score(page, [0, 1])
      scored.candidates[0].weight = 3
      scored.rows[1].candidates = 0..<1
      let moved = try CandidateStore.rescore(session, lease: world.lease, page: page, scored: scored)
      #expect(moved == .init(added: 1, changed: 1, removed: 1))
      #expect(
        try session.value("select string_agg(kind::text || id, ' ' order by kind, id) from contactsync.unsettled")
          == "ca cb pp2")
    }
  }
}
