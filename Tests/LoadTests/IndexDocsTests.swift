import Foundation
import Load
import Postgres
import SQLFiles
import TestSupport
import Testing

/// docs/database.md against the catalog of a migrated database.
@Suite("Indexes: the docs")
struct IndexDocsTests {
  /// The table's rows: an index, and the queries that it is said to serve.
  private static func listed() throws -> [(index: String, queries: [String])] {
    let page = try String(contentsOf: ReportingDocsTests.docs.appending(path: "database.md"), encoding: .utf8)
    return page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      let cells = line.split(separator: "|")
      func names(_ cell: Substring) -> [String] { cell.matches(of: #/`(\w+)`/#).map { String($0.1) } }
      return (names(cells[0]).first ?? "", names(cells[2]))
    }
  }

  @Test("docs/database.md lists every index, once")
  func indexes() async throws {
    let connection = try await TestDatabase.connection()
    let standing = try await connection.run { session in
      try session.execute("select indexname from pg_indexes where schemaname = 'contactsync'").map { $0.text(0) ?? "" }
    }
    await connection.close()
    #expect(try Self.listed().map(\.index).sorted() == standing.sorted())
  }

  @Test("Each index serves a query of sql/queries or a view, and they are there")
  func queries() throws {
    for (index, queries) in try Self.listed() where index != "schema_migration_pkey" {
      #expect(!queries.isEmpty, "\(index)")
      for query in queries {
        let files = ["queries", "reporting"].map { "\(repositoryRoot)/sql/\($0)/\(query).sql" }
        #expect(files.contains(where: FileManager.default.fileExists(atPath:)), "\(index): \(query)")
      }
    }
  }
}
