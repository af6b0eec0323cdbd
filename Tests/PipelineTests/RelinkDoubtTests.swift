import ContactModel
import Load
import Pipeline
import Sandbox
import Testing

@Suite("New linkings that leave doubts")
struct RelinkDoubtTests {
  /// A contact whose name, mailbox and telephone tell its number; party `pN` is the same business.
  static func contact(_ id: String, _ number: Int, remoteID: String, company: String = "") -> String {
    let company = company.isEmpty ? "null" : "\"\(company)\""
    return """
      {"id":"\(id)","remote_id":"\(remoteID)","name":"\(names[number]) Trading","email_address":"office@\(names[number]).example",\
      "is_customer":true,"is_supplier":false,"company":\(company),"phone_numbers":[{"number":"+1 415 555 01\(10 + number)"}],\
      "created_at":"2026-01-01T00:00:0\(number % 10)Z","modified_at":"2026-01-01T00:00:0\(number % 10)Z"}
      """.lowercasedNames
  }

  static let names = [
    "Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ironwood", "Juniper", "Kauri", "Larch",
  ]

  static var parties: String {
    "id,name,email_address,phone_number\n"
      + names.indices.map {
        "p\($0),\(names[$0]) Trading,office@\(names[$0].lowercased()).example,+1 415 555 01\(10 + $0)\n"
      }.joined()
  }

  private static func with(_ lines: [String], _ body: @Sendable (World) async throws -> Void) async throws {
    try await World.with(accounts: [("one", lines.joined(separator: "\n"))], parties: parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      try #require(try await world.links().count == lines.count)
      try await body(world)
    }
  }

  /// Links as "remote id, party", those on deleted contacts marked.
  private static func links(in world: World) async throws -> [String] {
    try await world.column(
      """
      select concat_ws(' ', remote_id, party_id, case when deleted_at is not null then 'gone' end) as text
      from reporting.fct_links join contactsync.contact using (linked_account_id, contact_id) order by text
      """)
  }

