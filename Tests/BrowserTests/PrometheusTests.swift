import AsyncHTTPClient
import CSpawn
import Dispatch
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

@Suite("Figures and alerting rules, by a real Prometheus", .serialized) struct PrometheusTests {
  private static func start(_ arguments: [String], in folder: String, name: String) throws -> Int32 {
    let argv = arguments.map { strdup($0) } + [nil]
    let variables = [strdup("PATH=/usr/bin:/bin"), nil]
    defer { for text in argv + variables { free(text) } }
    let process = cspawn_start(
      argv, variables, folder, "\(folder)/\(name).in", "\(folder)/\(name).out", "\(folder)/\(name).out")
    try #require(process > 0, "cannot start \(arguments[0]): `.ci/setup browser` installs it")
    return process
  }

  /// Runs promtool to its end.
  private static func promtool(_ arguments: String..., input: String = "") async throws -> (code: Int32, output: String)
  {
    let folder = FileManager.default.temporaryDirectory.path + "/contactsync-promtool-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(input.utf8).write(to: URL(filePath: "\(folder)/promtool.in"))
    let process = try start(["/usr/bin/promtool"] + arguments, in: folder, name: "promtool")
    let code = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: cspawn_wait(process)) }
    }
    return (code, (try? String(contentsOfFile: "\(folder)/promtool.out", encoding: .utf8)) ?? "")
  }

  private static func get(_ url: String) async throws -> String {
    let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(20))
    return String(buffer: try await answer.body.collect(upTo: 1 << 24))
  }

  @Test("Each of the five rules is right, and tells when it should and only then")
  func rules() async throws {
    let checked = try await Self.promtool("check", "rules", "\(repositoryRoot)/pipelines/alerts.yaml")
    #expect(checked.code == 0 && checked.output.contains("5 rules found"), "\(checked.output)")
    let tested = try await Self.promtool("test", "rules", "\(repositoryRoot)/pipelines/alerts-test.yaml")
    #expect(tested.code == 0, "\(tested.output)")
  }

  @Test("Prometheus scrapes the real server; what the rules look at is there, and holds no personal data")
  func scraped() async throws {
    try await BrowserWorld.with(parties: 60) { world in
      let text = try await Self.get(world.url + "/metrics")
      let lint = try await Self.promtool("check", "metrics", input: text)
      #expect(lint.code == 0, "\(lint.output)")
      #expect(!text.contains("@") && !text.contains("Ltd") && !text.contains("token"))

      let port = try Browser.freePort()
      let configuration = """
        global: { scrape_interval: 1s, evaluation_interval: 1s }
        rule_files: ['\(repositoryRoot)/pipelines/alerts.yaml']
        scrape_configs: [{ job_name: contactsync, static_configs: [{ targets: ['\(world.url.dropFirst(7))'] }] }]
        """
      try Data(configuration.utf8).write(to: URL(filePath: "\(world.folder)/prometheus.yml"))
      try Data().write(to: URL(filePath: "\(world.folder)/prometheus.in"))
      let process = try Self.start(
        [
          "/usr/bin/prometheus", "--config.file=\(world.folder)/prometheus.yml",
          "--storage.tsdb.path=\(world.folder)/prometheus", "--web.listen-address=127.0.0.1:\(port)",
        ], in: world.folder, name: "prometheus")
      defer {
        kill(process, SIGTERM)
        _ = cspawn_wait(process)
      }
      let api = "http://127.0.0.1:\(port)/api/v1"
      let done = "\(api)/query?query=contactsync_run_last_done_timestamp_seconds"
      try await Browser.waitUntil("Prometheus has scraped the server") {
        (try? await Self.get(done))?.contains(#""pipeline":"backfill""#) ?? false
      }
      #expect(try await Self.get("\(api)/query?query=up").contains(#","1"]"#))
      for figure in [
        "run_rows", "account_settled", "account_age_seconds", "review_oldest_item_age_seconds",
        "sync_request_oldest_age_seconds",
      ] {
        let found = try await Self.get("\(api)/query?query=contactsync_\(figure)")
        #expect(found.contains("contactsync_\(figure)"), "\(figure): \(found)")
      }
      try await Browser.waitUntil("the rules are evaluated") {
        let rules = try await Self.get("\(api)/rules")
        return rules.components(separatedBy: #""health":"ok""#).count == 6
      }
      // No nightly run yet: the first rule waits to tell.
      let alerts = try await Self.get("\(api)/alerts")
      #expect(alerts.contains("ContactsyncNoCompletedRun") && !alerts.contains("ContactsyncRejectedRate"), "\(alerts)")
    }
  }
}
