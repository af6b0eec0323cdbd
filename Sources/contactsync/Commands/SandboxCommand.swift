import ArgumentParser
import Sandbox

struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "A server that plays Merge's Accounting API, for trying and testing.",
    subcommands: [Serve.self])

  struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Serves contacts from files or from the seeded generator, on loopback.",
      discussion: """
        The API key is sandbox-key; account A has the token token-A. Without --data the account is called sandbox.

        Example: contactsync sandbox serve --port 4010 --generate 1000 --seed 7
        """)

    @Option(help: "Port; any free one without it.") var port = 0
    @Option(help: "Folder with accounting.ndjson (contacts in Merge's shape), or of such folders, an account each.")
    var data: String?
    @Option(help: "Generate this many parties, and contacts for them, instead.") var generate: Int?
    @Option(help: "Seed of the generator.") var seed: UInt64 = 1
    @Option(help: "Write the generated data (parties, contacts, truth) to this folder.") var out: String?
    @Option(help: "Calls a minute for each account; no limit without it.") var rateLimit: Int?

    func run() async throws {
      guard (0...65_535).contains(port) else { throw Failure(.usage, "--port must be from 0 to 65535") }
      if let rateLimit, rateLimit < 1 { throw Failure(.usage, "--rate-limit must be at least 1") }
      if data != nil, generate != nil { throw Failure(.usage, "--data and --generate exclude one another") }
      if let generate, generate < 1 { throw Failure(.usage, "--generate must be at least 1") }
      let store = SandboxStore(options: SandboxOptions(callsPerMinute: rateLimit))
      var accounts = ["sandbox"]
      if let data {
        do { accounts = try await store.load(folder: data) } catch { throw Failure(.badInput, "\(error)") }
      } else {
        try await store.add(SandboxAccount(id: "sandbox"))
        try await store.putContacts(generated(generate ?? 1000), in: "sandbox")
      }
      let tokens = accounts.map { "account \($0), token token-\($0)" }.joined(separator: "; ")
      let wanted = port
      do {
        try await SandboxServer(store: store, port: port).run(stopsOnSignals: true) { port in
          complain("serving http://127.0.0.1:\(port)/api (API key sandbox-key; \(tokens))")
        }
      } catch {
        throw Failure(.failed, "port \(wanted) cannot be bound on 127.0.0.1 (in use?); choose another with --port")
      }
    }

    private func generated(_ parties: Int) throws -> [UInt8] {
      let generator = BusinessGenerator(seed: seed, parties: parties)
      if let out {
        do { try generator.writeFolder(out) } catch { throw Failure(.badInput, "\(error)") }
      }
      var lines: [UInt8] = []
      generator.forEachContact { lines.append(contentsOf: ($0.contact.line + "\n").utf8) }
      return lines
    }
  }
}
