import CSV
import ContactModel
import Extract
import Load
import Pipeline
import Postgres
import Sandbox
import Secrets
import TestSupport
import Testing
import Transform

@Suite("Step by step equals at once", .serialized)
struct HistoryEqualityTests {
  static let seeds = 1...50 as ClosedRange<UInt64>
  static let proposing = "version: 1\nname: nightly\nload: { links: propose }\n"
  static let writing = "version: 1\nname: nightly\n"
  static let storing = "version: 1\nname: nightly\ntransform: { decide: false }\n"

  /// Runs the nightly pipeline after each step of a history.
  private static func live(
    _ history: inout History, steps: Int, _ pipeline: String, _ world: World, judging: Bool
  ) async throws {
    for step in 0...steps {
      let change = step == 0 ? history.beginning() : history.next()
      try await world.store.putContacts(change.contacts, in: "books")
      let connection = try await Connection.open(world.database)
      try await World.importParties(change.parties, connection)
      if judging, step > 0, history.chance(0.4) { try await judge(&history, connection) }
      await connection.close()
      let summary = try await world.run(pipeline)
      #expect(summary.outcome == .done, "\(summary.accounts.first?.failure?.text ?? "")")
    }
  }

  private static func judge(_ history: inout History, _ connection: Connection) async throws {
    let (contact, party) = (history.pick(history.contactIDs), history.pick(history.partyIDs))
    let answer = history.pick(["same", "different", "unsure", "withdrawn"])
    try await connection.run { session in
      try session.execute(
        """
        insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source)
        values ('acme', 'books', $1, $2, $3, 'human')
        """, [.text(contact), .text(party), .text(answer)])
      try session.execute(
        "insert into contactsync.unsettled values ('books', 'c', $1) on conflict do nothing", [.text(contact)])
    }
  }

  @Test("Without standing links the decisions are those of one whole read", arguments: seeds)
  func proposed(seed: UInt64) async throws {
    try await World.with(accounts: [("books", "")], parties: "id\n") { world in
      var history = History(seed: seed)
      try await Self.live(&history, steps: 6, Self.proposing, world, judging: false)
      let fresh = World(store: world.store, database: try await TestDatabase.fresh(), baseURL: world.baseURL)
      try await Self.furnish(fresh, from: world, parties: history.allParties)
      #expect(try await fresh.run(Self.proposing).outcome == .done)
      for (table, columns, rows) in Self.decided {
        let sql = "select concat_ws('|', \(columns)) from contactsync.\(table) where \(rows) order by 1"
        let (lived, atOnce) = (try await world.column(sql), try await fresh.column(sql))
        #expect(lived.first { !atOnce.contains($0) } == nil, "\(table), step by step")
        #expect(atOnce.first { !lived.contains($0) } == nil, "\(table), at once")
      }
    }
  }

  @Test("What was only stored is decided later as by one whole read", arguments: 1...12 as ClosedRange<UInt64>)
  func storedFirst(seed: UInt64) async throws {
    try await World.with(accounts: [("books", "")], parties: "id\n") { world in
      var history = History(seed: seed)
      for (steps, pipeline) in [(2, Self.storing), (1, Self.proposing), (2, Self.storing)] {
        try await Self.live(&history, steps: steps, pipeline, world, judging: false)
        let version = try await world.scalar("select settled_matcher_version from contactsync.linked_account")
        #expect((version == "undecided") == (pipeline == Self.storing))
      }
      let before = try await world.column("select decided_at::text from contactsync.decision order by 1")
      #expect(try await world.run(Self.storing).outcome == .done)
      #expect(try await world.column("select decided_at::text from contactsync.decision order by 1") == before)
      #expect(try await world.run(Self.proposing).outcome == .done)
      let fresh = World(store: world.store, database: try await TestDatabase.fresh(), baseURL: world.baseURL)
      try await Self.furnish(fresh, from: world, parties: history.allParties)
      #expect(try await fresh.run(Self.proposing).outcome == .done)
      for (table, columns, rows) in Self.decided {
        let sql = "select concat_ws('|', \(columns)) from contactsync.\(table) where \(rows) order by 1"
        #expect(try await world.column(sql) == fresh.column(sql), "\(table)")
      }
    }
  }

  private static let decided = [
    ("candidate", "contact_id, party_id, weight, levels", "true"),
    (
      "decision",
      "contact_id, verdict, party_id, probability, weight, match_key, reasons::text, candidate_count, matcher_version",
      "true"
    ),
    ("review_item", "contact_id, kind, candidates::text, reasons::text", "state = 'open'"),
  ]

