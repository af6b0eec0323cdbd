internal import ContactModel
internal import Load

/// A run in Prometheus's text format, for node_exporter's textfile collector: ids and numbers only.
///
/// Format: https://prometheus.io/docs/instrumenting/exposition_formats/
package struct RunMetrics {
  private let summary: RunSummary
  private let lastDone: Int64?
  private var text = ""

  /// - Parameter lastDone: when this pipeline last ended with every account settled, in seconds since 1970; nil: never.
  package static func text(of summary: RunSummary, lastDone: Int64?) -> String {
    var metrics = RunMetrics(summary: summary, lastDone: lastDone)
    metrics.write()
    return metrics.text
  }

  private init(summary: RunSummary, lastDone: Int64?) {
    self.summary = summary
    self.lastDone = lastDone
  }

  private mutating func write() {
    family("contactsync_run_finished_timestamp_seconds", "When the run ended.")
    sample([], seconds(summary.finishedAt))
    family("contactsync_run_duration_seconds", "How long the run took.")
    sample([], Double(summary.finishedAt.microseconds - summary.startedAt.microseconds) / 1e6)
    family("contactsync_run_outcome", "1 for how the run ended: done, partial, failed or temporary.")
    for outcome in [RunSummary.Outcome.done, .partial, .failed, .temporary] {
      sample([("outcome", outcome.rawValue)], summary.outcome == outcome ? 1 : 0)
    }
    if let lastDone {
      family("contactsync_run_last_done_timestamp_seconds", "When a run last ended with every account settled.")
      sample([], Double(lastDone))
    }
    family("contactsync_run_accounts", "Accounts of the run by outcome.")
    let failed = summary.accounts.count { $0.failure != nil }
    sample([("outcome", "done")], Double(summary.accounts.count - failed))
    sample([("outcome", "failed")], Double(failed))
    family("contactsync_run_rows", "Contacts read, by what became of them.")
    let rows = summary.accounts.reduce(PageCounts()) { $0 + $1.rows }
    for (kind, count) in [
      ("inserted", rows.inserted), ("updated", rows.updated), ("unchanged", rows.unchanged), ("deleted", rows.deleted),
      ("rejected", rows.rejected), ("repeated", rows.repeated),
    ] {
      sample([("kind", kind)], Double(count))
    }
    family("contactsync_run_decisions", "Contacts decided, by verdict.")
    for (verdict, count) in [
      ("matched", \SettledCounts.matched), ("review", \.review), ("unmatched", \.unmatched),
    ] {
      sample([("verdict", verdict)], Double(summary.accounts.reduce(0) { $0 + $1.settled[keyPath: count] }))
    }
    family("contactsync_run_stage_seconds", "Time spent by stage, over all accounts.")
    for (stage, time) in [
      ("extract", \StageTimes.extract), ("transform", \.transform), ("load", \.load), ("settle", \.settle),
    ] {
      sample([("stage", stage)], Double(summary.accounts.reduce(0) { $0 + $1.milliseconds[keyPath: time] }) / 1000)
    }
    for (name, help, value) in [
      ("waits", "Calls that Merge's rate limit held up.", { Double($0.waits) }),
      ("wait_seconds", "How long these waited, all together.", { Double($0.milliseconds) / 1000 }),
      ("refusals", "Answers of Merge that said 429.", { Double($0.refusals) }),
    ] as [(String, String, (RateLimitCounts) -> Double)] {
      family("contactsync_run_rate_limit_\(name)", help)
      sample([], summary.accounts.reduce(0) { $0 + value($1.limits) })
    }
    family("contactsync_account_settled", "1 where the run settled the account, else 0 with the error's code.")
    for account in summary.accounts {
      sample(
        [("account", account.account), ("error_code", account.failure?.code ?? "")], account.failure == nil ? 1 : 0)
    }
    family("contactsync_account_stale", "1 where Merge's own data of the account are stale.")
    for account in summary.accounts { sample([("account", account.account)], account.staleness == nil ? 0 : 1) }
  }

  private var name = ""

  private mutating func family(_ name: String, _ help: String) {
    self.name = name
    text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
  }

  private mutating func sample(_ labels: [(String, String)], _ value: Double) {
    let all = [("pipeline", summary.pipeline)] + labels
    let written = all.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
    let number = value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    text += "\(name){\(written)} \(number)\n"
  }

  private static func escaped(_ label: String) -> String {
    label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  private func seconds(_ instant: Timestamp) -> Double { Double(instant.microseconds) / 1e6 }
}
