import ArgumentParser
import Pipeline
import Transform

struct TransformCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transform", abstract: "Matches contacts with parties: lines in on stdin, lines out on stdout.",
    discussion: """
      Without a subcommand score and settle in one. Files only: it needs no database. See docs/pipeline-files.md.

      Example: contactsync transform --parties parties.ndjson --standing standing.ndjson < contacts.ndjson
      """,
    subcommands: [Normalize.self, Score.self, Settle.self, Train.self, Refine.self, Features.self, Both.self],
    defaultSubcommand: Both.self)

  /// What contacts are matched with.
  struct Sources: ParsableArguments {
    @Option(help: "The parties of one organization (NDJSON, as `extract parties` writes them).") var parties: String
    @Option(help: "What stands in the accounts (as `extract standing` writes it); without it nothing does.")
    var standing: String?
    @Option(help: "Policy file; the built-in one without it.") var policy: String?
    @Option(help: "Threads that work at once; as many as the machine has cores without it. It changes no answer.")
    var threads: Int?

    func stage() async throws -> TransformStage {
      if let threads, threads < 1 { throw Failure(.usage, "--threads must be at least 1, not \(threads)") }
      let rules: Policy
      do { rules = try policy.map { try PolicyFile.read(path: $0) } ?? .standard } catch {
        throw Failure(.badInput, "\(error)")
      }
      return try await contactsync.stage {
        try TransformStage(parties: parties, standing: standing, policy: rules, threads: threads)
      }
    }
  }

  /// What decision lines hold.
  struct Contents: ParsableArguments {
    @Option(help: "Evidence for the candidates of review decisions (review) or of every decision (all).")
    var evidence = "review"
    @ArgumentParser.Flag(help: "Leave the contacts out of the decisions; `load --contacts FILE` then brings them.")
    var withoutRecords = false

    func content() throws -> TransformStage.Content {
      guard ["review", "all"].contains(evidence) else {
        throw Failure(.usage, "--evidence must be review or all, not '\(evidence)'")
      }
      return TransformStage.Content(allEvidence: evidence == "all", withRecords: !withoutRecords)
    }
  }

  struct Normalize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes each record's blocking keys and its fields as they are compared; for joining and looking at.",
      discussion: "Example: contactsync transform normalize --parties parties.ndjson < contacts.ndjson")

    @OptionGroup var sources: Sources

    func run() async throws {
      let stage = try await sources.stage()
      try await finishTransform { try stage.normalize("-") { try StandardOutput.write($0) } }
    }
  }

  struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Finds and weighs each contact's candidates, line by line: lines may be split and reordered.",
      discussion: "Example: contactsync transform score --parties parties.ndjson < contacts.ndjson > scored.ndjson")

    @OptionGroup var sources: Sources

    func run() async throws {
      let stage = try await sources.stage()
      try await finishTransform { try stage.score("-") { try StandardOutput.write($0) } }
    }
  }

  struct Settle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Decides every scored contact, once all have been read.",
      discussion: "Example: contactsync transform settle --parties parties.ndjson < scored.ndjson > decisions.ndjson")

    @OptionGroup var sources: Sources
    @OptionGroup var contents: Contents

    func run() async throws {
      let content = try contents.content()
      let stage = try await sources.stage()
      try await finishTransform { try stage.settle("-", content) { try StandardOutput.write($0) } }
    }
  }

  struct Features: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes what the ruling's model sees of every candidate, as CSV; for training it.",
      discussion: "Example: contactsync transform features --parties parties.ndjson < contacts.ndjson > features.csv",
      shouldDisplay: false)

    @OptionGroup var sources: Sources

    func run() async throws {
      let stage = try await sources.stage()
      try await finishTransform { try stage.features("-") { try StandardOutput.write($0) } }
    }
  }

  struct Both: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "score-and-settle", abstract: "Scores and settles in one; this is what transform alone does.",
      discussion: "Example: contactsync transform --parties parties.ndjson < contacts.ndjson > decisions.ndjson",
      shouldDisplay: false)

    @OptionGroup var sources: Sources
    @OptionGroup var contents: Contents

    func run() async throws {
      let content = try contents.content()
      let stage = try await sources.stage()
      try await finishTransform { try stage.scoreAndSettle("-", content) { try StandardOutput.write($0) } }
    }
  }
}

/// Runs a transformation and says which lines were left out.
func finishTransform(_ body: () throws -> TransformStage.Report) async throws {
  let report = try await stage { try body() }
  if report.oversizedGroups > 0 {
    complain(
      "\(report.oversizedGroups) groups of like records were too large to be weighed whole; weak candidates in them were left out"
    )
  }
  for problem in report.problems.prefix(20) { complain("contactsync: \(problem)") }
  guard report.problemCount == 0 else {
    throw Failure(
      .badInput, "\(report.problemCount) lines could not be read and were left out; the others were transformed")
  }
}
