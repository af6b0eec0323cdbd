package import Postgres
import SQLFiles

/// One figure of the tables, as a monitoring system takes it: ids and numbers only.
package struct MetricSeries: Sendable {
  /// Such as `run_rows`.
  package var name: String
  package var labels: [(name: String, value: String)]
  package var value: Double

  package init(name: String, labels: [(name: String, value: String)] = [], value: Double) {
    self.name = name
    self.labels = labels
    self.value = value
  }

  /// All figures there are.
  ///
  /// - Throws: PostgresError.
  package static func read(_ session: borrowing Session) throws -> [MetricSeries] {
    try session.execute(Query.metricsRead.sql).map { row in
      let (names, values) = (row.textArray(1) ?? [], row.textArray(2) ?? [])
      return MetricSeries(
        name: row.text(0) ?? "", labels: zip(names, values).map { (name: $0.0 ?? "", value: $0.1 ?? "") },
        value: row.double(3) ?? 0)
    }
  }
}
