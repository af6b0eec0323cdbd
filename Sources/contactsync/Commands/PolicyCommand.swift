import ArgumentParser
import NDJSON
import Pipeline
import Transform

struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Checks policy files, and shows what one would change.",
    subcommands: [Lint.self, Diff.self])

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lint",
      abstract: "Reads policy files, and reports mistakes with their line.",
      discussion: "Example: contactsync policy lint policies/*.yaml")

    @Argument(help: "Policy files (YAML).") var files: [String]

    func run() throws {
      var problems: [String] = []
      for file in files {
        do throws(ConfigurationError) {
          _ = try PolicyFile.read(path: file)
          print("\(file): fine")
        } catch {
          problems += error.problems.map(\.description)
        }
      }
      guard problems.isEmpty else { throw Failure(.badInput, problems.joined(separator: "\ncontactsync: ")) }
    }
  }

  struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "Settles what is stored under two policies, and shows which links differ. Writes nothing.",
      discussion: """
        Automatic links that stand are disregarded: the policies alone are compared. `standard` names the built-in one.

        Example: contactsync policy diff standard policies/bolder.yaml --organization acme --limit 5
        """)

    @Argument(help: "Policy file, or the word standard.") var old: String
    @Argument(help: "Policy file, or the word standard.") var new: String
    @Option(help: "Only the accounts of this organization.") var organization: String?
    @Option(help: "Only this linked account.") var account: String?
    @Option(help: "Examples of each kind of change at most.") var limit = 10
    @ArgumentParser.Flag(help: "Print one JSON object.") var json = false

    func run() async throws {
      if limit < 0 { throw Failure(.usage, "--limit must not be negative") }
      let (old, new) = (try readPolicy(old), try readPolicy(new))
      let (organization, account, limit) = (organization, account, limit)
      let accounts = try await withTrustTools { tools in
        try await PolicyComparison(
          old: old, new: new, tools: tools, organization: organization, account: account, limit: limit
        ).run()
      }
      let text = PolicyDifferenceText(accounts: accounts, limit: limit)
      print(json ? text.jsonLine : text.rendered, terminator: json ? "" : "\n")
    }
  }
}
