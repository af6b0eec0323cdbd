import ContactModel
import Load
import Postgres
import TestSupport
import Testing

@Suite("Reporting: what stands")
struct ReportingFactsTests {
  /// One night: a is linked to p1, b waits for a person, c was deleted before we saw it, one record has no id.
  static func night(_ session: borrowing Session, _ world: inout World) throws {
    try world.parties(session, ["p1", "p2"])
    let details =
      ",\"remote_id\":\"r-1\",\"email_address\":\"ap@example.com\",\"currency\":\"USD\",\"company\":\"co-1\""
    try world.night(
      session,
      [
        .init(id: "a", name: "p1:12 p2:6", modified: 60, extra: details), .init(id: "b", name: "p2:7"),
        .init(id: "c", name: nil, deleted: true), .init(id: ""),
      ])
  }

  @Test("dim_contacts: values as received")
  func contacts() async throws {
    try await World.with { session, world in
      try Self.night(session, &world)
      #expect(
        try session.lines(
          """
          select
            organization_id, linked_account_id, contact_id, remote_id, name, email_address, tax_number, status, currency,
            is_customer, is_supplier, company, phone_numbers, addresses, issues, is_deleted, remote_updated_at,
            created_at at time zone 'UTC', modified_at at time zone 'UTC', deleted_at is not null,
            first_read_at = updated_at
          from reporting.dim_contacts order by contact_id
          """)
          == [
            "org-1 acc-1 a r-1 p1:12 p2:6 ap@example.com - ACTIVE USD t - co-1 +1 413 555 0100 "
              + "1 Main St, 01101 Springfield - f - 2026-01-01 00:00:00 2026-01-01 00:01:00 f t",
            "org-1 acc-1 b - p2:7 - - ACTIVE - t - - +1 413 555 0100 "
              + "1 Main St, 01101 Springfield - f - 2026-01-01 00:00:00 2026-01-01 00:00:00 f t",
            "org-1 acc-1 c - - - - ACTIVE - t - - +1 413 555 0100 "
              + "1 Main St, 01101 Springfield - t - 2026-01-01 00:00:00 2026-01-01 00:00:00 t t",
          ])
    }
  }

  @Test("dim_parties: merged and deleted ones are retired")
  func parties() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2", "p3"])
      try session.execute("update contactsync.party set merged_into = 'p1' where party_id = 'p2'")
      try session.execute("update contactsync.party set deleted_at = now() where party_id = 'p3'")
      #expect(
        try session.lines(
          """
          select
            organization_id, party_id, name, email_address, tax_number, is_customer, is_supplier, phone_numbers, addresses,
            linked_account_id, merged_into_party_id, is_retired, deleted_at is not null
          from reporting.dim_parties order by party_id
          """)
          == [
            "org-1 p1 Party p1 - - - - - - - - f f", "org-1 p2 Party p2 - - - - - - - p1 t f",
            "org-1 p3 Party p3 - - - - - - - - t t",
          ])
    }
  }

  @Test("dim_linked_accounts and rpt_freshness: how an account stands, removed ones without freshness")
  func accounts() async throws {
    try await World.with { session, world in
      _ = try Accounts.add(session, id: "acc-2", organization: "org-2", integration: "netsuite")
      _ = try Accounts.add(session, id: "acc-3", organization: "org-2")
      try Accounts.setState(session, account: "acc-2", .paused)
      try Accounts.setState(session, account: "acc-3", .removed)
      try Self.night(session, &world)
      try Accounts.record(
        session, account: World.account,
        .init(
          status: "COMPLETE", mergeAccount: "m-1", integration: "xero", lastSyncResult: "DONE",
          lastSyncFinishedAt: World.now))
      try world.startRun(session)
      try RunLog.finishAccount(session, run: world.run, account: World.account, .failed, errorCode: "timeout")
      #expect(
        try session.lines(
          """
          select
            organization_id, linked_account_id, integration, connection, merge_account_id, state, merge_status,
            last_sync_result, last_sync_finished_at at time zone 'UTC', watermark at time zone 'UTC',
            settled_matcher_version, checked_at is not null, updated_at = greatest(updated_at, checked_at)
          from reporting.dim_linked_accounts order by linked_account_id
          """)
          == [
            "org-1 acc-1 xero - m-1 active COMPLETE DONE 2026-03-01 12:00:00 2026-03-01 12:00:00 v1 t t",
            "org-2 acc-2 netsuite - - paused - - - - - f t", "org-2 acc-3 - - - removed - - - - - f t",
          ])
      #expect(
        try session.lines(
          """
          select
            linked_account_id, state, watermark at time zone 'UTC', last_sync_result, last_outcome, last_error_code,
            last_done_at = (select finished_at from contactsync.run_account where outcome = 'done'),
            age_hours = round((extract(epoch from now() - watermark) / 3600)::numeric, 2),
            updated_at = (select max(finished_at) from contactsync.run_account)
          from reporting.rpt_freshness order by linked_account_id
          """)
          == ["acc-1 active 2026-03-01 12:00:00 DONE failed timeout t t t", "acc-2 paused - - - - - - f"])
    }
  }

  @Test("fct_links, fct_link_changes, fct_decisions: who is who, since when, and why")
  func links() async throws {
    try await World.with { session, world in
      try Self.night(session, &world)
      let links = """
        select
          organization_id, linked_account_id, contact_id, party_id, source, probability, match_key, is_primary, run_id,
          updated_at >= linked_at
        from reporting.fct_links order by contact_id
        """
      #expect(try session.lines(links) == ["org-1 acc-1 a p1 auto 0.6 +NAME t 2 t"])
      #expect(
        try session.lines(
          """
          select
            organization_id, linked_account_id, contact_id, verdict, party_id, probability, weight_bits, match_key, reasons,
            candidate_count, matcher_version, run_id, decided_at = updated_at
          from reporting.fct_decisions order by contact_id
          """)
          == [
            "org-1 acc-1 a matched p1 0.6 12 +NAME below_match_threshold 2 v1 2 t",
            "org-1 acc-1 b review - 0.35 7 +NAME below_match_threshold 1 v1 2 t",
            "org-1 acc-1 c unmatched - 0 0  no_candidate 0 v1 2 t",
          ])
      try world.judge(session, "a", "p2", "same")
      try world.settle(session)
      #expect(try session.lines(links) == ["org-1 acc-1 a p2 human - +NAME t 2 t"])
      #expect(
        try session.lines(
          """
          select
            change_id, organization_id, linked_account_id, contact_id, party_id, change, source, changed_at = updated_at
          from reporting.fct_link_changes order by change_id
          """)
          == ["1 org-1 acc-1 a p1 linked auto t", "2 org-1 acc-1 a p2 moved human t"])
    }
  }

  @Test("fct_runs and fct_rejected_records: every row read is accounted for")
  func runs() async throws {
    try await World.with { session, world in
      try Self.night(session, &world)
      #expect(
        try session.lines(
          """
          select
            run_id, pipeline, linked_account_id, outcome, error_code, pages, rows_read, rows_inserted, rows_updated,
            rows_unchanged, rows_deleted, rows_rejected, rows_repeated, rows_absent, pairs, pairs_cut, matched,
            sent_to_review, unmatched, created, product_version, updated_at = finished_at
          from reporting.fct_runs order by run_id
          """)
          == [
            "1 test acc-1 stopped process_ended 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 t",
            "2 test acc-1 done - 1 4 3 0 0 0 1 0 0 3 3 1 1 1 0 0 t",
          ])
      let rejected = try session.lines(
        """
        select
          organization_id, linked_account_id, rejected_id ~ '^[0-9a-f]{1,16}$', contact_id, reason, detail,
          raw_bytes > 100, first_run_id, rejected_at = updated_at
        from reporting.fct_rejected_records
        """)
      #expect(rejected == ["org-1 acc-1 t - missing_id line 4: id: missing or empty t 2 t"])
    }
  }
}
