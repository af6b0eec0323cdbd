import ArgumentParser
import Pipeline
import Postgres

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a pipeline: reads contacts, matches them, and stores the result.",
    discussion: """
      The summary goes to stdout; as one line of JSON with --json. An account's failure never stops the others.

      Example: contactsync run pipelines/nightly.yaml --account acme-books
      """)

  @Argument(help: "Pipeline file (YAML).") var pipeline: String
  @Option(name: .customLong("account"), help: "Only this linked account (may be repeated).") var accounts: [String] = []
  @Option(help: "Only part I of N equal parts of the accounts, I from 0 to N-1.") var shard: String?
  @Flag(help: "Print the summary as one line of JSON.") var json = false

  func run() async throws {
    let options = try options()
    let file: PipelineFile
    let summary: RunSummary
    do {
      file = try PipelineFile(path: pipeline, text: readText(pipeline))
      let policy = try PolicyFile.policy(for: file)
      for note in file.notes { complain("\(pipeline): note: \(note)") }
      let composition = Composition()
      try await composition.database().close()
      let progress = ProgressLine()
      summary = try await stoppable {
        try await composition.withTools(file: file, progress: { progress.show($0) }) { tools in
          try await PipelineRun(file: file, policy: policy, tools: tools, options: options).run()
        }
      }
      progress.clear()
    } catch let error as ConfigurationError {
      throw Failure(.badInput, error.problems.map(\.description).joined(separator: "\ncontactsync: "))
    } catch let refusal as PipelineRun.Refusal {
      throw Failure(refusal.code, "\(refusal)")
    } catch let error as PostgresError {
      throw Failure(error.remedy == .retry ? .temporary : .failed, "PostgreSQL: \(error)")
    }
    for problem in summary.parties?.problems.prefix(20) ?? [] { complain("contactsync: \(problem)") }
    print(json ? summary.jsonLine : RunSummaryText(summary: summary).rendered)
    if summary.accounts.isEmpty {
      complain("contactsync: no linked account is selected; `contactsync accounts list` shows those there are")
    }
    if let failure = summary.exitFailure { throw failure }
  }
}

extension RunCommand {
  /// What the command line says; wrong usage is said before anything else is looked at.
  private func options() throws -> RunOptions {
    var options = RunOptions(accounts: accounts)
    if let shard {
      guard let part = Shard(shard) else {
        throw Failure(.usage, "--shard must be I/N with I from 0 to N-1, such as 0/4, not '\(shard)'")
      }
      options.shard = part
    }
    return options
  }
}

extension PipelineRun.Refusal {
  fileprivate var code: Failure.Code {
    switch self {
    case .unknownAccounts, .restingAccounts, .accountsLeftOut: .usage
    case .apiKeyRefused, .connectionUnusable, .partiesUnset: .failed
    case .partiesRefused: .badInput
    case .mergeAway, .partiesAway: .temporary
    }
  }
}

extension RunSummary {
  /// The failure that the process ends with; nil: every account is settled.
  var exitFailure: Failure? {
    let failed = accounts.filter { $0.failure != nil }
    let names = failed.prefix(5).map(\.account).joined(separator: ", ") + (failed.count > 5 ? ", …" : "")
    let what = "\(failed.count) of \(accounts.count) accounts failed: \(names)"
    let why = failed.first?.failure.map { "; \(failed[0].account): \($0.text)" } ?? ""
    switch outcome {
    case .done: return nil
    case .partial: return Failure(.someAccountsFailed, what + why)
    case .failed: return Failure(.failed, what + why)
    case .temporary:
      return Failure(.temporary, isStopped ? "stopped; run again to go on where it ended" : what + why)
    }
  }
}
