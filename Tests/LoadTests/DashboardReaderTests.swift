import ContactModel
import Extract
import Load
import Postgres
import Report
import SQLFiles
import TestSupport
import Testing

/// What the report page reads, beside the recomputed views.
@Suite("Reading the report page")
struct DashboardReaderTests {
  static func now(_ session: borrowing Session) throws -> Timestamp {
    let clock = try session.execute("select (extract(epoch from now()) * 1000000)::bigint").int(0, 0) ?? 0
    return Timestamp(microseconds: clock)
  }

  @Test("the sums are those of the views, for one organization and for all", arguments: [1, 2, 3] as [UInt64])
  func sums(seed: UInt64) async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      try RandomHistory.fill(session, seed: seed)
      try session.script("set timezone = 'Pacific/Kiritimati'")
      for organization in [nil, "org-a", "org-b", "org-empty", "none"] {
        let now = try Self.now(session)
        let board = try DashboardReader.read(session, organization: organization, days: 6, now: now)
        let tables = try RawTables(session)
        func rows(_ view: String) -> [RawRow] {
          Recomputed.views[view]!(tables, now.microseconds).filter {
            organization == nil || $0["organization_id"] == organization
          }
        }
        func sum(_ rows: [RawRow], _ column: String) -> Int { rows.reduce(0) { $0 + Int($1.int(column)!) } }
        #expect(board.days.count == 6 && board.days.last == String(now.rfc3339.prefix(10)))

        let living = rows("dim_linked_accounts").filter { $0["state"] != "removed" }
        #expect(board.accounts.map(\.id).sorted() == living.map { $0["linked_account_id"]! }.sorted())
        #expect(board.accountCounts.all == living.count)
        let fresh = rows("rpt_freshness").filter { $0["state"] == "active" && ($0.double("age_hours") ?? 99) <= 26 }
        #expect(
          board.accountCounts.fresh == fresh.count
            && board.accounts.count(where: { $0.isFresh && $0.state == "active" }) == fresh.count)
        for (index, day) in board.days.enumerated() {
          // What the latest row up to that day says, of each account.
          let latest = living.compactMap { account in
            rows("rpt_match_rate_daily").filter {
              $0["linked_account_id"] == account["linked_account_id"] && $0["day"]! <= day
            }.max { $0["day"]! < $1["day"]! }
          }
          #expect(
            board.rates[index] == .init(contacts: sum(latest, "contacts"), linked: sum(latest, "linked_contacts")))
        }

        #expect(board.waiting.reduce(0) { $0 + $1.items } == sum(rows("rpt_review_ageing"), "open_items"))
        let said = Set(
          rows("fct_judgements").compactMap { judgement -> RawRow? in
            guard judgement["source"] == "human", judgement["answer"] != "withdrawn" else { return nil }
            var key = judgement.only(["linked_account_id", "contact_id", "reviewer"])
            key["day"] = Reckoning.dayText(Reckoning.dayNumber(judgement.int("judged_at")!))
            return board.days.contains(key["day"]!) ? key : nil
          })
        #expect(board.decided.reduce(0) { $0 + $1.contacts } == said.count)

        let runs = Dictionary(grouping: rows("fct_runs"), by: { $0.int("run_id")! }).filter { _, accounts in
          board.days.contains(Reckoning.dayText(Reckoning.dayNumber(accounts.map { $0.int("started_at")! }.min()!)))
        }
        func began(_ run: Int64) -> Int64 { runs[run]!.map { $0.int("started_at")! }.min()! }
        #expect(board.runs.map(\.id) == runs.keys.sorted { (began($0), $0) > (began($1), $1) })
        for run in board.runs {
          let accounts = runs[run.id]!
          #expect(run.accounts == accounts.count && run.rowsRead == sum(accounts, "rows_read"))
          #expect(run.failed == accounts.count { $0["outcome"] == "failed" })
          #expect((run.finished == nil) == accounts.contains { $0["outcome"] == nil })
        }

        let failures = rows("rpt_error_classes_daily").filter { board.days.contains($0["day"]!) }
        #expect(board.failures.reduce(0) { $0 + $1.failures } == sum(failures, "failures"))
        #expect(board.creationStates.reduce(0) { $0 + $1.creations } == rows("rpt_creations").count)
        let asking = rows("rpt_creations").filter { ["rejected", "unknown", "review"].contains($0["state"]!) }
        #expect(board.creations.count == min(asking.count, 15))
        let completeness = rows("rpt_data_completeness")
        #expect(board.completeness.reduce(0) { $0 + $1.filled } == sum(completeness, "filled_records"))
        let suspects = Dictionary(grouping: rows("rpt_duplicate_suspects"), by: { $0["side"]! })
        #expect(board.suspectCounts.contacts == suspects["contacts"]?.count ?? 0)
        #expect(board.suspectCounts.parties == suspects["parties"]?.count ?? 0)
        #expect(board.suspects.count == suspects.values.reduce(0) { $0 + min($1.count, 15) })
        let made = rows("fct_link_changes").filter { $0["source"] == "auto" && $0["change"] != "unlinked" }
        #expect(board.precision.reduce(0) { $0 + $1.links } == made.count)
        #expect(board.misleading.reduce(0) { $0 + $1.corrected } == rows("rpt_corrections").count)
        #expect(DashboardPage.html(board).hasSuffix("</html>\n"))
      }
    }
    await connection.close()
  }

  @Test("who may see one organization only is shown nothing of others")
  func isolation() async throws {
    let database = try await TestDatabase.fresh()
    let connection = try await Connection.open(database)
    try await connection.run { try RandomHistory.fill($0, seed: 4) }
    await connection.close()
    try await TestDatabase.administer(
      database,
      """
      create role dashboard_reader login in role contactsync_report;
      insert into contactsync.role_organization values ('dashboard_reader', 'org-b')
      """)
    let reader = try await Connection.open(TestDatabase.asUser("dashboard_reader", database))
    try await reader.run { session in
      let all = try DashboardReader.read(session, organization: nil, days: 30, now: Self.now(session))
      #expect(!all.accounts.isEmpty && all.accounts.allSatisfy { $0.organization == "org-b" })
      let other = try DashboardReader.read(session, organization: "org-a", days: 30, now: Self.now(session))
      #expect(other.accounts.isEmpty && other.runs.isEmpty && other.suspects.isEmpty && other.completeness.isEmpty)
    }
    await reader.close()

    let reviewing = try await Connection.open(TestDatabase.asLogin(database))
    try await reviewing.run { session in
      try SessionRole.review.take(session)
      for organization in ["org-b", nil] {
        let seen = try session.transaction(.readOnlySnapshot) { session in
          try SessionRole.see(session, organization: "org-b")
          return try DashboardReader.readWithin(
            session, organization: organization, days: 30, now: try Self.now(session))
        }
        #expect(!seen.completeness.isEmpty && !seen.accounts.isEmpty)
        #expect(seen.accounts.allSatisfy { $0.organization == "org-b" })
      }
      let unseen = try DashboardReader.read(session, organization: "org-b", days: 30, now: Self.now(session))
      #expect(unseen.accounts.isEmpty && unseen.runs.isEmpty)
    }
    await reviewing.close()
  }
}
