import Postgres
import TestSupport

/// Fills a database with what could have happened: consistent, made by a seed, with ties, blanks and midnights.
struct RandomHistory {
  static let organizations = ["org-a", "org-b", "org-empty"]
  /// The third account has few contacts, the last none.
  static let accounts = ["Books", "books-2", "books-3", "books-empty"]
  static let parties = ["P9", "p1", "p10", "p2", "p3"]
  static let errors = Recomputed.advice.keys.sorted()

  var random: Seeded
  /// The server's clock.
  let clock: Int64
  /// The beginning of the server's day, at which the history ends: a seed makes the same history at any hour.
  let now: Int64
  var runs: [Int64] = []

  static func organization(of account: String) -> String { account == "books-3" ? "org-b" : "org-a" }

  /// - Parameter contacts: of each account.
  static func fill(_ session: borrowing Session, seed: UInt64, contacts: Int = 14) throws {
    let clock = try session.execute("select (extract(epoch from now()) * 1000000)::bigint").int(0, 0) ?? 0
    var history = RandomHistory(
      random: Seeded(seed), clock: clock, now: Reckoning.dayNumber(clock) * Reckoning.day)
    for organization in organizations { try insert(session, "organization", ["organization_id": .text(organization)]) }
    try history.addAccounts(session)
    try history.addParties(session)
    try history.addRuns(session)
    for account in accounts where account != "books-empty" {
      for number in 0..<(account == "books-3" ? 2 : contacts) { try history.addContact(session, account, "c\(number)") }
      try history.addRejected(session, account)
    }
    try history.addCreations(session)
  }

  // MARK: - Chance

  mutating func one<T>(_ values: T...) -> T { values.randomElement(using: &random)! }

