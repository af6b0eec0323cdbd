import ContactModel
import Crypto
import Extract
import Load
import Postgres
import Testing

@Suite("Erasing people")
struct SubjectErasureTests {
  static let keys = ErasureKeys([SymmetricKey(data: [UInt8](repeating: 7, count: 32))])
  static let others = ErasureKeys([SymmetricKey(data: [UInt8](repeating: 8, count: 32))])
  static let rotated = ErasureKeys([8, 7].map { SymmetricKey(data: [UInt8](repeating: $0, count: 32)) })

  private static func contact(_ id: String, remote: String) -> TestContact {
    TestContact(id: id, extra: #","remote_id":"\#(remote)""#)
  }

  private static func erase(
    _ session: borrowing Session, _ world: World, contacts: [String] = [], parties: [String] = [],
    keys: ErasureKeys = keys
  ) throws -> SubjectErasure.Erased {
    let subject = Subject(
      organization: World.organization, contacts: contacts.map { ContactKey(account: World.account, id: $0) },
      parties: parties)
    return try SubjectErasure.erase(session, subject, traces: [], leases: [world.lease], keys: keys)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var id: String
    var remote: String
    var isErased: Bool
    var account = World.account
  }

  @Test(
    "who is known again",
    arguments: [
      Case(testDescription: "by Merge's id", id: "a", remote: "other", isErased: true),
      Case(
        testDescription: "by the accounting system's own id, under a new one", id: "new", remote: "r-a", isErased: true),
      Case(testDescription: "somebody else", id: "b", remote: "r-b", isErased: false),
      Case(testDescription: "an id that is another's own id", id: "r-a", remote: "a", isErased: false),
      Case(
        testDescription: "the same id in another account", id: "a", remote: "r-a", isErased: false, account: "acc-2"),
    ])
  func known(_ one: Case) async throws {
    try await World.with { session, world in
      _ = try Accounts.add(session, id: "acc-2", organization: World.organization)
      try world.read(session, [[Self.contact("a", remote: "r-a"), Self.contact("b", remote: "r-b")]])
      #expect(try Self.erase(session, world, contacts: ["a"]).counts.first?.rows == 1)
      for keys in [Self.keys, Self.rotated] {
        let erased = try ErasedContacts.read(session, account: one.account) { keys }
        #expect(erased.contains(contact: one.id, remoteID: one.remote) == one.isErased)
        var page = TestContact.page([Self.contact("c", remote: "r-c"), Self.contact(one.id, remote: one.remote)])
        #expect(erased.screen(&page) == (one.isErased ? [0] : [0, 1]))
        #expect(page.rows.count + page.rejected.count == 2)
        for record in page.rejected {
          #expect(record.id == nil && record.raw.isEmpty && record.reason == "erased")
          #expect(record.detail.wholeMatch(of: #/erased on request \([0-9a-f]{16}\)/#) != nil)
        }
      }
    }
  }

  @Test("a bad record of somebody who was erased loses its raw form, too")
  func badRecord() async throws {
    try await World.with { session, world in
      try world.read(session, [[.init(id: "a")]])
      _ = try Self.erase(session, world, contacts: ["a"])
      var page = RecordPage.parse(lines: Array(#"{"id":"a","addresses":"Secret"}"#.utf8))
      #expect(page.rejected.count == 1)
      try ErasedContacts.read(session, account: World.account) { Self.keys }.screen(&page)
      #expect(page.rejected.map(\.reason) == ["erased"] && page.rejected[0].raw.isEmpty)
    }
  }

  @Test("an id of the accounting system that others share keeps none of them away")
  func shared() async throws {
    try await World.with { session, world in
      try world.read(session, [[Self.contact("a", remote: "7"), Self.contact("b", remote: "7")]])
      #expect(try Self.erase(session, world, contacts: ["a"]).sharedRemoteIDs == 1)
      let erased = try ErasedContacts.read(session, account: World.account) { Self.keys }
      #expect(!erased.contains(contact: "b", remoteID: "7") && erased.contains(contact: "a", remoteID: "7"))
    }
  }

  @Test("keys: not asked where nobody was erased; refused where they are not those")
  func keysNeeded() async throws {
    struct Asked: Error {}
    try await World.with { session, world in
      #expect(try ErasedContacts.read(session, account: World.account) { throw Asked() }.isEmpty)
      try world.read(session, [[.init(id: "a")]])
      _ = try Self.erase(session, world, contacts: ["a"])
      #expect(throws: LoadError.self) { try ErasedContacts.read(session, account: World.account) { throw Asked() } }
      #expect(throws: LoadError.self) { try ErasedContacts.read(session, account: World.account) { Self.others } }
      #expect("\(Self.keys)" == "1 key" && Mirror(reflecting: Self.keys).children.isEmpty)
    }
  }

  @Test("a second time changes nothing; who lost the lease erases nothing")
  func again() async throws {
    try await World.with { session, world in
      try world.read(session, [[.init(id: "a")]])
      try world.parties(session, ["p"])
      #expect(try !Self.erase(session, world, contacts: ["a"], parties: ["p"]).isEmpty)
      let revision = "select party_revision from contactsync.organization"
      let before = (try world.writes(session), try session.value(revision))
      #expect(try Self.erase(session, world, contacts: ["a"], parties: ["p"]).isEmpty)
      #expect(try (world.writes(session), session.value(revision)) == before)

      try world.parties(session, ["q"])
      try session.execute("update contactsync.linked_account set lease_epoch = lease_epoch + 1")
      #expect(throws: LoadError.leaseLost(account: World.account)) {
        try Self.erase(session, world, parties: ["q"])
      }
      #expect(try session.value("select name from contactsync.party where party_id = 'q'") == "Party q")
    }
  }

  @Test("an erased party is not imported again, and that is counted; the account's runs hear of it")
  func parties() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p", "q"])
      _ = try Self.erase(session, world, parties: ["p"])
      #expect(try StoredReader.changedParties(session, organization: World.organization, since: 1) == ["p"])
      var builder = RecordPageBuilder()
      for id in ["p", "q", "r"] {
        builder.record.id = builder.text(id)
        builder.record.name = builder.text("New \(id)")
        builder.finishRecord()
      }
      let page = builder.finish()
      for snapshot in [nil, PartySnapshot()] {
        var pages = [page]
        let imported = try PartyLoader.upsert(session, organization: World.organization, snapshot: snapshot) {
          pages.popLast()
        }
        #expect(imported.map(\.erased) == [1])
        #expect(imported[0].inserted + imported[0].updated + imported[0].unchanged == 2 && imported[0].retired == 0)
        #expect(
          try session.value("select string_agg(coalesce(name, '-'), ' ' order by party_id) from contactsync.party")
            == "- New q New r")
      }
      let party = try CreationReader.parties(session, account: World.account, organization: World.organization).first
      #expect(party?.id == "p" && party?.isErased == true)
    }
  }

  @Test("a creation whose answer is out must be found first; in an account that no run takes it is given up")
  func answers() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p"])
      try session.execute(
        """
        insert into contactsync.creation (
          organization_id, linked_account_id, party_id, state, idempotency_key, payload, first_sent_at, merge_time_before,
          merge_time_sent
        )
        values ('org-1', 'acc-1', 'p', 'unknown', gen_random_uuid(), 'x', now(), now(), now())
        """)
      #expect(throws: LoadError.creationUnanswered(account: World.account, party: "p")) {
        try Self.erase(session, world, parties: ["p"])
      }
      #expect(try session.value("select name from contactsync.party") == "Party p")
      try Accounts.setState(session, account: World.account, .paused)
      #expect(try !Self.erase(session, world, parties: ["p"]).isEmpty)
      #expect(try session.value("select count(*) from contactsync.creation") == "0")
    }
  }
}
