import ContactModel
import Extract
import Foundation
import Load
import Postgres
import SQLFiles
import TestSupport
import Testing

/// The pages about reporting against the views that they describe.
@Suite("Reporting: the docs")
struct ReportingDocsTests {
  static let docs = URL(filePath: repositoryRoot + "/docs")

  @Test("docs/reporting.md lists every view with its grain")
  func views() throws {
    let page = try String(contentsOf: Self.docs.appending(path: "reporting.md"), encoding: .utf8)
    let listed = page.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap {
      $0.split(separator: "`").dropFirst().first.map(String.init)
    }
    #expect(listed.sorted() == SQLFiles.reporting.map(\.name).sorted())
  }

  @Test("docs/reporting-columns.md is what the comments say")
  func columns() async throws {
    let connection = try await TestDatabase.connection()
    let expected = try await connection.run { session in
      var page = """
        # Columns of the reporting views

        Made from the comments of the views in `sql/reporting`; a test compares the two. What the views are for stands in
        [reporting.md](reporting.md).

        """
      for view in SQLFiles.reporting {
        let comment = try session.value("select obj_description('reporting.\(view.name)'::regclass)") ?? ""
        let grain = view.sql.prefix { $0 != "\n" }.dropFirst(3)
        page += "\n## \(view.name)\n\n\(grain)\n\n\(comment)\n\n| column | type | meaning |\n| --- | --- | --- |\n"
        for column in try session.execute(ReportingContract.columns, [.text(view.name)]) {
          page += "| `\(column.text(0) ?? "")` | \(column.text(1) ?? "") | \(column.text(2) ?? "") |\n"
        }
      }
      return page
    }
    let file = Self.docs.appending(path: "reporting-columns.md")
    let page = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    guard page != expected else { return }
    let right = FileManager.default.temporaryDirectory.appending(path: "reporting-columns.md")
    try expected.write(to: right, atomically: true, encoding: .utf8)
    Issue.record("docs/reporting-columns.md differs from the comments; the right text is in \(right.path)")
  }

  @Test("every query of docs/reporting.md answers its question")
  func queries() async throws {
    let page = try String(contentsOf: Self.docs.appending(path: "reporting.md"), encoding: .utf8)
    let queries = page.components(separatedBy: "```sql\n").dropFirst().map { $0.components(separatedBy: ";\n```")[0] }
    let questions = page.components(separatedBy: "\n```sql").dropLast().map { text in
      String(text.components(separatedBy: "\n\n").last?.prefix { $0 != "?" } ?? "").replacing("\n", with: " ")
    }
    #expect(questions == ReportingDocsWorld.answers.map(\.question))
    try await ReportingDocsWorld.with { session, isPinned in
      for (query, (question, answer)) in zip(queries, ReportingDocsWorld.answers) {
        let tellsAge = query.contains("rpt_review_ageing") || query.contains("rpt_freshness")
        if tellsAge == isPinned { continue }
        let found = try session.lines(query)
        #expect(found == answer, "\(question)")
      }
    }
  }
}
