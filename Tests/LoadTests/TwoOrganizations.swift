import Postgres
import TestSupport
import Testing

/// A database in which two organizations have rows in every table and view, and logins that should see one of them.
struct TwoOrganizations {
  let database: String
  /// Reads reports of organization `org-a`.
  let reporter: String
  /// May work as the matching screen does.
  let reviewer: String

  static let (own, other) = ("org-a", "org-b")

  /// - Parameter partitions: into how many the large tables are cut, with the rows in them; 0: they are plain.
  static func with(partitions: Int = 0, _ body: (TwoOrganizations) async throws -> Void) async throws {
    let database = try await TestDatabase.fresh()
    let number = UInt32.random(in: 0...UInt32.max)
    let (reporter, reviewer) = ("reporter_\(number)", "reviewer_\(number)")
    try await TestDatabase.administer(
      database,
      """
      create role \(reporter) login in role contactsync_report;
      create role \(reviewer) login in role contactsync_review;
      insert into contactsync.run (pipeline, product_version) values ('nightly', '0');
      """ + rows("a") + rows("b")
        + """
        insert into contactsync.role_organization values ('\(reporter)', 'org-a');
        insert into contactsync.role_organization values ('somebody', 'org-b');
        """)
    if partitions > 0 { try await TestDatabase.cut(database, into: partitions) }
    let world = TwoOrganizations(database: database, reporter: reporter, reviewer: reviewer)
    let result: Result<Void, any Error>
    do { result = .success(try await body(world)) } catch { result = .failure(error) }
    let logins = "\(reporter), \(reviewer)"
    try await TestDatabase.administer(database, "drop owned by \(logins); drop role \(logins)")
    try result.get()
  }

  /// As the superuser, who sees all.
  func connection() async throws -> Connection { try await Connection.open(TestDatabase.asAdministrator(database)) }

  func connection(as user: String) async throws -> Connection {
    try await Connection.open(TestDatabase.asUser(user, database))
  }

  /// Tables and views by name, with whether the relation is a view.
  static func relations(_ session: borrowing Session) throws -> [Relation] {
    try session.execute(
      """
      select
        format('%I.%I', nspname, relname), relkind = 'v',
        exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'organization_id'),
        exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'linked_account_id' and attnotnull),
        (select attname from pg_attribute where attrelid = pg_class.oid and attnum = 1)
      from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where nspname in ('contactsync', 'reporting') and relkind in ('r', 'p', 'v', 'm', 'f')
      order by 1
      """
    ).map {
      Relation(
        name: $0.text(0) ?? "", isView: $0.bool(1) ?? false, hasOrganization: $0.bool(2) ?? false,
        hasAccount: $0.bool(3) ?? false, firstColumn: $0.text(4) ?? "")
    }
  }

  struct Relation: Sendable {
    var name: String
    var isView: Bool
    var hasOrganization: Bool
    var hasAccount: Bool
    var firstColumn: String

    var isOfOrganizations: Bool { hasOrganization || hasAccount }

    /// The condition of the rows of an organization (`a` or `b`).
    func isOf(_ letter: String) -> String {
      hasOrganization ? "organization_id = 'org-\(letter)'" : "linked_account_id = 'books-\(letter)'"
    }
  }

  /// All rows of the other organization, table by table, for telling whether anything was changed.
  func othersRows() async throws -> [String] {
    let connection = try await connection()
    let rows = try await connection.run { session in
      try Self.relations(session).filter { !$0.isView && $0.isOfOrganizations }.map { relation in
        let rows = try session.execute(
          "select md5(string_agg(t::text, '|' order by t::text)) from \(relation.name) as t where \(relation.isOf("b"))"
        )
        return "\(relation.name) \(rows.text(0, 0) ?? "")"
      }
    }
    await connection.close()
    return rows
  }

