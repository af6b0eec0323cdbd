import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("Reporting: what happened")
struct ReportingHistoryTests {
  /// a is added, edited, deleted and comes back, one a day; b is added on the second, and a record without an id is met
  /// twice.
  static func history(_ session: borrowing Session, _ world: inout World) throws {
    let nights: [[TestContact]] = [
      [.init(id: "a", name: "First", modified: 1)],
      [.init(id: "a", name: "Second", modified: 2), .init(id: "b"), .init(id: "")],
      [.init(id: "a", name: "Second", modified: 3, deleted: true), .init(id: "")],
      [.init(id: "a", name: "Second", modified: 4)],
    ]
    for night in nights {
      try world.night(session, night)
      try World.pass(session, "interval '1 day'")
    }
    try World.pin(session)
  }

  @Test("fct_contact_versions: every version, each ending where the next begins")
  func versions() async throws {
    try await World.with { session, world in
      try Self.history(session, &world)
      #expect(
        try session.lines(
          """
          select
            contact_id, name, to_char(valid_from, 'DD'), to_char(valid_to, 'DD'), is_current, is_deleted,
            superseded_by_run_id, phone_numbers, addresses
          from reporting.fct_contact_versions order by contact_id, valid_from
          """)
          == [
            "a First 06 07 f f 3", "a Second 07 08 f f 4", "a Second 08 09 f t 5", "a Second 09 - t f -",
            "b Example Ltd 07 - t f -",
          ].map { $0 + " +1 413 555 0100 1 Main St, 01101 Springfield" })
      #expect(
        try session.lines(
          """
          select count(*), count(*) filter (where updated_at = coalesce(valid_to, valid_from))
          from (
            select *, lead(valid_from) over (partition by contact_id order by valid_from) as next_from
            from reporting.fct_contact_versions
          ) as versions
          where valid_to is not distinct from next_from
          """) == ["5 5"])
    }
  }

  @Test("fct_row_events: what happened to each row, in which run; a record rejected twice is one event")
  func events() async throws {
    try await World.with { session, world in
      try Self.history(session, &world)
      #expect(
        try session.lines(
          """
          select to_char(occurred_at, 'DD'), run_id, event, contact_id, reason, occurred_at = updated_at
          from reporting.fct_row_events order by occurred_at, event
          """)
          == [
            "06 2 inserted a - t", "07 3 inserted b - t", "07 3 rejected - missing_id t", "07 3 updated a - t",
            "08 4 deleted a - t", "09 5 undeleted a - t",
          ])
      #expect(
        try session.value(
          """
          select count(*) from reporting.fct_row_events as events
          join reporting.fct_rejected_records as rejected using (linked_account_id, rejected_id)
          """) == "1")
    }
  }

  @Test("an event belongs to the run that held the account then: a dead one, a later one that began earlier, or none")
  func runs() async throws {
    try await World.with { session, world in
      let early = world.run
      try world.read(session, [[.init(id: "dead")]])
      try world.startRun(session)
      let late = world.run
      try world.read(session, [[.init(id: "late")]])
      try world.finish(session)
      try World.pass(session, "interval '1 hour'")
      // Begun before the other, but it took the account after it.
      let waiting = try RunLog.start(session, pipeline: "waited", version: "0")
      try world.startRun(session)
      try world.finish(session)
      world.run = waiting
      try RunLog.startAccount(session, run: waiting, lease: world.lease)
      try world.read(session, [[.init(id: "waited")]])
      try world.finish(session)
      try World.pass(session, "interval '1 hour'")
      try session.execute(
        """
        insert into contactsync.contact (linked_account_id, contact_id, organization_id, content_hash, window_id)
        values ('acc-1', 'nobody', 'org-1', 0, 0)
        """)
      #expect(
        try session.lines("select contact_id, run_id from reporting.fct_row_events order by occurred_at")
          == ["dead \(early)", "late \(late)", "waited \(waiting)", "nobody -"])
    }
  }

  @Test("fct_row_events counts as fct_runs does, for random histories", arguments: [1, 2, 3] as [UInt64])
  func balance(seed: UInt64) async throws {
    try await World.with { session, world in
      var random = Seeded(seed)
      for night in 1...8 {
        var contacts: [TestContact] = []
        for id in 1...12 where random.chance(2) {
          contacts.append(
            .init(
              id: "c\(id)", name: "Name \(Int.random(in: 1...3, using: &random))", modified: night,
              deleted: random.chance(4)))
        }
        try world.night(session, contacts)
      }
      let counted = try session.lines(
        "select run_id, rows_inserted, rows_updated, rows_deleted from reporting.fct_runs where pages > 0 order by 1")
      let events = try session.lines(
        """
        select
          run_id, count(*) filter (where event = 'inserted'), count(*) filter (where event in ('updated', 'undeleted')),
          count(*) filter (where event = 'deleted')
        from reporting.fct_row_events group by run_id order by run_id
        """)
      #expect(events.count > 4)
      #expect(counted.filter { !$0.hasSuffix(" 0 0 0") } == events)
    }
  }

  @Test("fct_judgements: of a pair the last stands, unless it takes the others back")
  func judgements() async throws {
    try await World.with { session, world in
      try world.judge(session, "a", "p1", "same")
      try world.judge(session, "a", "p1", "different")
      try world.judge(session, "a", "p2", "same")
      try world.judge(session, "a", "p2", "withdrawn")
      try world.judge(session, "a", nil, "unsure")
      try world.judge(session, "a", nil, "new_party")
      try world.judge(session, "b", "p1", "same")
      // Questions that the program asks, not what anybody said: b's is open, a's was answered.
      try world.judge(session, "b", "p1", "unsure")
      try session.execute(
        "update contactsync.judgement set source = 'revert' where contact_id = 'b' and answer = 'unsure'")
      try world.judge(session, "c", "p1", "unsure")
      try session.execute("update contactsync.judgement set source = 'revert' where contact_id = 'c'")
      try world.judge(session, "c", "p3", "same")
      #expect(
        try session.lines(
          """
          select contact_id, party_id, answer, source, is_question, is_standing, superseded_at is null
          from reporting.fct_judgements order by judgement_id
          """)
          == [
            "a p1 same human f f f", "a p1 different human f t t", "a p2 same human f f f",
            "a p2 withdrawn human f f t", "a - unsure human f f f", "a - new_party human f t t",
            "b p1 same human f t t", "b p1 unsure revert t t t", "c p1 unsure revert t f t", "c p3 same human f t t",
          ])
    }
  }

  @Test("rpt_match_rate_daily: what the tables said at the end of each day", arguments: [4, 5, 6] as [UInt64])
  func matchRate(seed: UInt64) async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2", "p3"])
      try World.pass(session, "interval '1 hour'")
      var random = Seeded(seed)
      var expected: [String] = []
      let days = 9
      for day in 1...days {
        var contacts: [TestContact] = []
        for id in 1...10 where random.chance(3) || day == 1 {
          let name = random.chance(3) ? "nobody" : "p\(Int.random(in: 1...3, using: &random)):12"
          contacts.append(.init(id: "c\(id)", name: name, modified: day, deleted: random.chance(4)))
        }
        try world.night(session, contacts)
        if random.chance(2) {
          try world.judge(session, "c\(Int.random(in: 1...10, using: &random))", "p1", "same")
          try world.settle(session, scope: .all)
        }
        let date = "2025-03-\(day < 10 ? "0" : "")\(day)"
        // Recounted from the rows as they stand that evening.
        expected += try session.lines(
          """
          select '\(date)', count(*), count(link.contact_id), round(count(link.contact_id)::numeric / nullif(count(*), 0), 4)
          from contactsync.contact
          left join contactsync.link on link.contact_id = contact.contact_id and link.unlinked_at is null
          where contact.deleted_at is null
          """)
        try World.pass(session, "interval '1 day'")
      }
      try World.pin(session)
      let shown = try session.lines(
        "select day, contacts, linked_contacts, match_rate from reporting.rpt_match_rate_daily order by day")
      #expect(shown.count > days / 2)
      // A quiet day has no row; its figures are those of the day before.
      for (day, row) in expected.enumerated() {
        let date = String(row.prefix(10))
        let latest = try #require(shown.last { String($0.prefix(10)) <= date }, "day \(day)")
        #expect(latest.dropFirst(10) == row.dropFirst(10), "\(date)")
      }
      #expect(
        try session.value(
          "select bool_and(updated_at = (day + 1)::timestamp at time zone 'UTC') from reporting.rpt_match_rate_daily")
          == "t")
    }
  }
}
