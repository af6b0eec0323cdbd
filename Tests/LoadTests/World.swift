import ContactModel
import Extract
import Load
import Postgres
import SQLFiles
import TestSupport
import Testing

/// A database with one account, its lease held and a run begun: what most tests start from. The session is the test's.
struct World {
  static let account = "acc-1"
  static let organization = "org-1"
  /// `Date` of responses.
  static let now = Timestamp(rfc3339: "2026-03-01T12:00:00Z")!

  var lease: AccountLease
  var run: Int64

  /// Runs the body on a connection to a fresh database.
  static func with(_ body: @escaping @Sendable (borrowing Session, inout World) throws -> Void) async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      _ = try Accounts.add(session, id: account, organization: organization)
      let lease = try #require(try AccountLease.acquire(session, account: account))
      var world = World(lease: lease, run: 0)
      try world.startRun(session)
      try body(session, &world)
    }
    await connection.close()
  }

  mutating func startRun(_ session: borrowing Session) throws {
    run = try RunLog.start(session, pipeline: "test", version: "0")
    try RunLog.startAccount(session, run: run, lease: lease)
  }

  func openWindow(_ session: borrowing Session, since: ReadWindow.Since = .watermark) throws -> ReadWindow {
    try ReadWindow.open(session, lease: lease, since: since, overlap: 900, pipeline: "test")
  }

  /// Stores pages of contacts as one window, from the first to the last.
  @discardableResult
  func read(
    _ session: borrowing Session, _ pages: [[TestContact]], since: ReadWindow.Since = .watermark,
    at now: Timestamp = World.now, score: PageStore.Score? = nil
  ) throws -> (window: ReadWindow, counts: PageCounts) {
    var window = try openWindow(session, since: since)
    var counts = PageCounts()
    for (index, contacts) in pages.enumerated() {
      let stored = try PageStore.store(
        session, TestContact.page(contacts), next: index == pages.count - 1 ? nil : "cursor-\(index + 1)",
        respondedAt: now, window: window, lease: lease, run: run, score: score)
      window = stored.window
      counts = counts + stored.counts
    }
    return (window, counts)
  }

  func parties(_ session: borrowing Session, _ ids: [String]) throws {
    var builder = RecordPageBuilder()
    for id in ids {
      builder.record.id = builder.text(id)
      builder.record.name = builder.text("Party \(id)")
      builder.finishRecord()
    }
    var page: RecordPage? = builder.finish()
    _ = try PartyLoader.upsert(session, organization: World.organization) {
      defer { page = nil }
      return page
    }
  }

  /// Writes as the server counts them: inserts, updates and deletes of the data tables.
  func writes(_ session: borrowing Session) throws -> [String: Int64] {
    try session.execute("select pg_stat_force_next_flush()")
    let rows = try session.execute(
      """
      select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_user_tables
      where schemaname = 'contactsync' and relname in (
        'contact', 'contact_version', 'candidate', 'decision', 'link', 'link_change', 'review_item', 'party',
        'rejected_record', 'unsettled', 'frequency_snapshot')
      """)
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.text(0) ?? "", $0.int(1) ?? 0) })
  }
}

/// A contact in Merge's shape.
struct TestContact {
  var id: String
  var name: String? = "Example Ltd"
  var modified = 0
  var deleted = false
  var extra = ""
  /// Without roles, addresses and telephone numbers: `extra` may say them.
  var isBare = false

  /// The record's JSON; `modified` counts seconds from 2026-01-01.
  var json: String {
    let instant = Timestamp(rfc3339: "2026-01-01T00:00:00Z")!.advanced(bySeconds: Int64(modified)).rfc3339
    let name = name.map { "\"\($0)\"" } ?? "null"
    let details = """
      "is_customer":true,"is_supplier":null,\
      "addresses":[{"street_1":"1 Main St","city":"Springfield","zip_code":"01101"}],\
      "phone_numbers":[{"number":"+1 413 555 0100"}],
      """
    return """
      {"id":"\(id)","name":\(name),"status":"ACTIVE",\(isBare ? "" : details)"remote_was_deleted":\(deleted),\
      "created_at":"2026-01-01T00:00:00Z","modified_at":"\(instant)"\(extra)}
      """
  }

  static func page(_ contacts: [TestContact]) -> RecordPage {
    RecordPage.parse(lines: Array(contacts.map(\.json).joined(separator: "\n").utf8))
  }
}

extension Session {
  /// The only value of a statement, as text.
  borrowing func value(_ sql: String) throws -> String? { try execute(sql).text(0, 0) }
}