  mutating func number(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &random) }

  /// An instant between two; midnight and the moment before it now and then.
  mutating func instant(_ from: Int64, _ to: Int64) -> Int64 {
    guard from < to else { return from }
    let chosen = number(from...to)
    guard random.chance(3) else { return chosen }
    let midnight = (Reckoning.dayNumber(chosen) + 1) * Reckoning.day - (random.chance(2) ? 1 : 0)
    return midnight > to ? chosen : midnight
  }

  /// So many instants in order, not before `from`, none twice; fewer where there is no time left.
  mutating func instants(_ count: Int, from: Int64) -> [Int64] {
    var found: Set<Int64> = []
    for _ in 0..<(2 * count) where found.count < count { found.insert(instant(from, now)) }
    return found.sorted()
  }

  var start: Int64 { now - 9 * Reckoning.day }

  mutating func words() -> Parameter {
    .text(one(nil, "", " ", "\t\n", "Söhne & <b>Co</b>", "O'Neill \"x\"", "Example Ltd", "例え株式会社", "=1+1"))
  }

  mutating func flag() -> Parameter { .bool(one(nil, true, false, true)) }

  mutating func phones() -> Parameter {
    one(
      .null, .json("[]"), .json("{}"), .json(#"[{"number":null},{"number":"555-0100"}]"#), .json(#"["555-0101",7]"#),
      .json(#"[{"number":""},{"number":" "}]"#), .json(#"[{"number":"+1 555 0102"},"555-0103"]"#))
  }

  mutating func addresses() -> Parameter {
    one(
      .null, .json("[]"), .json(#""none""#), .json(#"[{"address_type":"BILLING"}]"#), .json(#"[{"city":" "}]"#),
      .json(#"[{"street_1":"1 Main St","zip_code":"01101","city":"Springfield"},{"state":"CA","country":"US"}]"#),
      .json(#"[{"street_1":"","street_2":"Unit 2","country_subdivision":"MA"},7]"#), .json(#"[{"zip_code":"\t"}]"#))
  }

  // MARK: - Rows

  @discardableResult
  static func insert(
    _ session: borrowing Session, _ table: String, _ values: [String: Parameter], returning: String = "true"
  ) throws -> Row? {
    let columns = values.keys.sorted()
    let places = columns.indices.map { "$\($0 + 1)" }
    return try session.execute(
      """
      insert into contactsync.\(table) (\(columns.joined(separator: ", ")))
      values (\(places.joined(separator: ", "))) returning \(returning)
      """, columns.map { values[$0]! }
    ).first
  }

  mutating func addAccounts(_ session: borrowing Session) throws {
    for (account, state) in zip(Self.accounts, ["active", "paused", one("active", "paused"), "removed"]) {
      let added = instant(start - 30 * Reckoning.day, start)
      try Self.insert(
        session, "linked_account",
        [
          "linked_account_id": .text(account), "organization_id": .text(Self.organization(of: account)),
          "integration": .text(one(nil, "xero", "netsuite")), "connection": .text(one(nil, "eu")),
          "merge_account_id": .text(one(nil, "m-1")), "state": .text(state),
          "merge_status": .text(one(nil, "COMPLETE", "RELINK_NEEDED")),
          "last_sync_result": .text(one(nil, "DONE", "FAILED")),
          "last_sync_finished_at": .timestamp(microseconds: one(nil, instant(start, now))),
          "checked_at": .timestamp(microseconds: one(nil, instant(start, now))),
          "watermark": .timestamp(microseconds: one(nil, instant(start, now), clock + 3_600_000_000)),
          "settled_matcher_version": .text(one(nil, "v1")), "settled_links": .text(one(nil, "write", "propose")),
          "created_at": .timestamp(microseconds: added),
          "updated_at": .timestamp(microseconds: instant(added, now)),
        ])
    }
  }

  mutating func addParties(_ session: borrowing Session) throws {
    for organization in Self.organizations.dropLast() {
      for party in Self.parties {
        let created = instant(start, now)
        let retired = random.chance(5)
        try Self.insert(
          session, "party",
          [
            "organization_id": .text(organization), "party_id": .text(party), "name": words(),
            "email_address": words(), "tax_number": words(), "is_customer": flag(), "is_supplier": flag(),
            "addresses": addresses(), "phone_numbers": phones(), "linked_account_id": .text(one(nil, "Books")),
            "merged_into": .text(random.chance(4) ? "p1" : nil), "content_hash": .int(1), "revision": .int(1),
            "deleted_at": .timestamp(microseconds: retired ? instant(created, now) : nil),
            "created_at": .timestamp(microseconds: created),
            "updated_at": .timestamp(microseconds: instant(created, now)),
          ])
      }
    }
  }

  /// One run after the other in each account; some still going on, some noted without having held the account.
  mutating func addRuns(_ session: borrowing Session) throws {
    for begun in instants(16, from: start) {
      let row = try Self.insert(
        session, "run",
        [
          "pipeline": .text(one("nightly", "sweep")), "started_at": .timestamp(microseconds: begun),
          "product_version": .text("0.1.0"),
        ], returning: "run_id")
      runs.append(row?.int(0) ?? 0)
    }
    for account in Self.accounts {
      let order = random.chance(2) ? runs : runs.shuffled(using: &random)
      let begins = instants(order.count, from: start)
      for (index, run) in order.prefix(begins.count).enumerated() where !random.chance(4) {
        let wasAsked = !random.chance(5)
        let last = index + 1 < begins.count ? begins[index + 1] : now
        let ended = wasAsked ? instant(begins[index], last) : begins[index]
        let outcome = wasAsked ? one(nil, "done", "done", "failed", "failed", "stopped") : "failed"
        let counts = (0..<6).map { _ in number(0...40) }
        let known = random.chance(2) ? "timeout" : Self.errors.randomElement(using: &random)
        let error = outcome == "failed" ? known : nil
        var values: [String: Parameter] = [
          "run_id": .int(run), "linked_account_id": .text(account),
          "organization_id": .text(Self.organization(of: account)),
          "started_at": .timestamp(microseconds: begins[index]),
          "finished_at": .timestamp(microseconds: outcome == nil ? nil : ended), "outcome": .text(outcome),
          "error_code": .text(error), "error_text": .text(error == nil ? nil : one(nil, "first", "second", "third")),
          "was_asked": .bool(wasAsked), "contacts_checksum": .text(one(nil, "00ff00ff00ff00ff")),
          "rows_read": .int(counts.reduce(0, +)),
        ]
        let names = ["inserted", "updated", "unchanged", "deleted", "rejected", "repeated"]
        for (name, count) in zip(names, counts) { values["rows_\(name)"] = .int(count) }
        for name in [
          "rows_absent", "rows_missed", "pages", "pairs", "pairs_cut", "matched", "sent_to_review", "unmatched",
          "created", "extract_ms", "transform_ms", "load_ms", "settle_ms", "rate_limit_waits", "rate_limit_wait_ms",
          "rate_limit_refusals",
        ] { values[name] = .int(number(0...99)) }
        try Self.insert(session, "run_account", values)
      }
    }
  }

  mutating func addRejected(_ session: borrowing Session, _ account: String) throws {
    for hash in [Int64.min, -1, 0, 255, number(.min ... .max)] where !random.chance(3) {
      let met = instant(start, now)
      try Self.insert(
        session, "rejected_record",
        [
          "linked_account_id": .text(account), "organization_id": .text(Self.organization(of: account)),
          "raw_hash": .int(hash), "contact_id": .text(one(nil, "c1")), "reason": .text(one("missing_id", "too_deep")),
          "detail": .text("line 1"), "raw": .bytes(Array("{}".utf8).dropLast(Int(number(0...2)))),
          "first_run_id": .int(runs.randomElement(using: &random)!), "rejected_at": .timestamp(microseconds: met),
          "resolved_at": .timestamp(microseconds: one(nil, instant(met, now))),
        ])
    }
  }

  mutating func addCreations(_ session: borrowing Session) throws {
    for account in Self.accounts {
      for party in Self.parties where random.chance(2) {
        let planned = instant(start, now)
        let state = one("planned", "sending", "created", "rejected", "unknown", "adopted", "review")
        let isOpen = ["planned", "sending", "unknown", "review"].contains(state)
        let sent = state == "planned" ? nil : instant(planned, now)
        try Self.insert(
          session, "creation",
          [
            "organization_id": .text(Self.organization(of: account)), "linked_account_id": .text(account),
            "party_id": .text(party), "state": .text(state),
            "idempotency_key": .text("00000000-0000-4000-8000-000000000000"), "attempts": .int(number(0...3)),
            "error_class": .text(one(nil, "name_taken")), "contact_id": .text(state == "created" ? "c1" : nil),
            "asked_contact_id": .text(one(nil, "c2")), "payload": .text("{}"),
            "problems": .textArray(one([], ["validation: name"], ["a: b", "c: d"])),
            "planned_at": .timestamp(microseconds: planned), "sent_at": .timestamp(microseconds: sent),
            "first_sent_at": .timestamp(microseconds: sent), "merge_time_before": .timestamp(microseconds: sent),
            "merge_time_sent": .timestamp(microseconds: sent),
            "finished_at": .timestamp(microseconds: isOpen ? nil : instant(sent ?? planned, now)),
            "updated_at": .timestamp(microseconds: instant(planned, now)),
          ])
      }
    }
  }
}
