import Load
import Pipeline
import Postgres

/// The file of `run --metrics-file`, which appears whole or not at all.
enum MetricsFile {
  static func write(_ summary: RunSummary, to path: String, _ connection: Connection) async throws {
    let pipeline = summary.pipeline
    let lastDone = try await connection.run { try RunLog.lastDone($0, pipeline: pipeline) }
    do {
      var file = try FileReplacement(path: path)
      try file.write(Array(RunMetrics.text(of: summary, lastDone: lastDone).utf8))
      try file.commit()
    } catch {
      throw Failure(.failed, "the run has ended, but its metrics could not be written: \(error)")
    }
  }
}
