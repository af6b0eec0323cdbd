import FoundationEssentials
import Load
import Pipeline
import Postgres
import Sandbox
import Testing

@Suite("What Merge's rate limit does to a run is kept with it")
struct RateLimitRunTests {
  @Test("Calls that waited, how long, and answers 429: by account, in the views and in the figures")
  func kept() async throws {
    let books = Books(seed: 71, parties: 250)
    try await World.with(accounts: [("calm", ""), ("slow", books.lines)], parties: books.parties) { world in
      await world.store.add(Fault(.status(429, retryAfter: 7), account: "slow", path: "/contacts", skip: 1, times: 2))
      let summary = try await world.run(
        "version: 1\nname: nightly\nextract: { since: beginning }\n", RunOptions(), onVirtualTime: true)
      #expect(summary.outcome == .done)
      #expect(summary.accounts[0].limits == RateLimitCounts())
      let limits = summary.accounts[1].limits
      // Asked for seven seconds; refused again within a minute, a whole one.
      #expect(limits.refusals == 2 && limits.waits >= 1, "\(limits)")
      #expect((67_000..<200_000).contains(limits.milliseconds), "\(limits)")
      #expect(
        try await world.column(
          """
          select concat_ws(' ', linked_account_id, rate_limit_waits, rate_limit_wait_ms, rate_limit_refusals)
          from reporting.fct_runs order by linked_account_id
          """) == ["calm 0 0 0", "slow \(limits.waits) \(limits.milliseconds) 2"])
      let connection = try await Connection.open(world.database)
      let series = try await connection.run { try MetricSeries.read($0) }
      await connection.close()
      func figure(_ name: String) -> Double? { series.first { $0.name == "run_rate_limit_\(name)" }?.value }
      #expect(figure("waits") == Double(limits.waits) && figure("refusals") == 2)
      #expect(figure("wait_seconds") == Double(limits.milliseconds) / 1000)
      let file = RunMetrics.text(of: summary, lastDone: nil)
      #expect(file.contains("contactsync_run_rate_limit_refusals{pipeline=\"nightly\"} 2\n"))
      #expect(file.contains("contactsync_run_rate_limit_waits{pipeline=\"nightly\"} \(limits.waits)\n"))
    }
  }
}
