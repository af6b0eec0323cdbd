import ArgumentParser
import Sandbox

extension CallBudget.Window: ExpressibleByArgument {}

struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "A server that plays Merge's Accounting API, for trying and testing.",
    subcommands: [Serve.self, Generate.self])

  struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "generate",
      abstract: "Writes made-up parties, contacts and the truth about them to a folder.",
      discussion: """
        platform.csv, accounting.ndjson, truth.csv (platform_id,accounting_id) and patterns.csv (contact_id,pattern); the \
        same for the same number and seed.

        Example: contactsync sandbox generate --parties 1000 --seed 7 --out made-up
        """)

    @Option(help: "How many parties.") var parties: Int
    @Option(help: "Seed of the generator.") var seed: UInt64 = 1
    @Option(help: "Folder; it is made where it is missing.") var out: String

    func run() throws {
      guard parties >= 1 else { throw Failure(.usage, "--parties must be at least 1") }
      do { try BusinessGenerator(seed: seed, parties: parties).writeFolder(out) } catch {
        throw Failure(.badInput, "\(error)")
      }
    }
  }

  struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "serve",
      abstract: "Serves contacts from files or from the seeded generator, on loopback.",
      discussion: """
        The API key is sandbox-key; account A has the token token-A. Without --data the account is called sandbox, with \
        --accounts N the accounts are sandbox-1 to sandbox-N, and the contacts are dealt out to them.

        Example: contactsync sandbox serve --port 4010 --generate 1000 --seed 7
        """)

    @Option(help: "Port; any free one without it.") var port = 0
    @Option(help: "Folder with accounting.ndjson (contacts in Merge's shape), or of such folders, an account each.")
    var data: String?
    @Option(help: "Generate this many parties, and contacts for them, instead.") var generate: Int?
    @Option(help: "Seed of the generator.") var seed: UInt64 = 1
    @Option(help: "Write the generated data (parties, contacts, truth) to this folder.") var out: String?
    @Option(help: "Play this many accounts, of the three systems in turn.") var accounts: Int?
    @Option(help: "The last so many of these accounts are revoked: their tokens answer 401.") var revoked = 0
    @Option(help: "Calls a minute for each account; no limit without it.") var rateLimit: Int?
    @Option(help: "The minutes that calls are counted in: those of the clock (fixed) or any 60 seconds (sliding).")
    var rateWindow = CallBudget.Window.sliding

    func run() async throws {
      guard (0...65_535).contains(port) else { throw Failure(.usage, "--port must be from 0 to 65535") }
      if let rateLimit, rateLimit < 1 { throw Failure(.usage, "--rate-limit must be at least 1") }
      if data != nil, generate != nil { throw Failure(.usage, "--data and --generate exclude one another") }
      if let generate, generate < 1 { throw Failure(.usage, "--generate must be at least 1") }
      if data != nil, accounts != nil { throw Failure(.usage, "--data and --accounts exclude one another") }
      if let accounts, accounts < 1 { throw Failure(.usage, "--accounts must be at least 1") }
      guard (0...(accounts ?? 0)).contains(revoked) else {
        throw Failure(.usage, "--revoked must be from 0 to the number of --accounts")
      }
      let store = SandboxStore(options: SandboxOptions(callsPerMinute: rateLimit, window: rateWindow))
      var tokens = "account sandbox, token token-sandbox"
      if let data {
        do {
          tokens = try await store.load(folder: data).map { "account \($0), token token-\($0)" }.joined(separator: "; ")
        } catch {
          throw Failure(.badInput, "\(error)")
        }
      } else if let accounts {
        let contacts = try generated(generate ?? max(1000, accounts))
        try await store.addAccounts(accounts, named: "sandbox", revoked: revoked, contacts: contacts)
        tokens =
          "accounts sandbox-1 to sandbox-\(accounts), tokens token-sandbox-1 and so on; revoked: the last \(revoked)"
      } else {
        try await store.add(SandboxAccount(id: "sandbox"))
        try await store.putContacts(generated(generate ?? 1000), in: "sandbox")
      }
      let wanted = port
      let served = tokens
      do {
        try await SandboxServer(store: store, port: port).run(stopsOnSignals: true) { port in
          complain("serving http://127.0.0.1:\(port)/api (API key sandbox-key; \(served))")
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
