package import CSV
package import Postgres
import SQLFiles

/// Writes links that were drawn as a sample, for people to judge.
package enum SampleExport {
  /// A link that was drawn.
  package struct Link: Sendable {
    package var id: Int64
    /// JSON array as in a review item's candidates; nil: none is shown.
    package var evidence: String?

    package init(id: Int64, evidence: String?) {
      self.id = id
      self.evidence = evidence
    }
  }

  private static let pageSize = 500

  /// Writes the file, in the columns and profiles of ``ReviewExport``, and its manifest beside it, each by rename.
  ///
  /// A row for each link, in the order given; `candidate_rank` is 1 and `row_version` 0, for no item of the queue is meant.
  ///
  /// - Parameter manifest: the manifest's text, by what was written and the review id of each link in its order.
  /// - Throws: ``LoadError/fileNotWritten(path:code:)``, PostgresError; the file that stood before is untouched then.
  package static func write(
    _ session: borrowing Session, to path: String, _ links: [Link], profile: CSVProfile,
    manifest: (_ written: ReviewExport.Written, _ reviewIDs: [String]) throws -> String
  ) throws -> ReviewExport.Written {
    var file = try ReviewFile(path: path, profile: profile)
    var reviewIDs: [String] = []
    for start in stride(from: 0, to: links.count, by: pageSize) {
      let page = links[start..<min(start + pageSize, links.count)]
      let rows = try session.execute(
        Query.sampleRows.sql, [.intArray(page.map(\.id)), .textArray(page.map(\.evidence))])
      reviewIDs += rows.map { $0.text(0) ?? "" }
      try file.append(rows)
    }
    return try file.finish { try manifest($0, reviewIDs) }
  }
}
