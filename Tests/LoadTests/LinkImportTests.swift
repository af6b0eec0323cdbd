import ContactModel
import Extract
import Load
import Postgres
import Testing

@Suite("Known links", .serialized)
struct LinkImportTests {
  static func byID(_ contact: String, _ party: String, account: String = World.account) -> KnownLink {
    KnownLink(account: account, contact: .id(contact), party: party)
  }

  static func byRemoteID(_ remote: String, _ party: String) -> KnownLink {
    KnownLink(account: World.account, contact: .remoteID(remote), party: party)
  }

  static func words(_ verdicts: [KnownLinkVerdict]) -> [String] { verdicts.map(\.word.rawValue) }

  /// Contacts a, b, c with remote ids A, B, C; d and e, which share D; f, deleted, with F. Parties p1, p2, p3; p4 is
  /// merged into p2, p5 is retired.
  static func store(_ session: borrowing Session, _ world: World) throws {
    try MergedPartyTests.importParties(session, [("p1", nil), ("p2", nil), ("p3", nil), ("p4", "p2")])
    try session.execute(
      """
      insert into contactsync.party (organization_id, party_id, deleted_at, content_hash, revision)
      values ($1, 'p5', now(), 0, 1)
      """, [.text(World.organization)])
    let contacts = [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D"), ("e", "D"), ("f", "F")].map { id, remote in
      TestContact(id: id, deleted: id == "f", extra: ",\"remote_id\":\"\(remote)\"")
    }
    try world.read(session, [contacts])
  }

  static func link(_ session: borrowing Session, _ contact: String, _ party: String, _ source: String) throws {
    try session.execute(
      """
      insert into contactsync.link (organization_id, linked_account_id, contact_id, party_id, source, is_primary)
      values ($1, $2, $3, $4, $5, true)
      """, [.text(World.organization), .text(World.account), .text(contact), .text(party), .text(source)])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    var link: KnownLink
    var verdict: KnownLinkVerdict.Word
    /// Said beforehand of contact a: party, answer, who.
    var said: [String] = []
    /// Standing beforehand of contact a: party and source.
    var standing: (String, String)?
    var detail = ""
    var testDescription: String { what }
  }

  static let cases: [Case] = [
    Case(what: "a stored contact", link: byID("a", "p1"), verdict: .applied),
    Case(what: "a contact that may come", link: byID("later", "p1"), verdict: .applied),
    Case(what: "a remote id", link: byRemoteID("B", "p1"), verdict: .applied),
    Case(what: "a remote id that may come", link: byRemoteID("Z", "p1"), verdict: .waiting),
    Case(what: "a remote id of a deleted contact", link: byRemoteID("F", "p1"), verdict: .waiting),
    Case(
      what: "a remote id of two", link: byRemoteID("D", "p1"), verdict: .ambiguous,
      detail: "2 contacts have the remote id D: name one of them by contact_id"),
    Case(
      what: "an unknown account", link: byID("a", "p1", account: "x"), verdict: .unknownAccount,
      detail: "there is no linked account x"),
    Case(
      what: "an unknown party", link: byID("a", "p9"), verdict: .unknownParty, detail: "there is no party p9 in org-1"),
    Case(what: "a retired party", link: byID("a", "p5"), verdict: .unknownParty, detail: "party p5 is retired"),
    Case(what: "a merged party", link: byID("a", "p4"), verdict: .applied),
    Case(what: "said before by a person", link: byID("a", "p1"), verdict: .unchanged, said: ["p1 same"]),
    Case(what: "said before by an import", link: byID("a", "p1"), verdict: .unchanged, said: ["p1 same import"]),
    Case(
      what: "another party by a person", link: byID("a", "p1"), verdict: .conflict, said: ["p2 same"],
      detail: "contact a was judged to be p2"),
    Case(
      what: "another party by an import", link: byID("a", "p1"), verdict: .conflict, said: ["p2 same import"],
      detail: "contact a was judged to be p2"),
    Case(
      what: "refused by a person", link: byID("a", "p1"), verdict: .conflict, said: ["p1 different"],
      detail: "contact a was judged not to be party p1"),
    Case(what: "another party refused", link: byID("a", "p1"), verdict: .applied, said: ["p2 different"]),
    Case(what: "unsure", link: byID("a", "p1"), verdict: .applied, said: ["p1 unsure"]),
    Case(what: "called a new party", link: byID("a", "p1"), verdict: .applied, said: ["- new_party"]),
    Case(what: "taken back", link: byID("a", "p1"), verdict: .applied, said: ["p2 same", "p2 withdrawn"]),
    Case(what: "the survivor of what was said", link: byID("a", "p2"), verdict: .applied, said: ["p4 same"]),
    Case(
      what: "linked by a person", link: byRemoteID("A", "p1"), verdict: .conflict, standing: ("p2", "human"),
      detail: "contact a is linked to p2, and not by a run"),
    Case(what: "linked by an import", link: byID("a", "p1"), verdict: .conflict, standing: ("p2", "import")),
    Case(what: "created", link: byID("a", "p1"), verdict: .conflict, standing: ("p2", "created")),
    Case(what: "linked by a run", link: byID("a", "p1"), verdict: .applied, standing: ("p2", "auto")),
    Case(what: "linked by a run to it", link: byID("a", "p1"), verdict: .applied, standing: ("p1", "auto")),
    Case(what: "linked to it by a person", link: byID("a", "p1"), verdict: .unchanged, standing: ("p1", "human")),
    Case(what: "linked to the survivor", link: byID("a", "p4"), verdict: .unchanged, standing: ("p2", "import")),
  ]

