import AsyncHTTPClient
import FoundationEssentials
import Load
import Logging
import NIOCore
import NIOHTTP1
import Postgres
import SQLFiles
import Serve
import TestSupport
import Testing

@Suite("What machines that watch ask for: health and figures")
struct OperationsTests {
  private static func with(
    pool: ConnectionPool, patience: Duration = .seconds(300), limit: RateLimit = RateLimit(rate: 2, burst: 20),
    _ body: @Sendable (String) async throws -> Void
  ) async throws {
    let health = Health(pool: pool, patience: patience) { session in
      switch try TestDatabase.migrator.status(session) {
      case .empty: .missing
      case .older(let missing): missing.isEmpty ? .fits : .older
      default: .fits
      }
    }
    let server = Server(
      options: ServerOptions(port: 0), areas: [Operations(pool: pool, health: health, limit: limit)],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await server.withRunning { try await body($0) }
    await pool.close()
  }

  private static func pool(_ database: String) -> ConnectionPool {
    ConnectionPool(limit: 1) { try await Connection.open(database) }
  }

  private static func get(_ url: String) async throws -> (status: Int, text: String, type: String?) {
    let answer = try await patientClient.execute(HTTPClientRequest(url: url), timeout: .seconds(600))
    return (
      Int(answer.status.code), String(buffer: try await answer.body.collect(upTo: 1 << 24)),
      answer.headers.first(name: "Content-Type")
    )
  }

  @Test("A server whose database answers and fits is ready")
  func ready() async throws {
    // The machine may be busy.
    try await Self.with(pool: Self.pool(try await TestDatabase.fresh()), patience: .seconds(300)) { url in
      for path in ["/healthz", "/healthz/ready"] {
        let answer = try await Self.get(url + path)
        #expect(answer.status == 200)
        #expect(answer.text == #"{"database":"answers","schema":"fits","status":"ready"}"#)
      }
      #expect(try await Self.get(url + "/healthz/live").text == #"{"status":"alive"}"#)
    }
  }

  @Test("One without a schema, or whose database is away, is alive and not ready")
  func notReady() async throws {
    try await Self.with(pool: Self.pool(try await TestDatabase.empty()), patience: .seconds(300)) { url in
      let answer = try await Self.get(url + "/healthz")
      #expect(answer.status == 503)
      #expect(answer.text == #"{"database":"answers","schema":"missing","status":"not ready"}"#)
    }
    try await Self.with(pool: Self.pool("postgresql:///x?host=/nowhere")) { url in
      let answer = try await Self.get(url + "/healthz/ready")
      #expect(answer.status == 503)
      #expect(answer.text == #"{"database":"away","schema":"unknown","status":"not ready"}"#)
      #expect(try await Self.get(url + "/healthz/live").status == 200)
      #expect(try await Self.get(url + "/metrics").status == 503)
    }
  }

  @Test("A database that hangs is away after the time that is allowed, however many ask")
  func hanging() async throws {
    let pool = ConnectionPool(limit: 1) {
      try await Task.sleep(for: .seconds(600))
      throw PostgresError(sqlState: "08006", message: "never")
    }
    try await Self.with(pool: pool, patience: .milliseconds(200)) { url in
      let start = ContinuousClock.now
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<30 { group.addTask { try await Self.get(url + "/healthz").status } }
        for try await status in group { #expect(status == 503) }
      }
      #expect(ContinuousClock.now - start < .seconds(500))
    }
  }

  private static let history = """
    insert into contactsync.organization (organization_id) values ('acme');
    insert into contactsync.linked_account (linked_account_id, organization_id, token_sealed, watermark, state) values
      ('fine', 'acme', '\\x01', now() - interval '1 hour', 'active'), ('new "a\\b"', 'acme', '\\x01', null, 'active'),
      ('failing', 'acme', '\\x01', now() - interval '3 days', 'active'), ('gone', 'acme', null, null, 'removed');
    insert into contactsync.run (pipeline, started_at, finished_at, outcome, product_version) values
      ('nightly', '2026-01-01 01:00', '2026-01-01 02:00', 'done', '1'),
      ('nightly', now() - interval '2 days', now() - interval '2 days', 'partial', '1'),
      ('nightly', '2026-01-03 01:00', '2026-01-03 01:00:30', 'partial', '1'), ('sweep', now(), null, null, '1');
    update contactsync.run set started_at = '2026-01-03 01:00', finished_at = '2026-01-03 01:00:30' where run_id = 3;
    update contactsync.run set started_at = '2026-01-02 01:00', finished_at = '2026-01-02 01:00' where run_id = 2;
    insert into contactsync.run_account (
      run_id, linked_account_id, organization_id, started_at, finished_at, outcome, error_code, rows_read, rows_inserted,
      rows_rejected, matched, sent_to_review, extract_ms, rate_limit_waits, rate_limit_wait_ms, rate_limit_refusals)
      values
      (1, 'fine', 'acme', '2026-01-01', '2026-01-01', 'done', null, 9, 9, 0, 5, 4, 1500, 9, 9, 9),
      (1, 'failing', 'acme', '2026-01-01', '2026-01-01', 'done', null, 0, 0, 0, 0, 0, 0, 0, 0, 0),
      (2, 'failing', 'acme', now() - interval '2 days', now(), 'failed', 'server_trouble', 0, 0, 0, 0, 0, 0, 0, 0, 0),
      (3, 'failing', 'acme', now() - interval '1 day', now(), 'failed', 'unauthorized', 0, 0, 0, 0, 0, 0, 1, 700, 1),
      (3, 'fine', 'acme', now(), now(), 'done', null, 7, 5, 2, 1, 2, 2500, 4, 1800, 1);
    insert into contactsync.review_item (
      review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, reasons, opened_at, closed_at)
    values
      ('r1', 'acme', 'fine', 'c1', 'candidates', 'open', '[]', '{}', now() - interval '10 days', null),
      ('r2', 'acme', 'fine', 'c2', 'candidates', 'open', '[]', '{}', now(), null),
      ('r3', 'acme', 'fine', 'c3', 'candidates', 'closed', '[]', '{}', now() - interval '90 days', now());
    insert into contactsync.creation (
      organization_id, linked_account_id, party_id, state, idempotency_key, payload, first_sent_at, merge_time_before,
      merge_time_sent) values
      ('acme', 'fine', 'p1', 'unknown', gen_random_uuid(), '{}', now(), now(), now()),
      ('acme', 'fine', 'p2', 'planned', gen_random_uuid(), null, null, null, null);
    insert into contactsync.sync_request (linked_account_id, organization_id, reason, request_count, first_requested_at)
    values
      ('fine', 'acme', 'x', 3, now() - interval '20 minutes'), ('failing', 'acme', 'x', 0, now() - interval '9 hours'),
      ('gone', 'acme', 'x', 1, now() - interval '9 hours');
    insert into contactsync.webhook_count (day, event, outcome, webhook_count) values
      ('2026-01-01', 'Contact.changed', 'accepted', 4), ('2026-01-02', 'Contact.changed', 'accepted', 5),
      ('2026-01-02', 'unverified', 'forged', 1);
    """

  @Test("The figures say what the tables hold")
  func figures() async throws {
    let database = try await TestDatabase.fresh()
    let connection = try await Connection.open(database)
    try await connection.run { try $0.script(Self.history) }
    await connection.close()
    try await Self.with(pool: Self.pool(database)) { url in
      let answer = try await Self.get(url + "/metrics")
      #expect(answer.status == 200 && answer.type == "text/plain; version=0.0.4; charset=utf-8")
      let lines = answer.text.split(separator: "\n").map(String.init)
      for line in [
        #"run_finished_timestamp_seconds{pipeline="nightly"} 1767402030"#,
        #"run_duration_seconds{pipeline="nightly"} 30"#,
        #"run_outcome{pipeline="nightly",outcome="partial"} 1"#, #"run_outcome{pipeline="nightly",outcome="done"} 0"#,
        #"run_last_done_timestamp_seconds{pipeline="nightly"} 1767232800"#,
        #"run_accounts{pipeline="nightly",outcome="done"} 1"#, #"run_accounts{pipeline="nightly",outcome="failed"} 1"#,
        #"run_rows{pipeline="nightly",kind="inserted"} 5"#, #"run_rows{pipeline="nightly",kind="rejected"} 2"#,
        #"run_decisions{pipeline="nightly",verdict="review"} 2"#,
        #"run_stage_seconds{pipeline="nightly",stage="extract"} 2.5"#,
        #"run_rate_limit_waits{pipeline="nightly"} 5"#, #"run_rate_limit_wait_seconds{pipeline="nightly"} 2.5"#,
        #"run_rate_limit_refusals{pipeline="nightly"} 2"#,
        #"account_settled{account="fine",error_code=""} 1"#,
        #"account_settled{account="failing",error_code="unauthorized"} 0"#,
        #"review_open_items{organization="acme"} 2"#, #"creations{state="unknown"} 1"#,
        #"creations{state="planned"} 1"#, "sync_requests_open 1",
        #"webhooks_total{event="Contact.changed",outcome="accepted"} 9"#,
        #"webhooks_total{event="unverified",outcome="forged"} 1"#,
      ] {
        #expect(lines.contains("contactsync_" + line), "\(line)")
      }
      func value(_ start: String) -> Double? {
        let found = lines.filter { $0.hasPrefix("contactsync_" + start) }
        return found.count == 1 ? found[0].split(separator: " ").last.flatMap { Double($0) } : nil
      }
      let day = 86_400.0
      for (start, expected) in [
        ("account_failing_seconds{", 2 * day), (#"account_age_seconds{account="fine"}"#, 3600),
        (#"account_age_seconds{account="failing"}"#, 3 * day), ("review_oldest_item_age_seconds{", 10 * day),
        ("sync_request_oldest_age_seconds ", 1200),
      ] {
        let found = try #require(value(start), "\(start)")
        #expect((expected..<expected + 600).contains(found), "\(start) \(found)")
      }
      #expect(!answer.text.contains("gone") && !answer.text.contains(#"pipeline="sweep""#))
      #expect(!answer.text.contains("new"), "no run has taken it yet")
      let names = lines.filter { $0.hasPrefix("# TYPE") }.map { $0.split(separator: " ")[2] }
      #expect(Set(names).count == names.count)
      #expect(lines.allSatisfy { $0.hasPrefix("# ") || $0.hasPrefix("contactsync_") })
    }
  }

  @Test("Ids with quotes, backslashes and line ends stay one label; an empty database has figures, too")
  func labels() async throws {
    let database = try await TestDatabase.fresh()
    try await Self.with(pool: Self.pool(database)) { url in
      let empty = try await Self.get(url + "/metrics")
      #expect(empty.status == 200 && empty.text.contains("contactsync_sync_requests_open 0\n"))
      let connection = try await Connection.open(database)
      try await connection.run { session in
        _ = try Accounts.add(session, id: "a\"b\\c\nd", organization: "acme")
        try session.script("update contactsync.linked_account set watermark = now()")
      }
      await connection.close()
      let text = try await Self.get(url + "/metrics").text
      #expect(text.contains(#"contactsync_account_age_seconds{account="a\"b\\c\nd"} "#))
    }
  }

  @Test("Who asks for figures all the time is told to wait")
  func limit() async throws {
    let limit = RateLimit(rate: 0.0001, burst: 2)
    try await Self.with(pool: Self.pool(try await TestDatabase.fresh()), limit: limit) { url in
      var statuses: [Int] = []
      for _ in 0..<3 { statuses.append(try await Self.get(url + "/metrics").status) }
      #expect(statuses == [200, 200, 429])
    }
  }
}
