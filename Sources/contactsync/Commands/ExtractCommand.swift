import ArgumentParser
import ContactModel
import Pipeline
import Postgres

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
      abstract: "Reads a linked account's contacts at Merge.",
      discussion: """
        The last line is the `end` with the bounds of what was read. Ended early, there is none.

        Example: contactsync extract contacts --account acme-books --since 2026-01-31T00:00:00Z > contacts.ndjson
        """)

    @Option(help: "The linked account.") var account: String
    @Option(help: "Where reading begins: watermark (the last settled window), beginning, or an RFC 3339 instant.")
    var since = "watermark"

    func run() async throws {
      let since: PipelineFile.Since
      switch self.since {
      case "watermark": since = .watermark
      case "beginning": since = .beginning
      default:
        guard let instant = Timestamp(rfc3339: self.since) else {
          throw Failure(
            .usage,
            "--since must be watermark, beginning, or an instant such as 2026-01-31T00:00:00Z, not '\(self.since)'")
        }
        since = .instant(instant)
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
  }

  struct Parties: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
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
    throw Failure(failure.kind.code, failure.description.replacing("\n", with: "\ncontactsync: "))
  }
}

extension StageFailure.Kind {
  fileprivate var code: Failure.Code {
    switch self {
    case .usage: .usage
    case .failed: .failed
    case .badInput: .badInput
    case .temporary: .temporary
    }
  }
}