  @Test("a verdict for each, and the same again changes nothing", arguments: cases)
  func verdicts(entry: Case) async throws {
    try await World.with { session, world in
      try Self.store(session, world)
      for said in entry.said {
        _ = try session.transaction { session in
          try JudgementWriter.write(session, [JudgementWriterTests.judgement(said, contact: "a")])
        }
      }
      if let (party, source) = entry.standing { try Self.link(session, "a", party, source) }
      try session.execute("delete from contactsync.unsettled")
      let verdict = try LinkImport.take(session, [entry.link])[0]
      #expect(verdict.word == entry.verdict, "\(verdict)")
      #expect((verdict.detail ?? "").hasPrefix(entry.detail))
      let written = "select count(*) from contactsync.judgement where answer = 'same' and source = 'import'"
      let marks = try session.value("select count(*) from contactsync.unsettled")
      #expect(marks == (entry.verdict == .applied ? "1" : "0"))
      #expect(
        try session.value("select count(*) from contactsync.pending_link") == (entry.verdict == .waiting ? "1" : "0"))
      let before = try session.value(written)
      let again = try LinkImport.take(session, [entry.link])[0]
      #expect(again.word == (verdict.isTaken ? .unchanged : entry.verdict))
      #expect(try session.value(written) == before)
    }
  }

  @Test("of rows that contradict one another the first is taken; two names of one contact are one contact")
  func within() async throws {
    try await World.with { session, world in
      try Self.store(session, world)
      let links = [
        Self.byID("a", "p1"), Self.byID("a", "p1"), Self.byID("a", "p2"), Self.byRemoteID("A", "p1"),
        Self.byRemoteID("A", "p3"), Self.byRemoteID("Z", "p1"), Self.byRemoteID("Z", "p2"), Self.byRemoteID("Z", "p1"),
        Self.byID("a", "p2"), Self.byID("b", "p1"),
      ]
      #expect(
        Self.words(try LinkImport.take(session, links)) == [
          "applied", "unchanged", "conflict", "unchanged", "conflict", "waiting", "conflict", "unchanged", "conflict",
          "applied",
        ])
      #expect(
        Self.words(try LinkImport.take(session, links)) == [
          "unchanged", "unchanged", "conflict", "unchanged", "conflict", "unchanged", "conflict", "unchanged",
          "conflict", "unchanged",
        ])
      #expect(try LinkImport.take(session, []) == [])
    }
  }

  @Test("links wait for their contacts, and for the first parties of their organization; a run takes them")
  func waiting() async throws {
    try await World.with { session, world in
      let links = [
        Self.byRemoteID("A", "p1"), Self.byID("b", "p2"), Self.byRemoteID("D", "p1"), Self.byRemoteID("Z", "p1"),
        Self.byRemoteID("C", "p9"), Self.byRemoteID("B", "p3"),
      ]
      #expect(Self.words(try LinkImport.take(session, links)) == Array(repeating: "waiting", count: 6))
      #expect(
        try PendingLinks.resolve(session, lease: world.lease) == .init(waiting: 6), "nothing is known yet")
      try Self.store(session, world)
      #expect(
        try PendingLinks.resolve(session, lease: world.lease)
          == .init(
            taken: 2, waiting: 1,
            problems: [
              "known link of remote id C: there is no party p9 in org-1",
              "known link of remote id D: 2 contacts have the remote id D: name one of them by contact_id",
              "known link of remote id B: contact b was judged to be p2",
            ]))
      #expect(
        try session.value(
          "select string_agg(concat_ws(' ', contact_id, party_id, source), ', ' order by contact_id) "
            + "from contactsync.judgement") == "a p1 import, b p2 import")
      #expect(
        try session.value(
          "select string_agg(concat_ws(' ', id, problem), ', ' order by id) from contactsync.pending_link")
          == "B conflict, C unknown_party, D ambiguous, Z")
      // Named by its id, the ambiguous one is settled.
      #expect(Self.words(try LinkImport.take(session, [Self.byID("e", "p1")])) == ["applied"])
      #expect(try PendingLinks.resolve(session, lease: world.lease).taken == 1)
      #expect(try session.value("select string_agg(id, ' ' order by id) from contactsync.pending_link") == "B C Z")
    }
  }

  @Test("an organization that is purged leaves no waiting link behind")
  func purging() async throws {
    try await World.with { session, world in
      _ = try LinkImport.take(session, [Self.byRemoteID("A", "p1")])
      try Accounts.purge(session, organization: World.organization)
      #expect(try session.value("select count(*) from contactsync.pending_link") == "0")
    }
  }
}
