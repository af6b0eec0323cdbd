import ArgumentParser
import ContactModel
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
  @Option(help: "Name of the job that this run is a part of: accounts that another run of it has settled are done.")
  var job: String?
  @Option(help: "Where reading begins: watermark, beginning, or an RFC 3339 instant; in place of the file's.")
  var since: String?
  @Option(help: "Read only what Merge stored before this RFC 3339 instant.") var until: String?
  @ArgumentParser.Flag(help: "Read and match, show the summary, and keep nothing: no row, no file.") var dryRun = false
  @Option(help: "Folder that the file's relative review files, and kept files, are placed in.") var output: String?
  @ArgumentParser.Flag(help: "Keep the contacts of each account as they are read, as lines, in the folder run-files.")
  var keepFiles = false
  @Option(help: "How long to wait for accounts that another run holds, such as 10m.") var wait: String?
  @Option(help: "Which failures make the exit code: any, or only new ones (not those of this pipeline's last run).")
  var failOn = FailOn.any
  @Option(help: "Write the run's figures to this file, in Prometheus's text format.") var metricsFile: String?
  @ArgumentParser.Flag(help: "Print the summary as one line of JSON.") var json = false

  func run() async throws {
    let options = try options()
    let file: PipelineFile
    let summary: RunSummary
    do {
      file = try pipelineFile()
      let policy = try PolicyFile.policy(for: file)
      if dryRun, file.parties != nil {
        complain("\(pipeline): note: a dry run matches against the parties stored; parties.query is not asked")
      }
      let composition = Composition()
      try await composition.database().close()
      let progress = try ProgressLine(settings: composition.settings)
      summary = try await stoppable {
        try await composition.withTools(for: file, progress: { progress.show($0) }) { tools in
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
    if let erased = summary.parties?.erased, erased > 0 {
      complain("contactsync: parties.query: left out because they were erased: \(erased)")
    }
    for problem in summary.parties?.problems.prefix(20) ?? [] { complain("contactsync: \(problem)") }
    for problem in summary.rejectedContacts.prefix(20) { complain("contactsync: rejected: \(problem)") }
    print(json ? summary.jsonLine(failOn: failOn) : RunSummaryText(summary: summary).rendered)
    if summary.accounts.isEmpty {
      complain("contactsync: no linked account is selected; `contactsync accounts list` shows those there are")
    }
    if let metricsFile {
      do {
        try await MetricsFile.write(summary, to: metricsFile, Composition().database())
      } catch let failure as Failure where summary.exitFailure(failOn) != nil {
        complain("contactsync: \(failure)")
      }
    }
    if let failure = summary.exitFailure(failOn) { throw failure }
  }
}

extension RunCommand {
  /// What the command line says; wrong usage is said before anything else is looked at.
  private func options() throws -> RunOptions {
    var options = RunOptions(accounts: accounts)
    options.isDryRun = dryRun
    if dryRun, metricsFile != nil {
      throw Failure(.usage, "--metrics-file has nothing to tell of a --dry-run; leave one of them out")
    }
    if dryRun, keepFiles {
      throw Failure(.usage, "--keep-files has nothing to keep of a --dry-run; leave one of them out")
    }
    if keepFiles { options.keepsFilesIn = output ?? "." }
    if let shard {
      guard let part = Shard(shard) else {
        throw Failure(.usage, "--shard must be I/N with I from 0 to N-1, such as 0/4, not '\(shard)'")
      }
      options.shard = part
    }
    if let job {
      guard 1...255 ~= job.utf8.count else { throw Failure(.usage, "--job must have between 1 and 255 bytes") }
      options.job = job
    }
    if let wait { options.wait = try duration(wait, of: "--wait") }
    if let since, PipelineFile.Since(since) == nil {
      throw Failure(
        .usage, "--since must be watermark, beginning or an instant such as 2026-01-31T00:00:00Z, not '\(since)'")
    }
    if let until, Timestamp(rfc3339: until) == nil {
      throw Failure(.usage, "--until must be an instant such as 2026-01-31T00:00:00Z, not '\(until)'")
    }
    return options
  }

  /// The pipeline file with what the command line says in its place.
  private func pipelineFile() throws -> PipelineFile {
    var file = try PipelineFile(path: pipeline, text: readText(pipeline))
    if file.contacts != nil, since != nil || until != nil {
      throw Failure(
        .usage, "\(since == nil ? "--until" : "--since") has no meaning for \(pipeline): `extract.file` is read whole")
    }
    if file.sweeps, until != nil || since.map({ $0 != "beginning" }) ?? false {
      throw Failure(
        .usage,
        "\(until == nil ? "--since" : "--until") has no meaning for \(pipeline): `extract.sweep` reads everything")
    }
    if let since, let instant = PipelineFile.Since(since) { file.since = instant }
    if let until { file.until = Timestamp(rfc3339: until) }
    if file.isIntervalEmpty { throw Failure(.usage, "--since must be earlier than --until") }
    if let output {
      guard keepFiles || file.reviewCSV != nil else {
        throw Failure(.usage, "--output has nothing to place: \(pipeline) has no `load.review_csv`")
      }
      if let template = file.reviewCSV, !template.hasPrefix("/") {
        file.reviewCSV = output + (output.hasSuffix("/") ? "" : "/") + template
      }
    }
    return file
  }
}

extension PipelineRun.Refusal {
  var code: Failure.Code {
    switch self {
    case .unknownAccounts, .restingAccounts, .accountsLeftOut: .usage
    case .apiKeyRefused, .connectionUnusable, .partiesUnset, .folderUnusable: .failed
    case .partiesRefused, .contactsRefused: .badInput
    case .mergeAway, .partiesAway: .temporary
    }
  }
}
