internal import CSV
internal import ContactModel
internal import Load
internal import Postgres

extension PipelineRun {
  /// Writes the open review queue of each organization that the run worked on, where the pipeline asks for it.
  func writeReviewFiles(_ summary: RunSummary, _ connection: Connection) async throws -> [RunSummary.ReviewFile] {
    guard let template = file.reviewCSV else { return [] }
    let permalinks = file.publicURL
    let date = String(summary.finishedAt.rfc3339.prefix(10))
    var files: [RunSummary.ReviewFile] = []
    for organization in Set(summary.accounts.map(\.organization)).sorted() {
      let path =
        template.replacing("{organization}", with: fileName(organization)).replacing("{date}", with: date)
      let items = try await connection.run { session in
        _ = try ReviewExport.write(
          session, to: path, ReviewExport.Selection(organization: organization), profile: .sheet,
          permalinks: permalinks)
        return try ReviewExport.openItems(session, organization: organization)
      }
      files.append(.init(organization: organization, path: path, items: items))
    }
    return files
  }

  /// One file cannot be the queue of two organizations.
  func checkReviewFiles(_ accounts: [AccountSummary]) throws(ConfigurationError) {
    guard let template = file.reviewCSV, !template.contains("{organization}") else { return }
    let organizations = Set(accounts.map(\.organization)).sorted()
    guard organizations.count > 1 else { return }
    throw ConfigurationError([
      .init(
        file: file.path, line: file.line(of: "load.review_csv"),
        message: "`load.review_csv` needs {organization} in it: the run works on \(organizations.count) organizations")
    ])
  }

  /// An organization's id as a part of a file name: what could leave the folder is replaced.
  private func fileName(_ id: String) -> String {
    let name = String(id.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "_" })
    return name.hasPrefix(".") ? "_" + name.dropFirst() : name
  }
}
