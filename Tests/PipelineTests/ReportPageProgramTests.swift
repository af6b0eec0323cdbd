import FoundationEssentials
import Load
import Postgres
import TestSupport
import Testing

/// `report --html` by the real program.
@Suite("report --html")
struct ReportPageProgramTests {
  @Test("writes one whole page, of one organization or of all, and puts it in place of an older one")
  func page() async throws {
    let database = try await TestDatabase.fresh()
    let connection = try await Connection.open(database)
    try await connection.run { session in
      _ = try Accounts.add(session, id: "acme-books", organization: "acme")
      _ = try Accounts.add(session, id: "<b>other", organization: "other")
    }
    await connection.close()
    let program = try Program(database: database, baseURL: "http://127.0.0.1:9")
    defer { program.remove() }
    let path = program.folder + "/out/report.html"
    func page() throws -> String { try String(contentsOf: URL(filePath: path), encoding: .utf8) }

    let all = try await program.run("report", "--html", path)
    #expect(all.code == 0 && all.output == "" && all.errors.contains("the report of the last 30 days"), "\(all.errors)")
    #expect(try page().contains("acme-books") && page().contains("&lt;b&gt;other") && page().hasSuffix("</html>\n"))
    let one = try await program.run("report", "--html", path, "--organization", "acme", "--days", "1")
    #expect(one.code == 0 && one.errors.contains("the last 1 day\n"), "\(one.errors)")
    #expect(try page().contains("acme-books") && !page().contains("&lt;b&gt;other"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder + "/out") == ["report.html"])

    let wrong: [(arguments: [String], words: String)] = [
      (["--html", path, "--organization", "nobody"], "there is no organization 'nobody'"),
      (["--html", path, "--days", "0"], "--days must be between 1 and 400"),
      (["fct_links", "--html", path], "leave out 'fct_links'"), (["--days", "3"], "go with --html"),
    ]
    for (arguments, words) in wrong {
      let name = UUID().uuidString
      let ended = await program.wait(try program.start(["report"] + arguments, name: name), name: name)
      #expect(ended.code == 64 && ended.errors.contains(words) && ended.complaints.count == 1, "\(ended.errors)")
    }
    let nowhere = try await program.run("report", "--html", "/proc/none/report.html")
    #expect(nowhere.code != 0 && nowhere.errors.contains("/proc/none/report.html"), "\(nowhere.errors)")
  }
}
