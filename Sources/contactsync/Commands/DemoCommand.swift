import ArgumentParser
import FoundationEssentials

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Runs the main job end to end against the sandbox and the private PostgreSQL, without credentials.",
    discussion: """
      Works on the organizations demo-harbor and demo-meadow only, which it makes anew each time.

      Example: contactsync demo
      """)

  @Option(help: "Parties of the larger organization; the other one has half as many.") var parties = 2000

  func run() async throws {
    guard (100...1_000_000).contains(parties) else { throw Failure(.usage, "--parties must be from 100 to 1000000") }
    for file in ["pipelines/backfill.yaml", "pipelines/nightly.yaml"]
    where !FileManager.default.fileExists(atPath: file) {
      throw Failure(.badInput, "\(file): no such file; run the demo in contactsync's own folder")
    }
    var environment = ProcessInfo.processInfo.environment
    let isConfigured = try Settings(environment: environment).configuredDatabase() != nil
    for name in ["DATABASE_URL", "DATABASE_URL_FILE", "PGHOST", "PGSERVICE", "PGDATABASE", "PGHOSTADDR"] {
      environment[name] = nil
    }
    environment["MERGE_RATE_LIMIT"] = "0"
    if isConfigured { complain("The demo leaves the configured database alone and uses the private one.") }
    let composition = Composition(settings: Settings(environment: environment))
    let parties = parties
    try await stoppable { try await Demo(composition: composition, parties: parties).run() }
  }
}