  @Test("Where remote ids are not unique, a person is asked, with the parties of before; the others follow")
  func notUnique() async throws {
    let lines = (0..<6).map { Self.contact("c\($0)", $0, remoteID: $0 < 2 ? "same" : String($0)) }
    try await Self.with(lines) { world in
      try await world.replaceToken(of: "one", world.store.relinkAnew(account: "one"))
      let run = try await world.run(PipelineRunTests.nightly)
      #expect(run.outcome == .done)
      #expect(run.accounts.first?.relinked?.unclear == 2)
      #expect(try await Self.links(in: world) == ["2 p2", "3 p3", "4 p4", "5 p5", "same p0 gone", "same p1 gone"])
      #expect(try await world.replayedLinks() == world.links())
      let items = """
        select concat_ws(' ', remote_id, reasons[1], (select string_agg(c ->> 'party', ',' order by c ->> 'party')
          from jsonb_array_elements(candidates) as c where c ->> 'party' in ('p0', 'p1')), deleted_at is null)
        from contactsync.review_item join contactsync.contact using (linked_account_id, contact_id)
        where state = 'open' order by 1
        """
      #expect(try await world.column(items) == ["same relinked p0,p1 t", "same relinked p0,p1 t"])
      _ = try await world.run(PipelineRunTests.backfill)
      #expect(try await world.column(items).count == 2, "no run decides it")

      let new = try #require(
        try await world.scalar(
          "select contact_id from contactsync.contact where deleted_at is null and name like 'alder%'"))
      try await world.judge(new, "p0", "same")
      _ = try await world.run(PipelineRunTests.nightly)
      #expect(try await Self.links(in: world).contains("same p0"))
      #expect(try await world.column(items).count == 1)
    }
  }

  @Test("Two companies with the same remote ids are told apart")
  func twoCompanies() async throws {
    let lines =
      (0..<5).map { Self.contact("x\($0)", $0, remoteID: $0 == 4 ? "x-own" : String($0), company: "books-x") }
      + (5..<10).map { Self.contact("y\($0)", $0, remoteID: $0 == 9 ? "y-own" : String($0 - 5), company: "books-y") }
    try await Self.with(lines) { world in
      try await world.replaceToken(of: "one", world.store.relinkAnew(account: "one"))
      let run = try await world.run(PipelineRunTests.nightly)
      #expect(run.accounts.first?.relinked?.unclear == 0)
      let expected = ["0 p0", "0 p5", "1 p1", "1 p6", "2 p2", "2 p7", "3 p3", "3 p8", "x-own p4", "y-own p9"]
      #expect(try await Self.links(in: world) == expected)
      let sound = try await world.scalar(
        """
        select bool_and(lower(split_part(party.name, ' ', 1)) = split_part(contact.name, ' ', 1))::text
        from reporting.fct_links join contactsync.contact using (linked_account_id, contact_id)
        join contactsync.party using (party_id)
        """)
      #expect(sound == "true", "each link is on the contact of its own company")
      #expect(
        try await world.scalar("select count(distinct company)::text from contactsync.contact where deleted_at is null")
          == "2")
    }
  }

  // Design §7: deletions are followed, and relinking keeps everything: the contact is marked as deleted like any that is
  // absent after a whole read, and its link stands, as that of any deleted contact does.
  @Test("A contact that the new linking lacks is marked as deleted, and its link is kept")
  func missing() async throws {
    try await Self.with((0..<4).map { Self.contact("c\($0)", $0, remoteID: String($0)) }) { world in
      try await world.store.removeContact("c3", in: "one")
      try await world.replaceToken(of: "one", world.store.relinkAnew(account: "one"))
      let run = try await world.run(PipelineRunTests.nightly)
      #expect(run.accounts.first?.relinked?.missing == 1)
      #expect(try await Self.links(in: world) == ["0 p0", "1 p1", "2 p2", "3 p3 gone"])
      #expect(
        try await world.scalar("select verdict || ' ' || reasons[1] from contactsync.decision where contact_id = 'c3'")
          == "unmatched contact_deleted")
      #expect(try await world.replayedLinks() == world.links())
    }
  }

  @Test("Other books under the same id move nothing")
  func otherBooks() async throws {
    try await Self.with((0..<4).map { Self.contact("c\($0)", $0, remoteID: String($0)) }) { world in
      let links = try await world.links()
      try await world.store.putContacts(
        (0..<4).map { Self.contact("c\($0)", $0 + 6, remoteID: String($0)) }.joined(separator: "\n"), in: "one")
      try await world.replaceToken(of: "one", world.store.relinkAnew(account: "one"))
      for _ in 0..<2 {
        let run = try await world.run(PipelineRunTests.nightly)
        #expect(run.accounts.first?.failure?.code == "other_books")
        #expect(try await world.links() == links)
        #expect(
          try await world.scalar("select count(*)::text from contactsync.contact where deleted_at is not null") == "0")
      }
    }
  }

  @Test("A new link that somebody made on the new id meanwhile stays; the old one ends")
  func linkedMeanwhile() async throws {
    try await Self.with((0..<3).map { Self.contact("c\($0)", $0, remoteID: String($0)) }) { world in
      try await world.replaceToken(of: "one", world.store.relinkAnew(account: "one"))
      await world.store.add(Fault(.status(500), path: "/contacts", skip: 1, times: nil))
      _ = try await world.run(PipelineRunTests.nightly + "\n", pageSize: 2)
      let new = try #require(
        try await world.scalar(
          "select contact_id from contactsync.contact where remote_id = '0' and contact_id <> 'c0'"))
      try await world.change(
        """
        insert into contactsync.link (organization_id, linked_account_id, contact_id, party_id, source, is_primary)
        values ('acme', 'one', '\(new)', 'p9', 'human', true)
        """)
      try await world.change(
        """
        insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
        values ('acme', 'one', '\(new)', 'p9', 'linked', 'human')
        """)
      try await world.judge(new, "p9", "same")
      await world.store.removeFaults()
      _ = try await world.run(PipelineRunTests.nightly, pageSize: 2)
      #expect(try await Self.links(in: world) == ["0 p9", "1 p1", "2 p2"])
      #expect(try await world.replayedLinks() == world.links())
    }
  }
}

extension String {
  /// Names of businesses and mail domains in lower case, as some systems send them.
  fileprivate var lowercasedNames: String {
    RelinkDoubtTests.names.reduce(self) { $0.replacing($1, with: $1.lowercased()) }
  }
}

extension World {
  func run(_ yaml: String, pageSize: Int) async throws -> RunSummary {
    try await run(yaml.replacing("overlap: 15m", with: "overlap: 15m, page_size: \(pageSize)"))
  }
}
