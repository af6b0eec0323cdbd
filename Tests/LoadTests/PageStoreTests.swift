import ContactModel
import Extract
import Load
import Postgres
import Testing

@Suite("Storing pages")
struct PageStoreTests {
  @Test("each record is accounted for, and what is stored equals what came")
  func accounting() async throws {
    try await World.with { session, world in
      let first = try world.read(session, [[.init(id: "a"), .init(id: "b", deleted: true)], [.init(id: "c")]])
      #expect(first.counts == PageCounts(read: 3, inserted: 3))
      #expect(first.window.phase == .readComplete)
      #expect(
        try session.value("select string_agg(contact_id, ',') from contactsync.contact where deleted_at is not null")
          == "b")
    }
  }

  @Test("one window: inserted, updated, deleted, undeleted, repeated, rejected; the log balances")
  func kinds() async throws {
    try await World.with { session, world in
      try world.read(session, [["a", "b", "c", "x"].map { TestContact(id: $0) }])
      try session.execute("delete from contactsync.window_checkpoint")
      try world.startRun(session)
      let pages: [[TestContact]] = [
        [
          .init(id: "a", name: "New name", modified: 5), .init(id: "b", modified: 5, deleted: true), .init(id: "x"),
          .init(id: "n"), .init(id: "n", name: "Later in the page", modified: 1), .init(id: "", name: "No id"),
        ],
        [
          .init(id: "a", name: "Newer name", modified: 6), .init(id: "b", modified: 4), .init(id: "n", modified: 0),
          .init(id: "x"),
        ],
        [
          .init(id: "a", name: "Newer name", modified: 6)
        ],
      ]
      let counts = try world.read(session, pages).counts
      #expect(
        counts
          == PageCounts(
            read: 11, inserted: 1, updated: 1, unchanged: 2, deleted: 1, rejected: 1, repeated: 5))
      #expect(try RunLog.read(session, run: world.run, account: World.account)?.rows == counts)
      let names = "select string_agg(name, '|' order by contact_id) from contactsync.contact"
      #expect(try session.value(names) == "Newer name|Example Ltd|Example Ltd|Later in the page|Example Ltd")
      #expect(try session.value("select count(deleted_at) from contactsync.contact") == "1", "older: stays deleted")
      #expect(
        try session.value(
          "select string_agg(name, '|' order by contact_id, superseded_at) from contactsync.contact_version")
          == "Example Ltd|New name|Example Ltd")

      try session.execute("delete from contactsync.window_checkpoint")
      let undeleted = try world.read(session, [[.init(id: "b", modified: 7)]]).counts
      #expect(undeleted == PageCounts(read: 1, updated: 1))
      #expect(try session.value("select count(deleted_at) from contactsync.contact") == "0")
    }
  }

  @Test("the same pages again write nothing")
  func quiet() async throws {
    try await World.with { session, world in
      let pages: [[TestContact]] = [
        [.init(id: "a"), .init(id: "b", deleted: true), .init(id: "", name: "No id")], [.init(id: "c", name: nil)],
      ]
      try world.read(session, pages)
      try session.execute("delete from contactsync.window_checkpoint")
      try world.startRun(session)
      let before = try world.writes(session)
      let counts = try world.read(session, pages).counts
      #expect(counts == PageCounts(read: 4, unchanged: 3, rejected: 1))
      #expect(try world.writes(session) == before)
      #expect(before["contact"] == 3 && before["rejected_record"] == 1)
    }
  }

  @Test("every column holds the value as received")
  func values() async throws {
    try await World.with { session, world in
      let record = """
        {"id":"a","remote_id":"77","name":"Zoë \\"Z\\" GmbH\\u0000","email_address":" A@example.com ",
        "tax_number":"DE 123","status":"ODD","currency":"EUR","is_customer":false,"is_supplier":true,
        "company":{"id":"co-1"},"addresses":[],"phone_numbers":null,"remote_updated_at":"2026-02-01T01:02:03.000004Z",
        "created_at":"2020-01-01T00:00:00+02:00","modified_at":"2026-02-02T00:00:00Z","remote_was_deleted":null}
        """.split(separator: "\n").joined()
      let page = RecordPage.parse(lines: Array(record.utf8))
      _ = try PageStore.store(
        session, page, next: nil, respondedAt: World.now, window: try world.openWindow(session), lease: world.lease,
        run: world.run)
      let row = try session.execute("select * from contactsync.contact")
      let names = row.columnNames
      func value(_ name: String) -> String? { row.text(0, names.firstIndex(of: name)!) }
      #expect(value("remote_id") == "77")
      #expect(value("name") == "Zoë \"Z\" GmbH\u{FFFD}")
      #expect(value("email_address") == " A@example.com ")
      #expect(value("tax_number") == "DE 123")
      #expect(value("status") == "ODD")
      #expect(value("currency") == "EUR")
      #expect(value("is_customer") == "f" && value("is_supplier") == "t")
      #expect(value("company") == "co-1")
      #expect(value("addresses") == "[]" && value("phone_numbers") == nil)
      #expect(value("remote_updated_at") == "2026-02-01 01:02:03.000004+00")
      #expect(value("created_at") == "2019-12-31 22:00:00+00")
      #expect(value("issues") == "{text_repaired}")
      #expect(value("organization_id") == World.organization)
    }
  }

  @Test("a record that PostgreSQL refuses is set apart, the others are stored")
  func poison() async throws {
    try await World.with { session, world in
      var page = TestContact.page([.init(id: "a"), .init(id: "b"), .init(id: "c"), .init(id: "d")])
      let broken = page.rows[1].addressesJSON
      page.bytes[broken.range.lowerBound] = UInt8(ascii: "!")
      page.bytes[page.rows[2].name.range.lowerBound] = 0xFF
      let stored = try PageStore.store(
        session, page, next: "n", respondedAt: World.now, window: try world.openWindow(session), lease: world.lease,
        run: world.run)
      #expect(stored.counts == PageCounts(read: 4, inserted: 2, rejected: 2))
      #expect(try session.value("select string_agg(contact_id, '' order by 1) from contactsync.contact") == "ad")
      #expect(
        try session.value("select string_agg(contact_id || reason, ' ' order by 1) from contactsync.rejected_record")
          == "bunstorable cunstorable")
      #expect(try session.value("select bool_or(detail like '%Main%') from contactsync.rejected_record") == "f")
      #expect(stored.window.pages == 1 && stored.window.cursor == "n")
    }
  }

  @Test("an error of the scorer leaves nothing behind")
  func rollback() async throws {
    struct Broken: Error {}
    try await World.with { session, world in
      let window = try world.openWindow(session)
      #expect(throws: Broken.self) {
        try PageStore.store(
          session, TestContact.page([.init(id: "a")]), next: nil, respondedAt: World.now, window: window,
          lease: world.lease, run: world.run, score: { _, _ in throw Broken() })
      }
      #expect(try session.value("select count(*) from contactsync.contact") == "0")
      #expect(try session.value("select count(*) from contactsync.window_checkpoint") == "0")
      #expect(try RunLog.read(session, run: world.run, account: World.account)?.rows == PageCounts())
    }
  }
}
