import Load
import Postgres
import TestSupport
import Testing

@Suite("Sessions of linking")
struct LinkSessionTests {
  private static func new(
    _ id: String, account: String = "books", organization: String = "acme", integration: String? = nil
  ) -> NewLinkSession {
    NewLinkSession(
      id: Self.id(id), organization: organization, account: account, keyHash: [UInt8](repeating: 7, count: 32),
      linkTokenSealed: [1], integration: integration, isMagicLink: false, minutes: 30)
  }

  private static func id(_ text: String) -> String { text + String(repeating: "0", count: 32 - text.utf8.count) }

  private static func with(_ body: @Sendable (borrowing Session) throws -> Void) async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run(body)
    await connection.close()
  }

  private static func state(_ session: borrowing Session, _ id: String) throws -> LinkSession.State? {
    try LinkSessions.read(session, id: Self.id(id))?.state
  }

  /// As long ago as a session of 30 minutes ends, and so many minutes more.
  private static func age(_ session: borrowing Session, _ id: String, past minutes: Int) throws {
    try session.execute(
      "update contactsync.link_session set expires_at = now() - make_interval(mins => \(minutes)) where link_session_id = $1",
      [.text(Self.id(id))])
  }

  @Test("only one caller exchanges, and within ten minutes of the end")
  func exchange() async throws {
    try await Self.with { session in
      _ = try LinkSessions.begin(session, Self.new("a"))
      #expect(try LinkSessions.beginExchange(session, id: Self.id("a")))
      #expect(try !LinkSessions.beginExchange(session, id: Self.id("a")))
      try LinkSessions.endExchange(session, id: Self.id("a"), .open)
      #expect(try LinkSessions.read(session, id: Self.id("a"))?.linkTokenSealed == [1])
      try Self.age(session, "a", past: 9)
      #expect(try Self.state(session, "a") == .expired)
      #expect(try LinkSessions.beginExchange(session, id: Self.id("a")))
      try LinkSessions.endExchange(session, id: Self.id("a"), .failed(code: "x"))
      let failed = try #require(try LinkSessions.read(session, id: Self.id("a")))
      #expect(failed.state == .failed && failed.errorCode == "x" && failed.linkTokenSealed == nil)
      #expect(try !LinkSessions.beginExchange(session, id: Self.id("a")))
      _ = try LinkSessions.begin(session, Self.new("b"))
      try Self.age(session, "b", past: 11)
      #expect(try !LinkSessions.beginExchange(session, id: Self.id("b")))
      #expect(try !LinkSessions.beginExchange(session, id: Self.id("none")))
      #expect(try LinkSessions.read(session, id: Self.id("none")) == nil)
    }
  }

  @Test("linking stores the account once; what was linked stays linked, whatever comes late")
  func linking() async throws {
    try await Self.with { session in
      _ = try LinkSessions.begin(session, Self.new("a"))
      #expect(try LinkSessions.beginExchange(session, id: Self.id("a")))
      let first = NewAccount(
        id: "books", organization: "acme", tokenSealed: [1], integration: "xero", mergeAccount: "m1")
      #expect(try LinkSessions.link(session, id: Self.id("a"), first))
      var second = first
      second.tokenSealed = [2]
      #expect(try !LinkSessions.link(session, id: Self.id("a"), second))
      try LinkSessions.endExchange(session, id: Self.id("a"), .failed(code: "late"))
      #expect(try Self.state(session, "a") == .linked)
      #expect(try Accounts.sealedToken(session, account: "books") == [1])
      #expect(try LinkSessions.waiting(session, account: "books") == nil)
    }
  }

  @Test("relinking keeps watermark, Merge id and links, and makes a removed account active; earlier sessions end")
  func relinking() async throws {
    try await Self.with { session in
      _ = try Accounts.add(session, id: "books", organization: "acme", tokenSealed: [1], mergeAccount: "m1")
      try session.script(
        """
        update contactsync.linked_account set watermark = '2026-01-01', state = 'removed';
        insert into contactsync.link (organization_id, linked_account_id, contact_id, party_id, source, is_primary)
          values ('acme', 'books', 'c', 'p', 'human', true)
        """)
      for id in ["a", "b", "c"] {
        _ = try LinkSessions.begin(session, Self.new(id))
        try session.execute("update contactsync.link_session set created_at = created_at - interval '1 hour'")
      }
      #expect(try LinkSessions.read(session, id: Self.id("b"))?.isKnown == true)
      #expect(
        try LinkSessions.link(
          session, id: Self.id("b"),
          NewAccount(id: "books", organization: "acme", tokenSealed: [2], mergeAccount: "m2")))
      let account = try #require(try Accounts.list(session).first)
      #expect(account.watermark != nil && account.mergeAccount == "m1" && account.state == .active)
      #expect(try session.value("select count(*) from contactsync.link where unlinked_at is null") == "1")
      #expect(try Self.state(session, "a") == .expired && Self.state(session, "c") == .open)
      #expect(try LinkSessions.waiting(session, account: "books")?.id == Self.id("c"))
    }
  }

  @Test("an id belongs to one organization, from its first session on")
  func owner() async throws {
    try await Self.with { session in
      _ = try LinkSessions.begin(session, Self.new("a"))
      #expect(throws: LoadError.accountElsewhere(account: "books", organization: "acme")) {
        try LinkSessions.begin(session, Self.new("b", organization: "globex"))
      }
      _ = try Accounts.add(session, id: "theirs", organization: "globex", tokenSealed: [9])
      #expect(throws: LoadError.accountElsewhere(account: "theirs", organization: "globex")) {
        try LinkSessions.begin(session, Self.new("c", account: "theirs"))
      }
      // A platform that added the id elsewhere meanwhile: the session does not take it over.
      _ = try Accounts.add(session, id: "books", organization: "globex", tokenSealed: [9])
      #expect(throws: LoadError.accountElsewhere(account: "books", organization: "globex")) {
        try LinkSessions.link(
          session, id: Self.id("a"), NewAccount(id: "books", organization: "acme", tokenSealed: [1]))
      }
      #expect(try Self.state(session, "a") == .open)
      #expect(try Accounts.sealedToken(session, account: "books") == [9])
    }
  }

  @Test("an id whose attempt came to nothing is taken again; not while one is under way, nor once it is linked")
  func unused() async throws {
    try await Self.with { session in
      func unused(_ session: borrowing Session, _ integration: String? = nil) throws -> String? {
        try LinkSessions.unusedAccount(session, organization: "acme", integration: integration)
      }
      #expect(try unused(session) == nil)
      _ = try LinkSessions.begin(session, Self.new("a"))
      #expect(try unused(session) == nil)
      try Self.age(session, "a", past: 11)
      #expect(try unused(session) == "books")
      #expect(try unused(session, "xero") == nil)
      #expect(try LinkSessions.unusedAccount(session, organization: "globex", integration: nil) == nil)
      _ = try Accounts.add(session, id: "books", organization: "acme")
      #expect(try unused(session) == nil)
    }
  }

  @Test("removing takes the token and the sessions; a purge leaves ids only, and tells of each link")
  func removing() async throws {
    try await TwoOrganizations.with { world in
      let before = try await world.othersRows()
      let connection = try await world.connection()
      try await connection.run { session in
        let lease = try #require(try AccountLease.acquire(session, account: "books-a"))
        #expect(try Accounts.remove(session, lease: lease, purges: false) == nil)
        #expect(try session.value("select count(*) from contactsync.contact where organization_id = 'org-a'") == "4")
        #expect(try Accounts.sealedToken(session, account: "books-a") == nil)
        #expect(try Accounts.list(session, organization: "org-a").map(\.state) == [.removed])
        let purged = try #require(try Accounts.remove(session, lease: lease, purges: true))
        #expect(purged.counts.first { $0.kind == "contacts" }?.rows == 4)
        try lease.release(session)
        var left: [String] = []
        for relation in try TwoOrganizations.relations(session) where relation.hasAccount && !relation.isView {
          let rows = try session.value(
            "select count(*) from \(relation.name) where linked_account_id = 'books-a'")
          if rows != "0" { left.append(relation.name) }
        }
        #expect(
          left == [
            "contactsync.erased_contact", "contactsync.link_change", "contactsync.linked_account",
            "contactsync.run_account",
          ])
        #expect(
          try session.execute(
            "select contact_id from contactsync.link_change where change = 'unlinked' and organization_id = 'org-a' order by 1"
          ).map { $0.text(0) } == ["contact-a-1", "contact-a-2"])
        #expect(
          try session.value(
            "select coalesce(watermark::text, merge_account_id, 'nothing') from contactsync.linked_account where linked_account_id = 'books-a'"
          ) == "nothing")
      }
      await connection.close()
      #expect(try await world.othersRows() == before)
    }
  }
}
