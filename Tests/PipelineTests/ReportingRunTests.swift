import ContactModel
import Pipeline
import Postgres
import SQLFiles
import Sandbox
import TestSupport
import Testing

@Suite("The views after runs with trouble, judgements and nights")
struct ReportingRunTests {
  /// Runs a backfill with faults in which one account is revoked, two judgements, and two nights of edits.
  static func history(_ world: World, _ books: Books) async throws {
    for fault in [
      Fault(.status(500), account: "one", path: "/contacts", skip: 1, times: 1),
      Fault(.duplicate(records: 3), account: "one", path: "/contacts", times: 1),
      Fault(.status(401), account: "revoked", times: nil),
    ] {
      await world.store.add(fault)
    }
    let backfill = try await world.run(PipelineRunTests.backfill)
    #expect(backfill.outcome == .partial)
    try await judge(world)
    var changed = books.contacts
    changed[3].name = "Entirely Other Name GmbH"
    changed[4].isDeleted = true
    changed[5].isDeleted = true
    try await world.store.putContacts(
      [changed[3], changed[4], changed[5]].map(\.lineWithoutTimes).joined(separator: "\n"), in: "one")
    #expect(try await world.run(PipelineRunTests.nightly).outcome == .partial)
    changed[4].isDeleted = false
    try await world.store.putContacts(changed[4].lineWithoutTimes, in: "one")
    #expect(try await world.run(PipelineRunTests.nightly).outcome == .partial)
  }

  /// A person says that one link is wrong, and who one contact in review is.
  private static func judge(_ world: World) async throws {
    let connection = try await Connection.open(world.database)
    try await connection.run { session in
      try session.script(
        """
        with said as (
          insert into contactsync.judgement (
            organization_id, linked_account_id, contact_id, party_id, answer, source
          )
          (
            select organization_id, linked_account_id, contact_id, party_id, 'different', 'human'
            from contactsync.link order by contact_id limit 1
          )
          union all
          (
            select organization_id, linked_account_id, contact_id, candidates -> 0 ->> 'party', 'same', 'human'
            from contactsync.review_item where state = 'open' order by contact_id limit 1
          )
          returning linked_account_id, contact_id
        )
        insert into contactsync.unsettled (linked_account_id, kind, id)
        select linked_account_id, 'c', contact_id from said
        """)
    }
    await connection.close()
  }

  @Test("every view tells of them, and they agree with one another")
  func views() async throws {
    let books = Books(seed: 31, parties: 300)
    let tooLong = "{\"id\":\"\(String(repeating: "x", count: 300))\",\"name\":\"Too Long\"}"
    try await World.with(
      accounts: [("one", books.lines + "\n" + tooLong), ("revoked", books.contacts[0].line)], parties: books.parties
    ) { world in
      try await Self.history(world, books)
      for view in SQLFiles.reporting {
        let rows = try await world.scalar("select count(*) from reporting.\(view.name)")
        // Nothing is created here.
        #expect((rows == "0") == (view.name == "rpt_creations"), "\(view.name): \(rows ?? "")")
      }
      for (claim, statement) in Self.claims { #expect(try await world.scalar(statement) == "t", "\(claim)") }
    }
  }

  static let claims: [(claim: String, statement: String)] = [
    (
      "every row read is accounted for, and there were repeated and rejected ones",
      """
      select
        bool_and(
          rows_read = rows_inserted + rows_updated + rows_unchanged + rows_deleted + rows_rejected + rows_repeated
        ) and sum(rows_repeated) = 3 and sum(rows_rejected) > 0 and count(*) = 6
      from reporting.fct_runs
      """
    ),
    (
      "row events are those that the runs counted",
      """
      select array_agg(counted order by run_id) = (
        select array_agg(happened order by run_id)
        from (
          select run_id, array[
            count(*) filter (where event = 'inserted'), count(*) filter (where event in ('updated', 'undeleted')),
            count(*) filter (where event = 'deleted')
          ] as happened
          from reporting.fct_row_events group by run_id
        ) as events
      )
      from (
        select run_id, array[sum(rows_inserted), sum(rows_updated), sum(rows_deleted)]::bigint[] as counted
        from reporting.fct_runs where linked_account_id = 'one' group by run_id
      ) as runs
      """
    ),
    ("one contact came back", "select count(*) = 1 from reporting.fct_row_events where event = 'undeleted'"),
    (
      "the link changes replay to the links",
      """
      select not exists (
        select from (
          select distinct on (linked_account_id, contact_id) linked_account_id, contact_id, party_id, change
          from reporting.fct_link_changes order by linked_account_id, contact_id, change_id desc
        ) as last
        full join reporting.fct_links as links using (linked_account_id, contact_id)
        where case when last.change = 'unlinked' then links.party_id is not null
          else last.party_id is distinct from links.party_id end
      )
      """
    ),
    (
      "the wrong link is the only correction, and says what it rested on",
      """
      select count(*) = 1 and bool_and(corrected_by = 'human' and match_key <> '' and now_party_id is distinct from party_id)
      from reporting.rpt_corrections
      """
    ),
    (
      "today's match rate is counted from links and contacts",
      """
      select (contacts, linked_contacts) = (
        select count(*), count(links.party_id)
        from reporting.dim_contacts left join reporting.fct_links as links using (linked_account_id, contact_id)
        where not is_deleted
      )
      from reporting.rpt_match_rate_daily order by day desc limit 1
      """
    ),
    (
      "whoever is decided to need a person waits for one",
      """
      select sum(open_items) = (select count(*) from reporting.fct_decisions where verdict = 'review')
      from reporting.rpt_review_ageing
      """
    ),
    (
      "suspected contacts are linked to the party that they share",
      """
      select bool_and(links.party_id = shared_record_id)
      from reporting.rpt_duplicate_suspects
      join reporting.fct_links as links
        on links.linked_account_id = rpt_duplicate_suspects.linked_account_id
        and links.contact_id in (record_id, other_record_id)
      where side = 'contacts'
      """
    ),
    (
      "the revoked account's trouble has an advice",
      """
      select bool_and(error_code = 'unauthorized' and runs = 3 and accounts = 1 and advice like 'Have the account linked%')
      from reporting.rpt_error_classes_daily
      """
    ),
    (
      "versions are as many as were inserted and replaced",
      """
      select count(*) = (
        select count(*) from reporting.fct_row_events where event <> 'rejected'
      ) and count(*) filter (where is_current) = (select count(*) from reporting.dim_contacts)
      from reporting.fct_contact_versions
      """
    ),
  ]
}
