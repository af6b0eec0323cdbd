import Postgres
import TestSupport

/// Rows that a night has nothing to do with, in all tables that grow: what a small test's queries are measured against.
enum Filler {
  /// Rows of the account itself, and of 300 small accounts of another organization.
  static let own = 60_000
  static let others = 20_000

  /// Fills the tables beside what a run has stored in them, and lets the planner know.
  ///
  /// The one large account among small ones is on purpose: a plan for the average account reads it whole.
  static func fill(_ world: World, account: String) async throws {
    try await TestDatabase.administer(
      world.database,
      """
      begin;
      create temp table filler on commit drop as
      select
        n, 'f' || n as id,
        case when n <= \(own) then '\(account)' else 'others-' || n % 300 end as account,
        case when n <= \(own) then 'acme' else 'others' end as organization
      from generate_series(1, \(own + others)) as n;
      create temp table stranger on commit drop as select * from filler where organization = 'others';
      analyze filler, stranger;
      insert into contactsync.organization (organization_id) values ('others');
      insert into contactsync.linked_account (linked_account_id, organization_id, state)
      select distinct account, organization, 'paused' from stranger;
      \(statements)
      commit;
      -- What autovacuum would have done by now: a long list of keys that are not merged in makes an index look dear.
      select gin_clean_pending_list(index.oid)
      from pg_class as index join pg_am as method on method.oid = index.relam
      where method.amname = 'gin' and index.relkind = 'i';
      analyze;
      """)
  }

  private static let statements = """
    insert into contactsync.party (organization_id, party_id, name, content_hash, revision)
    select 'others', id, 'Filler', n, 1 from filler;
    insert into contactsync.contact (
      linked_account_id, contact_id, organization_id, content_hash, key_hashes, window_id
    )
    select account, id, organization, n, array[n, n + 1, n + 2], 1 from filler;
    insert into contactsync.contact_version (
      linked_account_id, contact_id, organization_id, content_hash, valid_from, superseded_by_run
    )
    select account, id, organization, n, now(), 1 from filler;
    insert into contactsync.candidate (linked_account_id, contact_id, party_id, weight, levels)
    select account, id, id, 3, 5 from filler;
    insert into contactsync.decision (
      linked_account_id, contact_id, organization_id, verdict, probability, weight, match_key, reasons, candidate_count,
      matcher_version, run_id
    )
    select account, id, organization, 'matched', 0.9, 3, '+NAME', '{}', 1, 'x', 1 from filler;
    insert into contactsync.link (
      organization_id, linked_account_id, contact_id, party_id, source, is_primary, run_id
    )
    select organization, account, id, id, 'auto', true, 1 from filler;
    insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source)
    select organization, account, id, id, 'same', 'human' from filler;
    insert into contactsync.review_item (
      review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, reasons
    )
    select id, organization, account, id, 'candidates', 'closed', '[]'::jsonb, '{}'::text[] from filler
    union all
    select 'g' || n, 'acme', filler.account, 'g' || n, 'candidates', 'closed', '[]', '{}'
    from generate_series(1, 40000) as n
    cross join (select account from filler limit 1) as filler;
    insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
    select organization, account, id, id, 'linked', 'auto' from stranger;
    insert into contactsync.unsettled (linked_account_id, kind, id) select account, 'c', id from stranger;
    insert into contactsync.sweep_seen (linked_account_id, contact_id) select account, id from stranger;
    insert into contactsync.pending_link (linked_account_id, kind, id, organization_id, party_id)
    select account, 'c', id, organization, id from stranger;
    insert into contactsync.rejected_record (
      linked_account_id, raw_hash, organization_id, reason, detail, raw, first_run_id
    )
    select account, n, organization, 'x', 'x', 'x', 1 from stranger;
    insert into contactsync.creation (organization_id, linked_account_id, party_id, state, idempotency_key)
    select organization, account, id, 'created', md5(id)::uuid from stranger;
    insert into contactsync.contact_update (
      linked_account_id, contact_id, organization_id, party_id, state, fields, body_hash, before_hash
    )
    select account, id, organization, id, 'changed', '{}', 1, 1 from stranger;
    insert into contactsync.verdict (organization_id, linked_account_id, contact_id, verdict, source)
    select organization, account, id, 'unsure', 'human' from stranger;
    insert into contactsync.erased_contact (linked_account_id, id_hash, organization_id, key_id, kind)
    select account, sha256(id::bytea), organization, '\\x00000000', 'c' from stranger;
    insert into contactsync.run (pipeline, finished_at, outcome, product_version)
    select 'filler', now(), 'done', 'x' from stranger;
    insert into contactsync.run_account (run_id, linked_account_id, organization_id, finished_at, outcome)
    select run_id, 'others-' || run_id % 300, 'others', now(), 'done' from contactsync.run where pipeline = 'filler';
    """
}
