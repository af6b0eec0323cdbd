import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("Reporting: how good it is")
struct ReportingQualityTests {
  @Test("rpt_review_ageing: open items by kind and band; a bound belongs to the older band")
  func ageing() async throws {
    try await World.with { session, world in
      let ages = ["0 s", "86399 s", "1 day", "7 days -1 s", "7 days", "30 days -1 s", "30 days", "400 days", "2 days"]
      let contacts = ages.indices.map { TestContact(id: "c\($0)", name: "p1:6") }
      try world.parties(session, ["p1"])
      try world.night(session, contacts)
      try session.execute("update contactsync.review_item set kind = 'link_disputed' where contact_id = 'c8'")
      try session.transaction { session in
        for (index, age) in ages.enumerated() {
          try session.execute(
            "update contactsync.review_item set opened_at = now() - $1::interval where contact_id = $2",
            [.text(age), .text("c\(index)")])
        }
        #expect(
          try session.lines(
            """
            select
              organization_id, linked_account_id, kind, age_band, open_items, oldest_age_days,
              extract(epoch from now() - oldest_opened_at)::bigint, updated_at is not null
            from reporting.rpt_review_ageing order by kind, age_band
            """)
            == [
              "org-1 acc-1 candidates 0-1 d 2 1.00 86399 t", "org-1 acc-1 candidates 1-7 d 2 7.00 604799 t",
              "org-1 acc-1 candidates 7-30 d 2 30.00 2591999 t", "org-1 acc-1 candidates over 30 d 2 400.00 34560000 t",
              "org-1 acc-1 link_disputed 1-7 d 1 2.00 172800 t",
            ])
      }
      try world.night(session, contacts.map { TestContact(id: $0.id, name: "p1:12", modified: 9) })
      #expect(try session.lines("select * from reporting.rpt_review_ageing") == [], "closed items do not wait")
    }
  }

  @Test("rpt_review_ageing: the same counted by hand, for random ages", arguments: [1, 2, 3] as [UInt64])
  func randomAgeing(seed: UInt64) async throws {
    try await World.with { session, world in
      var random = Seeded(seed)
      var expected: [String: (items: Int, oldest: Int)] = [:]
      try session.transaction { session in
        for index in 1...60 {
          let seconds = Int.random(in: 0...4_000_000, using: &random) / (random.chance(2) ? 20 : 1)
          let (account, isOpen) = ("acc-\(Int.random(in: 1...3, using: &random))", !random.chance(4))
          try session.execute(
            """
            insert into contactsync.review_item (
              review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, reasons, opened_at
            )
            values ($1, 'org-1', $2, $1, 'candidates', $3, '[]', '{}', now() - $4::bigint * interval '1 second')
            """, [.text("r\(index)"), .text(account), .text(isOpen ? "open" : "closed"), .int(seconds)])
          guard isOpen else { continue }
          let band = [(86_400, "0-1 d"), (604_800, "1-7 d"), (2_592_000, "7-30 d")].first { seconds < $0.0 }?.1
          let key = "\(account) \(band ?? "over 30 d")"
          let known = expected[key] ?? (0, 0)
          expected[key] = (known.items + 1, max(known.oldest, seconds))
        }
        let shown = try session.lines(
          """
          select linked_account_id, age_band, open_items, extract(epoch from now() - oldest_opened_at)::bigint
          from reporting.rpt_review_ageing
          """)
        #expect(Set(shown) == Set(expected.map { "\($0.key) \($0.value.items) \($0.value.oldest)" }))
      }
    }
  }

  @Test("rpt_data_completeness: counted by hand for random records", arguments: [1, 2, 3] as [UInt64])
  func completeness(seed: UInt64) async throws {
    try await World.with { session, world in
      var random = Seeded(seed)
      var filled: [String: Int] = [:]
      var records = 0
      var contacts: [TestContact] = []
      for index in 1...40 {
        var (extra, has): (String, Set<String>) = ("", ["name"])
        func add(_ field: String, _ full: String, _ empties: [String]) {
          if random.chance(2) {
            has.insert(field)
            extra += ",\(full)"
          } else {
            extra += ",\(empties.randomElement(using: &random)!)"
          }
        }
        add("email_address", #""email_address":"x@example.com""#, [#""email_address":null"#, #""email_address":" ""#])
        add("tax_number", #""tax_number":"12-3456789""#, [#""tax_number":"""#])
        add("currency", #""currency":"EUR""#, [#""currency":null"#])
        add("role", #""is_supplier":false"#, [#""is_supplier":null"#])
        add(
          "phone_number", #""phone_numbers":[{"number":null},{"number":"555-0100"}]"#,
          [#""phone_numbers":[{"number":""}]"#, #""phone_numbers":[]"#, #""phone_numbers":null"#])
        add(
          "address", #""addresses":[{"street_1":null},{"state":"CA"}]"#,
          [#""addresses":[{"address_type":"BILLING"}]"#, #""addresses":[]"#, #""addresses":[{"city":""}]"#])
        let isDeleted = random.chance(5)
        contacts.append(.init(id: "c\(index)", deleted: isDeleted, extra: extra, isBare: true))
        if isDeleted { continue }
        records += 1
        for field in has { filled[field, default: 0] += 1 }
      }
      try world.night(session, contacts)
      try world.parties(session, ["p1", "p2", "p3"])
      try session.execute("update contactsync.party set deleted_at = now(), tax_number = '1' where party_id = 'p3'")
      try session.execute("update contactsync.party set tax_number = '1' where party_id = 'p2'")
      let shown = try session.lines(
        """
        select side, linked_account_id, field, records, filled_records from reporting.rpt_data_completeness
        """)
      let fields = ["name", "email_address", "tax_number", "phone_number", "address", "role", "currency"]
      let parties = ["name": 2, "tax_number": 1]
      #expect(
        Set(shown)
          == Set(
            fields.map { "contacts acc-1 \($0) \(records) \(filled[$0] ?? 0)" }
              + fields.dropLast().map { "parties - \($0) 2 \(parties[$0] ?? 0)" }))
      #expect(
        try session.value(
          """
          select bool_and(fill_rate = round(filled_records::numeric / records, 4) and updated_at is not null)
          from reporting.rpt_data_completeness
          """) == "t")
      #expect(
        try session.lines(
          """
          select count(phone_numbers), count(addresses) from reporting.dim_contacts where not is_deleted
          """) == ["\(filled["phone_number"] ?? 0) \(filled["address"] ?? 0)"], "what the dimension shows is filled")
    }
  }

  @Test("rpt_error_classes_daily: by organization, day and code, with what to do")
  func errors() async throws {
    try await World.with { session, world in
      _ = try Accounts.add(session, id: "acc-2", organization: "org-1")
      let second = try #require(try AccountLease.acquire(session, account: "acc-2"))
      func end(_ session: borrowing Session, _ account: String, _ code: String?, _ text: String?) throws {
        let outcome = code == nil ? AccountOutcome.done : .failed
        try RunLog.finishAccount(
          session, run: world.run, account: account, outcome, errorCode: code, errorText: text)
      }
      try end(session, World.account, "timeout", "first")
      try world.startRun(session)
      try RunLog.startAccount(session, run: world.run, lease: second)
      try end(session, "acc-2", "timeout", "second")
      try end(session, World.account, "database_53300", "full")
      try World.pass(session, "interval '1 day'")
      try world.startRun(session)
      try RunLog.startAccount(session, run: world.run, lease: second)
      try end(session, "acc-2", nil, nil)
      try end(session, World.account, "of_tomorrow", nil)
      try World.pin(session)
      #expect(
        try session.lines(
          """
          select organization_id, day, error_code, runs, accounts, failures, is_passing, last_error_text, advice
          from reporting.rpt_error_classes_daily order by day, error_code
          """)
          == [
            "org-1 2025-03-09 database_53300 1 1 1 f full Look up the SQLSTATE at the end of the code; then run again.",
            "org-1 2025-03-09 timeout 2 2 2 t second Run again later.",
            "org-1 2025-03-10 of_tomorrow 1 1 1 f - See the text; if it does not help, report it.",
          ])
    }
  }

  @Test("rpt_creations: the outbox")
  func creations() async throws {
    try await World.with { session, world in
      try session.execute(
        """
        insert into contactsync.creation (
          organization_id, linked_account_id, party_id, state, idempotency_key, attempts, error_class, contact_id,
          planned_at, sent_at, finished_at, payload, first_sent_at, merge_time_before, merge_time_sent
        )
        select
          'org-1', 'acc-1', party_id, state, gen_random_uuid(), attempts, error_class, contact_id,
          now() - interval '36 hours', now() - interval '30 hours', finished_at, '{}', now(), now(), now()
        from (values
          ('p1', 'planned', 0, null, null, null::timestamptz),
          ('p2', 'created', 1, null, 'c-2', now() - interval '30 hours'),
          ('p3', 'rejected', 2, 'name_taken', null, now() - interval '12 hours'),
          ('p4', 'unknown', 1, 'timeout', null, null)
        ) as creation (party_id, state, attempts, error_class, contact_id, finished_at)
        """)
      #expect(
        try session.lines(
          """
          select party_id, state, is_open, contact_id, attempts, error_class, age_hours from reporting.rpt_creations
          order by party_id
          """)
          == [
            "p1 planned t - 0 - 36.00", "p2 created f c-2 1 - 6.00", "p3 rejected f - 2 name_taken 24.00",
            "p4 unknown t - 1 timeout 36.00",
          ])
    }
  }
}
