import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

/// The small world that the questions of docs/reporting.md are put to; today is 2025-03-10.
enum ReportingDocsWorld {
  static let account = "acme-books"

  /// What each question of the page is answered, in its order.
  static let answers: [(question: String, rows: [String])] = [
    (
      "Which suppliers with open bills have two contacts in the books, so that one bill may be paid twice",
      ["p-17 acme-books c-1 c-2 120.50"]
    ),
    ("What was the match rate of each accounting system at the end of last month", ["xero 4 0.7500"]),
    (
      "Which links changed since the last close",
      ["c-4 p-4:12 moved p-5 human", "c-5 p-17:12 linked p-17 auto"]
    ),
    ("How long have contacts been waiting for a person", ["7-30 d candidates 1 18"]),
    ("Which creations failed, and why", ["acme-books p-5 rejected name_taken 1"]),
    (
      "How right were the automatic links, as far as anybody has said",
      ["2025-02-01 3 1 0.6667", "2025-03-01 1 0 1.0000"]
    ),
    ("Which kind of evidence misleads", ["+NAME 1 0.60"]),
    (
      "What failed this week, how widely, and what is to be done",
      [
        "2025-03-09 unauthorized 1 f "
          + "Have the account linked again; if every account fails so, check MERGE_API_KEY."
      ]
    ),
    ("Which accounts were not read for a day, or failed last time", ["acme-books failed unauthorized"]),
    ("What did we know of a contact when the payment was made", ["p-3:7 - - 1 Main St, 01101 Springfield"]),
    (
      "Which contacts of a party are linked, in which books",
      ["acme-books c-1 auto t", "acme-books c-2 auto f", "acme-books c-5 auto t"]
    ),
    ("What changed since I last looked", ["5 c-5 p-17 linked"]),
    ("How is the match rate developing", ["2025-02-20 0.7500", "2025-03-05 0.8000"]),
    ("Why do contacts need a person", ["below_match_threshold 1"]),
  ]

  /// Runs the body twice: as of the server's clock (ages are told by it), and with today being 2025-03-10 (days are).
  static func with(_ body: @escaping @Sendable (borrowing Session, _ isPinned: Bool) throws -> Void) async throws {
    let database = try await TestDatabase.fresh()
    // The platform's own table in the questions.
    try await TestDatabase.administer(
      database,
      """
      create schema billing;
      create table billing.open_bills (organization_id text, party_id text, amount numeric);
      insert into billing.open_bills values ('acme', 'p-17', 100), ('acme', 'p-17', 20.50), ('acme', 'p-3', 7);
      grant usage on schema billing to public;
      grant select on billing.open_bills to public
      """)
    let connection = try await Connection.open(database)
    try await connection.run { session in
      _ = try Accounts.add(session, id: account, organization: "acme", integration: "xero")
      try build(session)
      try body(session, false)
      try World.pin(session)
      try body(session, true)
    }
    await connection.close()
  }

  private static func build(_ session: borrowing Session) throws {
    let lease = try #require(try AccountLease.acquire(session, account: account))
    let address = #","addresses":[{"street_1":"1 Main St","city":"Springfield","zip_code":"01101"}]"#
    func supplier(_ id: String, _ name: String, modified: Int = 0) -> TestContact {
      TestContact(id: id, name: name, modified: modified, extra: #","is_supplier":true"# + address, isBare: true)
    }
    // 20 February: two contacts of one supplier, one that needs a person, one that is linked wrongly.
    try night(
      session, lease,
      [supplier("c-1", "p-17:12"), supplier("c-2", "p-17:12"), supplier("c-3", "p-3:7"), supplier("c-4", "p-4:12")])
    try session.execute("update contactsync.link set is_primary = false where contact_id = 'c-2'")
    try World.pass(session, "interval '13 days'")
    // 5 March: a person says who c-4 is; a contact is edited, another is new.
    try session.execute(
      """
      insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source)
      values ('acme', 'acme-books', 'c-4', 'p-5', 'same', 'human')
      """)
    try night(
      session, lease,
      [
        supplier("c-3", "p-3:6", modified: 1),
        TestContact(id: "c-5", name: "p-17:12", extra: #","is_customer":true,"is_supplier":false"#, isBare: true),
      ])
    try session.execute(
      """
      insert into contactsync.creation (
        organization_id, linked_account_id, party_id, state, idempotency_key, attempts, error_class, finished_at
      )
      values ('acme', 'acme-books', 'p-5', 'rejected', gen_random_uuid(), 1, 'name_taken', now())
      """)
    try World.pass(session, "interval '4 days'")
    // 9 March: the account's link is revoked.
    let run = try RunLog.start(session, pipeline: "nightly", version: "0")
    try RunLog.startAccount(session, run: run, lease: lease)
    try RunLog.finishAccount(session, run: run, account: account, .failed, errorCode: "unauthorized", errorText: "x")
    try RunLog.finish(session, run: run, .failed)
    try World.pass(session, "interval '1 day'")
  }

  /// Reads the contacts as one window and settles the whole account.
  private static func night(_ session: borrowing Session, _ lease: AccountLease, _ contacts: [TestContact]) throws {
    let run = try RunLog.start(session, pipeline: "nightly", version: "0")
    try RunLog.startAccount(session, run: run, lease: lease)
    let window = try ReadWindow.open(session, lease: lease, since: .beginning, overlap: 0, pipeline: "nightly")
    let stored = try PageStore.store(
      session, TestContact.page(contacts), next: nil, respondedAt: World.now, window: window, lease: lease, run: run,
      score: Ruling.score)
    let graph = try GraphReader.read(session, account: account, organization: "acme", scope: .all)
    _ = try SettleStore.settle(
      session, lease: lease, graph: graph, decisions: Ruling.decisions(graph.graph),
      facts: .init(run: run, matcherVersion: "v1", partyRevision: 1, window: stored.window),
      evidence: Ruling.evidence)
    try RunLog.finishAccount(session, run: run, account: account, .done)
    try RunLog.finish(session, run: run, .done)
  }
}
