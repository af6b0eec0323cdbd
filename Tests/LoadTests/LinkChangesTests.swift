import ContactModel
import Extract
import Load
import Postgres
import SQLFiles
import TestSupport
import Testing

@Suite("Link changes")
struct LinkChangesTests {
  /// The links that all changes come to, replayed from the first; and the ids in the order in which they came.
  static func replay(_ session: borrowing Session) throws -> (links: [String: String], ids: [Int64]) {
    var links: [String: String] = [:]
    var ids: [Int64] = []
    try LinkChangeReader.read(session, since: 0, organization: nil, limit: nil) { changes in
      for change in changes {
        ids.append(change.id)
        links[change.contact] = change.change == "unlinked" ? nil : change.party
      }
    }
    return (links, ids)
  }

  @Test("replayed from the first, they are the links that stand, after any history", arguments: 1...12)
  func replaying(seed: UInt64) async throws {
    try await World.with { session, world in
      var random = Seeded(seed)
      let parties = (1...6).map { "p\($0)" }
      try world.parties(session, parties)
      let contacts = (1...12).map { "c\($0)" }
      for step in 1...8 {
        let page = contacts.map { id in
          TestContact(id: id, name: "\(parties.randomElement(using: &random)!):12", modified: step)
        }
        try world.read(session, [page], score: Ruling.score)
        for contact in contacts where Int.random(in: 0..<3, using: &random) == 0 {
          let party = parties.randomElement(using: &random)!
          _ = try session.transaction { session in
            try JudgementWriter.write(
              session,
              [
                NewJudgement(
                  account: World.account, contact: contact, party: party, answer: .same,
                  source: Bool.random(using: &random) ? .human : .imported)
              ])
          }
        }
        let stored = try GraphReader.read(
          session, account: World.account, organization: World.organization, scope: .all)
        let decisions = Ruling.decisions(stored.graph).map { decision in
          var decision = decision
          let link = stored.graph.standing.first { $0.contact == decision.contact }
          // Merges and refusals: some standing links move elsewhere or end.
          if link != nil, case .dispute = decision.linkAction, Bool.random(using: &random) {
            decision.linkAction =
              decision.party == nil || Bool.random(using: &random)
              ? .drop(by: .human) : .move(primary: true, by: .merge)
          }
          return decision
        }
        _ = try SettleStore.settle(
          session, lease: world.lease, graph: stored, decisions: decisions,
          facts: .init(run: world.run, matcherVersion: "v1", partyRevision: 1), evidence: Ruling.evidence)
        let standing = try session.execute("select contact_id, party_id from reporting.fct_links")
        let expected = Dictionary(uniqueKeysWithValues: standing.map { ($0.text(0) ?? "", $0.text(1) ?? "") })
        let replayed = try Self.replay(session)
        #expect(replayed.links == expected, "step \(step)")
        #expect(replayed.ids == replayed.ids.sorted())
      }
      let kinds = try session.value(
        "select string_agg(distinct change, ' ' order by change) from contactsync.link_change")
      #expect(kinds == "linked moved unlinked")
    }
  }

  @Test("from an id on, by organization, and no more than the limit")
  func choosing() async throws {
    try await World.with { session, world in
      try session.execute(
        """
        insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
        select case when n % 2 = 0 then 'even' else 'odd' end, 'a', 'c' || n, 'p', 'linked', 'auto'
        from generate_series(1, 5000) as n
        """)
      var all: [Int64] = []
      try LinkChangeReader.read(session, since: 0, organization: nil, limit: nil) { all += $0.map(\.id) }
      #expect(all == Array(1...5000))
      var some: [Int64] = []
      try LinkChangeReader.read(session, since: 4990, organization: "even", limit: 3) { some += $0.map(\.id) }
      #expect(some == [4992, 4994, 4996])
      var paged: [Int64] = []
      try LinkChangeReader.read(session, since: 10, organization: nil, limit: 2001) { paged += $0.map(\.id) }
      #expect(paged == Array(11...2011))
    }
  }

  @Test("a revert that a slow writer holds up gets the later id")
  func revertWaits() async throws {
    let database = try await TestDatabase.fresh()
    let (slow, reverting) = (try await Connection.open(database), try await Connection.open(database))
    let process = try #require(await reverting.serverProcess)
    let world = try await reverting.run { session throws in
      _ = try Accounts.add(session, id: World.account, organization: World.organization)
      let lease = try #require(try AccountLease.acquire(session, account: World.account))
      var world = World(lease: lease, run: 0)
      try world.startRun(session)
      try world.parties(session, ["p1"])
      try world.settle(
        session, try world.read(session, [[.init(id: "c", name: "p1:12")]], score: Ruling.score).window, scope: .all)
      return world
    }
    let task = try await slow.run { session throws in
      try session.transaction { session in
        try session.execute(Query.linkChangesLock.sql)
        try session.execute(
          """
          insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
          values ('o', 'slow', 'x', 'p', 'linked', 'auto')
          """)
        let task = Task {
          try await reverting.run { session in
            let stored = try GraphReader.read(
              session, account: World.account, organization: World.organization, scope: .all)
            _ = try LinkReversal.revert(
              session, lease: world.lease, graph: stored, decisions: Ruling.decisions(stored.graph),
              facts: .init(reverted: world.run, run: world.run, matcherVersion: "v1"), evidence: Ruling.evidence)
          }
        }
        while try session.execute(
          "select from pg_locks where pid = $1 and locktype = 'advisory' and not granted", [.int(Int(process))]
        ).isEmpty {}
        return task
      }
    }
    try await task.value
    let order = try await slow.run { session in
      try session.execute("select contact_id || ' ' || change from contactsync.link_change order by change_id").map {
        $0.text(0) ?? ""
      }
    }
    #expect(order == ["c linked", "x linked", "c unlinked"])
  }
}
