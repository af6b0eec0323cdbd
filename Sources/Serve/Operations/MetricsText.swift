import Load

/// Figures in Prometheus's text format 0.0.4, read from the tables, so that any server shows the work of all processes. Ids and
/// numbers only. Names that `run --metrics-file` uses as well mean the same.
///
/// Format: https://prometheus.io/docs/instrumenting/exposition_formats/
enum MetricsText {
  static let type = "text/plain; version=0.0.4; charset=utf-8"

  /// In the order in which they are shown; without the prefix `contactsync_`.
  static let families: [(name: String, kind: String, help: String)] = [
    ("run_finished_timestamp_seconds", "gauge", "When the pipeline's last run ended."),
    ("run_duration_seconds", "gauge", "How long that run took."),
    ("run_outcome", "gauge", "1 for how that run ended: done, partial, failed or stopped."),
    ("run_last_done_timestamp_seconds", "gauge", "When a run last ended with every account settled."),
    ("run_accounts", "gauge", "Accounts of the last run by outcome."),
    ("run_rows", "gauge", "Contacts that the last run read, by what became of them."),
    ("run_decisions", "gauge", "Contacts that the last run decided, by verdict."),
    ("run_stage_seconds", "gauge", "Time that the last run spent by stage, over all accounts."),
    ("run_rate_limit_waits", "gauge", "Calls of the last run that Merge's rate limit held up."),
    ("run_rate_limit_wait_seconds", "gauge", "How long these waited, all together."),
    ("run_rate_limit_refusals", "gauge", "Answers of Merge to the last run that said 429."),
    ("account_settled", "gauge", "1 where the account's last run settled it, else 0 with the error's code."),
    (
      "account_failing_seconds", "gauge",
      "How long ago the account's runs began to fail; missing where the last did not."
    ),
    ("account_age_seconds", "gauge", "How old what is known of the account is; missing before the first run."),
    ("review_open_items", "gauge", "Contacts that wait for a person, by organization."),
    ("review_oldest_item_age_seconds", "gauge", "How long the oldest of them has waited."),
    (
      "creations", "gauge",
      "Parties in the outbox of creations by state; unknown: nobody knows yet whether it was created."
    ),
    ("sync_requests_open", "gauge", "Active accounts that webhooks asked for and no run has read yet."),
    ("sync_request_oldest_age_seconds", "gauge", "How long the oldest of these has waited; 0 where none does."),
    ("webhooks_total", "counter", "Webhooks received, by event and outcome."),
  ]

  static func text(_ series: [MetricSeries]) -> String {
    let byName = Dictionary(grouping: series, by: \.name)
    var text = ""
    for family in families {
      guard let samples = byName[family.name] else { continue }
      let name = "contactsync_\(family.name)"
      text += "# HELP \(name) \(family.help)\n# TYPE \(name) \(family.kind)\n"
      for line in samples.map({ line($0, name) }).sorted() { text += line }
    }
    return text
  }

  private static func line(_ series: MetricSeries, _ name: String) -> String {
    let labels = series.labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",")
    let value = series.value
    let number = value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    return name + (labels.isEmpty ? "" : "{\(labels)}") + " \(number)\n"
  }

  private static func escaped(_ label: String) -> String {
    label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
