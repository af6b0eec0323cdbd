import ArgumentParser
import CSV
import Extract
import NDJSON
import Postgres

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Shows the reporting views, the newest rows of one, or all of it as a page.",
    discussion: """
      Example: contactsync report fct_links --format csv
      Example: contactsync report --html report.html --organization acme --days 30
      """)

  @Argument(help: "The view; without it the views are listed.") var view: String?
  @Option(help: "table, csv or json (one object a line).") var format = "table"
  @Option(help: "Rows at most; a table shows 50 where nothing is said.") var limit: Int?
  @Option(help: ArgumentHelp("Writes the report page: one file, for a browser or a mail.", valueName: "file"))
  var html: String?
  @Option(help: "The page's organization; without it all of them.") var organization: String?
  @Option(help: "The page's days back from today, 1 to 400; 30 where nothing is said.") var days: Int?

  func run() async throws {
    guard ["table", "csv", "json"].contains(format) else {
      throw Failure(.usage, "--format must be table, csv or json, not '\(format)'")
    }
    if let limit, limit < 1 { throw Failure(.usage, "--limit must be at least 1") }
    if let html { return try await writePage(html) }
    guard organization == nil && days == nil else {
      throw Failure(.usage, "--organization and --days go with --html FILE")
    }
    let connection = try await Composition().database()
    guard let view else {
      let views = try await connection.run { try ReportReader.views($0) }
      var table = Table(["view", "what it shows"])
      table.rows = views.map { [$0.name, $0.description] }
      print(table.rendered())
      return
    }
    let most = limit ?? (format == "table" ? 50 : Int(Int32.max))
    guard let rows = try await connection.run({ try ReportReader.rows($0, view: view, limit: most) }) else {
      throw Failure(.usage, "there is no view '\(view)'; `contactsync report` lists them")
    }
    switch format {
    case "csv": printCSV(rows)
    case "json": printJSON(rows)
    default: printTable(rows)
    }
  }

  private func printTable(_ rows: Rows) {
    var table = Table(rows.columnNames)
    for row in rows {
      table.rows.append(
        rows.columnNames.indices.map { column in
          let text = (row.text(column) ?? "").replacing("\n", with: " ")
          return text.count > 40 ? text.prefix(39) + "…" : text
        })
    }
    print(table.rendered())
    if limit == nil, rows.count == 50 { complain("the newest 50 rows; --limit shows more, --format csv shows all") }
  }

  private func printCSV(_ rows: Rows) {
    var writer = CSVWriter(profile: .machine)
    writer.append(rows.columnNames)
    for row in rows { writer.append(rows.columnNames.indices.map { row.text($0) }) }
    print(String(decoding: writer.take(), as: UTF8.self), terminator: "")
  }

  private func printJSON(_ rows: Rows) {
    for row in rows {
      var object: [String: JSONValue] = [:]
      for (column, name) in rows.columnNames.enumerated() { object[name] = .text(row.text(column)) }
      print(String(decoding: JSONLine.encode(object), as: UTF8.self))
    }
  }
}
