import Load
import Postgres
import TestSupport
import Testing

@Suite("Pruning")
struct PruneTests {
  @Test("What is older than it is to be kept goes, over any number of batches, and nothing else does")
  func oldOnly() async throws {
    let database = try await TestDatabase.fresh()
    let connection = try await Connection.open(database)
    try await connection.run { session in
      try session.script(
        """
        insert into contactsync.organization (organization_id) values ('acme') on conflict do nothing;
        insert into contactsync.contact_version
          (linked_account_id, contact_id, organization_id, content_hash, valid_from, superseded_at, superseded_by_run)
        select 'books', 'c' || n, 'acme', 0, now() - interval '900 days', now() - make_interval(days => n % 800), 1
        from generate_series(0, 39999) as n;
        insert into contactsync.rejected_record
          (linked_account_id, raw_hash, organization_id, reason, detail, raw, first_run_id, resolved_at)
        values
          ('books', 1, 'acme', 'x', '', '', 1, now() - interval '91 days'),
          ('books', 2, 'acme', 'x', '', '', 1, now() - interval '89 days'), ('books', 3, 'acme', 'x', '', '', 1, null);
        insert into contactsync.link_session
          (link_session_id, organization_id, linked_account_id, key_hash, is_magic_link, state, expires_at, updated_at)
        select
          'session-of-linking-' || n, 'acme', 'books', sha256('x'), false,
          (array['linked', 'failed', 'expired', 'open', 'exchanging'])[n % 5 + 1],
          now() - make_interval(days => 88 + n / 5), now() - make_interval(days => 88 + n / 5)
        from generate_series(0, 24) as n;
        """)
    }
    let day: Int64 = 86_400
    let pruned = try await connection.run { try Prune.run($0, versions: 400 * day, events: 90 * day) }
    #expect(pruned.versions == 20_000)
    #expect(pruned.rejected == 1)
    // Of 90, 91 and 92 days the four kinds that have ended.
    #expect(pruned.linkSessions == 12)
    let left = try await connection.run { session in
      try session.execute(
        """
        select
          (select count(*) from contactsync.contact_version where superseded_at > now() - interval '400 days 1 minute'),
          (select count(*) from contactsync.contact_version), (select count(*) from contactsync.rejected_record),
          (select count(*) from contactsync.link_session)
        """
      ).map { row in (0..<4).map { row.int($0) } }.first
    }
    #expect(left == [20_000, 20_000, 2, 13])
    let again = try await connection.run { try Prune.run($0, versions: 400 * day, events: 90 * day) }
    #expect(again.versions + again.rejected + again.linkSessions == 0)
    await connection.close()
    try await TestDatabase.discard(database)
  }
}