  /// Gives a fresh database the same account, parties and frozen frequencies.
  private static func furnish(_ fresh: World, from world: World, parties: String) async throws {
    let account = SandboxAccount(id: "books")
    let sealed = try World.vault().seal(account.token, account: account.id)
    let old = try await Connection.open(world.database)
    let snapshot = try await old.run { try StoredReader.snapshot($0, organization: "acme") }
    await old.close()
    let connection = try await Connection.open(fresh.database)
    try await connection.run { session in
      _ = try Accounts.add(session, id: account.id, organization: "acme", tokenSealed: sealed)
    }
    try await World.importParties(parties, connection)
    if let snapshot {
      try await connection.run { session in
        _ = try session.execute(
          """
          insert into contactsync.frequency_snapshot
            (organization_id, snapshot_number, content, content_hash, party_count)
          values ('acme', $1::integer, $2::bytea, $3, $4::integer)
          """,
          [
            .int(snapshot.number), .bytes(snapshot.content), .text(snapshot.contentHash),
            .int(FrequencySnapshot(decoding: snapshot.content)?.partyCount ?? 0),
          ])
      }
    }
    await connection.close()
  }

  @Test("With links written, scoring and settling everything anew changes nothing", arguments: seeds)
  func written(seed: UInt64) async throws {
    try await World.with(accounts: [("books", "")], parties: "id\n") { world in
      var history = History(seed: seed)
      try await Self.live(&history, steps: 6, Self.writing, world, judging: true)
      // A link that followed a merged party is judged where it stands now by the next run.
      #expect(try await world.run(Self.writing).outcome == .done)
      let before = try await world.fingerprint()
      let connection = try await Connection.open(world.database)
      let (moved, settled) = try await connection.run { try Self.settleAnew($0) }
      await connection.close()
      #expect(moved == [])
      #expect(settled.decisionsWritten == 0)
      #expect(settled.linksWritten == 0)
      #expect(settled.reviewItemsWritten == 0)
      #expect(try await world.fingerprint() == before)
    }
  }

  /// Scores every stored contact and settles the whole account; the contacts whose candidates moved, and what was written.
  private static func settleAnew(_ session: borrowing Session) throws -> (moved: [String], settled: Settled) {
    let snapshot = try #require(try StoredReader.snapshot(session, organization: "acme"))
    var builder = PartyIndexBuilder(policy: .standard, snapshot: FrequencySnapshot(decoding: snapshot.content))
    try StoredReader.parties(session, organization: "acme") { builder.add($0) }
    let index = builder.finish()
    let lease = try #require(try AccountLease.acquire(session, account: "books"))
    var moved: [String] = []
    try StoredReader.contacts(session, account: "books") { page in
      for row in page.rows.indices {
        let one = RecordPage.parse(lines: Array(page.bytes[page.rows[row].json.range]))
        let scored = index.score(one, rows: [0])
        let change = try CandidateStore.rescore(session, lease: lease, page: one, scored: scored)
        if change != .init(added: 0, changed: 0, removed: 0) { moved.append(page.string(page.rows[row].id) ?? "") }
      }
    }
    let graph = try GraphReader.read(session, account: "books", organization: "acme", scope: .all)
    let decisions = settle(graph.graph, policy: .standard)
    let run = try RunLog.start(session, pipeline: "anew", version: "test")
    try RunLog.startAccount(session, run: run, lease: lease)
    let stored = try Stored(session)
    let settled = try SettleStore.settle(
      session, lease: lease, graph: graph, decisions: decisions,
      facts: .init(
        run: run, matcherVersion: index.matcherVersion,
        partyRevision: try StoredReader.partyRevision(session, organization: "acme"), links: .write),
      evidence: { decision, candidate in try stored.evidence(graph.graph, decision, candidate, index) })
    try lease.release(session)
    return (moved, settled)
  }

  /// The stored records, for evidence.
  private struct Stored {
    private var contacts: [String: RecordPage] = [:]
    private var parties: [String: RecordPage] = [:]

    init(_ session: borrowing Session) throws {
      func pages(_ page: RecordPage) -> [(String, RecordPage)] {
        page.rows.map { row in
          (page.string(row.id) ?? "", RecordPage.parse(lines: Array(page.bytes[row.json.range])))
        }
      }
      var (contacts, parties): ([String: RecordPage], [String: RecordPage]) = ([:], [:])
      try StoredReader.contacts(session, account: "books") { for (id, one) in pages($0) { contacts[id] = one } }
      try StoredReader.parties(session, organization: "acme") { for (id, one) in pages($0) { parties[id] = one } }
      (self.contacts, self.parties) = (contacts, parties)
    }

    func evidence(
      _ graph: MatchGraph, _ decision: Decision, _ candidate: RankedCandidate, _ index: PartyIndex
    ) throws -> [Evidence] {
      let contact = graph.contactIDs[graph.contacts[Int(decision.contact)].id]
      let party = graph.partyIDs[graph.parties[Int(candidate.comparedRecord ?? candidate.party)].id]
      let explained = try index.explain(
        contact: #require(contacts[contact]), row: 0, party: #require(parties[party]), row: 0)
      return Transform.evidence(
        for: candidate, policy: .standard,
        values: Field.allCases.map { field in
          explained.first { $0.field == field.name }.map { ($0.left, $0.right) } ?? ("", "")
        })
    }
  }
}
