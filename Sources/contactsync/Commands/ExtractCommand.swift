import ArgumentParser
import Extract
import Pipeline
import Postgres
import TransformCommands
import TransformFiles

struct ExtractCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract", abstract: "Reads contacts, parties, or what stands, and writes them as lines (NDJSON).",
    discussion: """
      The first stage of extract | transform | load; it writes nothing to the database. See docs/pipeline-files.md.

      Example: contactsync extract contacts --account acme-books --since beginning
      """,
    subcommands: [Contacts.self, Parties.self, Standing.self])

  struct Contacts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "contacts",
      abstract: "Reads a linked account's contacts at Merge, or from an accounting system's export.",
      discussion: """
        The last line is the `end` with the bounds of what was read. Ended early, there is none. With --file neither Merge \
        nor the database is asked.

        Example: contactsync extract contacts --account acme-books --since 2026-01-31T00:00:00Z > contacts.ndjson
        """)

    @Option(help: "The linked account.") var account: String
    @Option(
      help: """
        Where reading begins: watermark (the last settled window; the default), beginning, or an RFC 3339 instant.
        """) var since: String?
    @Option(help: "Read this export: CSV (.csv, .tsv), or lines of JSON in Merge's shape (.ndjson, .jsonl).")
    var file: String?
    @Option(help: "Which column of a CSV holds which field: id=AccountNumber,name=ContactName (may be repeated).")
    var columns: [String] = []

    func run() async throws {
      if let file { return try await read(file) }
      guard columns.isEmpty else {
        throw Failure(.usage, "--columns needs --file beside it: the CSV whose columns they are")
      }
      let text = self.since ?? "watermark"
      guard let since = PipelineFile.Since(text) else {
        throw Failure(
          .usage, "--since must be watermark, beginning, or an instant such as 2026-01-31T00:00:00Z, not '\(text)'")
      }
      let composition = Composition()
      try await composition.database().close()
      let account = account
      let report = try await stage {
        try await stoppable {
          try await composition.withTools { tools in
            try await ExtractContacts(
              tools: tools, account: account, since: since, output: { try StandardOutput.write($0) }
            ).run()
          }
        }
      }
      if let staleness = report.staleness { complain("\(account): \(staleness)") }
      if report.rejected > 0 {
        complain("\(account): \(report.rejected) records could not be read; their lines say why")
      }
    }

    private func read(_ file: String) async throws {
      guard since == nil else { throw Failure(.usage, "--since has no meaning with --file: a file is read whole") }
      try checkID(account, "--account")
      let mapping = try ColumnOption.mapping(columns)
      let report = try await stage {
        try ExtractFile(path: file, account: account, mapping: mapping, output: { try StandardOutput.write($0) }).run()
      }
      for problem in report.problems.prefix(20) { complain("contactsync: rejected: \(problem)") }
      if report.repeated > 0 {
        complain(
          "\(account): \(report.repeated) contacts come again in the file; of each the newest, else the last, is written"
        )
      }
    }
  }

  struct Parties: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "parties",
      abstract: "Writes the parties of an organization, as stored.",
      discussion: "Example: contactsync extract parties --organization acme > parties.ndjson")

    @Option(help: "The organization.") var organization: String

    func run() async throws {
      let composition = Composition()
      let organization = organization
      try await stage {
        try await ExtractStage(
          connect: { try await composition.database() }, output: { try StandardOutput.write($0) }
        ).parties(organization: organization)
      }
    }
  }

  struct Standing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "standing",
      abstract: "Writes an account's links and judgements, and its organization's frozen frequencies.",
      discussion: "Example: contactsync extract standing --account acme-books > standing.ndjson")

    @Option(help: "The linked account.") var account: String
    @ArgumentParser.Flag(
      help: "Leave the frequencies out: transform takes them anew from the parties, as a run from the beginning does.")
    var renewFrequencies = false

    func run() async throws {
      let composition = Composition()
      let (account, renews) = (account, renewFrequencies)
      try await stage {
        try await ExtractStage(
          connect: { try await composition.database() }, output: { try StandardOutput.write($0) }
        ).standing(account: account, withSnapshot: !renews)
      }
    }
  }
}

/// Runs a stage; its failure as the program's.
func stage<R>(_ body: () async throws -> R) async throws -> R {
  do {
    return try await body()
  } catch let failure as StageFailure {
    throw Failure(failure)
  }
}

extension Failure {
  init(_ failure: StageFailure) {
    self.init(
      Code(rawValue: failure.kind.exitCode) ?? .failed, failure.description.replacing("\n", with: "\ncontactsync: "))
  }
}