  /// Rows of one organization in every table; every free text says whose it is.
  private static func rows(_ letter: String) -> String {
    """
    insert into contactsync.organization (organization_id) values ('org-\(letter)');
    insert into contactsync.linked_account (linked_account_id, organization_id, merge_account_id, token_sealed, watermark)
      values ('books-\(letter)', 'org-\(letter)', 'canary-\(letter)', 'canary-\(letter)', now());
    insert into contactsync.party (organization_id, party_id, name, email_address, content_hash, revision)
      select 'org-\(letter)', 'party-\(letter)-' || n, 'canary-\(letter)', 'canary-\(letter)@example.com', n, 1
      from generate_series(1, 3) as n;
    insert into contactsync.contact (linked_account_id, contact_id, organization_id, name, is_customer, content_hash, window_id)
      select 'books-\(letter)', 'contact-\(letter)-' || n, 'org-\(letter)', 'canary-\(letter)', true, n, 1
      from generate_series(1, 4) as n;
    insert into contactsync.contact_version (
      linked_account_id, contact_id, organization_id, name, content_hash, valid_from, superseded_by_run
    ) values ('books-\(letter)', 'contact-\(letter)-1', 'org-\(letter)', 'canary-\(letter)', 0, now(), 1);
    insert into contactsync.frequency_snapshot (organization_id, snapshot_number, content, content_hash, party_count)
      values ('org-\(letter)', 1, 'canary-\(letter)', 'h', 3);
    insert into contactsync.candidate values ('books-\(letter)', 'contact-\(letter)-1', 'party-\(letter)-1', 10, 0);
    insert into contactsync.unsettled values ('books-\(letter)', 'c', 'contact-\(letter)-1');
    insert into contactsync.decision (
      linked_account_id, contact_id, organization_id, verdict, party_id, probability, weight, match_key, reasons,
      candidate_count, matcher_version, run_id
    ) values (
      'books-\(letter)', 'contact-\(letter)-1', 'org-\(letter)', 'matched', 'party-\(letter)-1', 1, 10, '+NAME', '{}', 1, 'v', 1);
    insert into contactsync.link (
      organization_id, linked_account_id, contact_id, party_id, source, probability, is_primary, unlinked_at, unlinked_by
    ) values
      ('org-\(letter)', 'books-\(letter)', 'contact-\(letter)-1', 'party-\(letter)-1', 'auto', 1, true, null, null),
      ('org-\(letter)', 'books-\(letter)', 'contact-\(letter)-2', 'party-\(letter)-1', 'auto', 1, false, null, null),
      ('org-\(letter)', 'books-\(letter)', 'contact-\(letter)-3', 'party-\(letter)-2', 'auto', 1, true, now(), 'human');
    insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
      values ('org-\(letter)', 'books-\(letter)', 'contact-\(letter)-1', 'party-\(letter)-1', 'linked', 'auto');
    insert into contactsync.judgement (
      organization_id, linked_account_id, contact_id, party_id, answer, source, reviewer, note
    ) values (
      'org-\(letter)', 'books-\(letter)', 'contact-\(letter)-3', 'party-\(letter)-2', 'different', 'human', 'canary-\(letter)',
      'canary-\(letter)');
    insert into contactsync.verdict (
      organization_id, linked_account_id, contact_id, verdict, other_party_ids, source, reviewer
    ) values (
      'org-\(letter)', 'books-\(letter)', 'contact-\(letter)-3', 'not_a_match', '{party-\(letter)-2}', 'human',
      'canary-\(letter)');
    insert into contactsync.second_opinion (
      verdict_id, organization_id, linked_account_id, contact_id, reviewer, verdict, agrees
    ) values (1, 'org-\(letter)', 'books-\(letter)', 'contact-\(letter)-3', 'canary-\(letter)', 'unsure', false);
    insert into contactsync.review_item (
      review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, reasons
    ) values (
      'r\(letter)', 'org-\(letter)', 'books-\(letter)', 'contact-\(letter)-4', 'candidates', 'open',
      '[{"party": "party-\(letter)-2", "probability": 0.4, "weight": 3}, \
    {"party": "party-\(letter)-3", "probability": 0.4, "weight": 3}]', '{rival_party}');
    insert into contactsync.run_account (
      run_id, linked_account_id, organization_id, finished_at, outcome, error_code, error_text
    ) values (1, 'books-\(letter)', 'org-\(letter)', now(), 'failed', 'network', 'canary-\(letter)');
    insert into contactsync.window_checkpoint (linked_account_id, pipeline, since, upper_bound, cursor)
      values ('books-\(letter)', 'nightly', 'watermark', now(), 'canary-\(letter)');
    insert into contactsync.rejected_record (
      linked_account_id, raw_hash, organization_id, reason, detail, raw, first_run_id
    ) values ('books-\(letter)', 1, 'org-\(letter)', 'too_long', 'canary-\(letter)', 'canary-\(letter)', 1);
    insert into contactsync.creation (organization_id, linked_account_id, party_id, state, idempotency_key, payload)
      values ('org-\(letter)', 'books-\(letter)', 'party-\(letter)-3', 'planned', gen_random_uuid(), 'canary-\(letter)');
    insert into contactsync.contact_update (
      linked_account_id, contact_id, organization_id, party_id, state, fields, body_hash, before_hash, error_class, problems
    ) values (
      'books-\(letter)', 'contact-\(letter)-1', 'org-\(letter)', 'party-\(letter)-1', 'rejected', '{name}', 1, 0, 'validation',
      '{canary-\(letter)}');
    insert into contactsync.erased_contact (linked_account_id, id_hash, organization_id, key_id, kind)
      values ('books-\(letter)', sha256('canary-\(letter)'), 'org-\(letter)', 'four', 'c');
    insert into contactsync.sweep_seen values ('books-\(letter)', 'contact-\(letter)-1');
    insert into contactsync.pending_link (linked_account_id, kind, id, organization_id, party_id)
      values ('books-\(letter)', 'c', 'contact-\(letter)-9', 'org-\(letter)', 'party-\(letter)-1');
    insert into contactsync.link_session (
      link_session_id, organization_id, linked_account_id, key_hash, link_token_sealed, is_magic_link, expires_at
    ) values (
      'session-canary-\(letter)', 'org-\(letter)', 'books-\(letter)', sha256('canary-\(letter)'), 'canary-\(letter)', false,
      now());
    insert into contactsync.review_sign_out (organization_id, reviewer) values ('org-\(letter)', 'canary-\(letter)');
    """
  }
}
