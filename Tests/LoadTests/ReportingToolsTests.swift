import Foundation
import Postgres
import SQLFiles
import TestSupport
import Testing

/// What other tools are given to read the views with.
@Suite("Reporting: dbt and Grafana")
struct ReportingToolsTests {
  static let folder = URL(filePath: repositoryRoot + "/pipelines")

  // MARK: - dbt

  /// Columns that are there once in a view.
  static let keys = [
    "dim_linked_accounts": "linked_account_id", "fct_link_changes": "change_id", "fct_judgements": "judgement_id",
    "rpt_corrections": "link_id",
  ]

  @Test("pipelines/dbt/contactsync.yml is what the comments say")
  func sources() async throws {
    let connection = try await TestDatabase.connection()
    let expected = try await connection.run { session in
      // A JSON text is a YAML scalar.
      func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
      }
      var file = """
        # The reporting views as a source of dbt. Made from the comments of the views in `sql/reporting`; a test compares the two.
        version: 2
        sources:
          - name: contactsync
            description: "Contacts of accounting systems matched to a platform's parties."
            schema: reporting
            tables:

        """
      for view in SQLFiles.reporting {
        let comment = try session.value("select obj_description('reporting.\(view.name)'::regclass)") ?? ""
        let grain = view.sql.prefix { $0 != "\n" }.dropFirst(3)
        file += "      - name: \(view.name)\n        description: \(quoted("\(grain) \(comment)"))\n"
        if view.name == "fct_runs" {
          file += """
                    config:
                      loaded_at_field: finished_at
                      freshness:
                        warn_after: {count: 26, period: hour}
                        error_after: {count: 50, period: hour}

            """
        }
        file += "        columns:\n"
        for column in try session.execute(ReportingContract.columns, [.text(view.name)]) {
          let name = column.text(0) ?? ""
          file += "          - name: \(name)\n            data_type: \(column.text(1) ?? "")\n"
          file += "            description: \(quoted(column.text(2) ?? ""))\n"
          let tests = (name == "organization_id" ? ["not_null"] : []) + (Self.keys[view.name] == name ? ["unique"] : [])
          if !tests.isEmpty { file += "            data_tests: [\(tests.joined(separator: ", "))]\n" }
        }
      }
      return file
    }
    let file = Self.folder.appending(path: "dbt/contactsync.yml")
    guard (try? String(contentsOf: file, encoding: .utf8)) != expected else { return }
    let right = FileManager.default.temporaryDirectory.appending(path: "contactsync.yml")
    try expected.write(to: right, atomically: true, encoding: .utf8)
    Issue.record("pipelines/dbt/contactsync.yml differs from the comments; the right text is in \(right.path)")
  }

  // MARK: - Grafana

  struct Target: Sendable {
    var panel: String
    var format: String
    var sql: String
  }

  static func board() throws -> [String: Any] {
    let data = try Data(contentsOf: folder.appending(path: "grafana/contactsync.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  static func panels(_ board: [String: Any]) throws -> [[String: Any]] {
    try #require(board["panels"] as? [[String: Any]])
  }

  @Test("the Grafana dashboard has what Grafana expects, and no panel lies on another")
  func shape() throws {
    let board = try Self.board()
    #expect(board["uid"] as? String == "contactsync" && board["title"] as? String == "contactsync")
    #expect(board["schemaVersion"] as? Int ?? 0 >= 36 && board["timezone"] as? String == "utc")
    #expect(board["time"] is [String: String] && board["annotations"] is [String: Any] && board["id"] == nil)
    let variables = (board["templating"] as? [String: Any])?["list"] as? [[String: Any]]
    #expect(variables?.compactMap { $0["name"] as? String } == ["datasource", "organization"])
    var taken: Set<[Int]> = []
    var ids: Set<Int> = []
    for panel in try Self.panels(board) {
      let title = panel["title"] as? String ?? ""
      #expect(ids.insert(try #require(panel["id"] as? Int)).inserted, "\(title)")
      let place = try #require(panel["gridPos"] as? [String: Int])
      let (x, y, w, h) = (place["x"] ?? -1, place["y"] ?? -1, place["w"] ?? 0, place["h"] ?? 0)
      #expect(x >= 0 && w > 0 && x + w <= 24 && y >= 0 && h > 0, "\(title)")
      for column in x..<(x + w) {
        for row in y..<(y + h) { #expect(taken.insert([column, row]).inserted, "\(title)") }
      }
      guard panel["type"] as? String != "row" else { continue }
      for source in [panel] + (panel["targets"] as? [[String: Any]] ?? []) {
        let datasource = source["datasource"] as? [String: String]
        #expect(datasource == ["type": "grafana-postgresql-datasource", "uid": "${datasource}"], "\(title)")
      }
    }
  }

  @Test(
    "every query of the Grafana dashboard runs on the views, as a login that reads reports, and has what its format needs"
  )
  func queries() async throws {
    let board = try Self.board()
    var targets: [Target] = []
    for panel in try Self.panels(board) {
      for target in panel["targets"] as? [[String: Any]] ?? [] {
        targets.append(
          Target(
            panel: panel["title"] as? String ?? "", format: target["format"] as? String ?? "",
            sql: try #require(target["rawSql"] as? String)))
      }
    }
    let variables = (board["templating"] as? [String: Any])?["list"] as? [[String: Any]] ?? []
    for variable in variables where variable["type"] as? String == "query" {
      targets.append(
        Target(panel: "variable", format: "table", sql: try #require(variable["query"] as? String)))
    }
    #expect(targets.count > 15)
    let queries = targets
    let database = try await TestDatabase.fresh()
    let filling = try await Connection.open(database)
    try await filling.run { try RandomHistory.fill($0, seed: 3) }
    await filling.close()
    try await TestDatabase.administer(
      database,
      """
      create role grafana_reader login in role contactsync_report;
      insert into contactsync.role_organization values ('grafana_reader', 'org-a'), ('grafana_reader', 'org-b')
      """)
    let connection = try await Connection.open(TestDatabase.asUser("grafana_reader", database))
    try await connection.run { session in
      var isFilled = 0
      for target in queries {
        #expect(!target.sql.contains("contactsync."), "\(target.panel)")
        let rows = try session.execute(Self.substituted(target.sql))
        if !rows.isEmpty { isFilled += 1 }
        guard target.format == "time_series" else { continue }
        #expect(rows.columnNames.first == "time", "\(target.panel)")
        let times = rows.map { $0.text(0) ?? "" }
        #expect(times == times.sorted() && times.allSatisfy { !$0.isEmpty }, "\(target.panel)")
      }
      #expect(isFilled == queries.count)
    }
    await connection.close()
  }

  /// A query as Grafana's PostgreSQL data source sends it: https://grafana.com/docs/grafana/latest/datasources/postgres/
  static func substituted(_ sql: String) -> String {
    var text = sql.replacing("${organization:sqlstring}", with: "'org-a','org-b'")
    while let start = text.range(of: "$__timeFilter(") {
      var depth = 1
      var end = start.upperBound
      while depth > 0 {
        if text[end] == "(" { depth += 1 }
        if text[end] == ")" { depth -= 1 }
        end = text.index(after: end)
      }
      let column = text[start.upperBound..<text.index(before: end)]
      text.replaceSubrange(
        start.lowerBound..<end, with: "\(column) BETWEEN '2000-01-01T00:00:00Z' AND '2100-01-01T00:00:00Z'")
    }
    #expect(!text.contains("$"), "\(text)")
    return text
  }
}
