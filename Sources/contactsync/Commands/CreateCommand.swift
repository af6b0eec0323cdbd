import ArgumentParser
import ContactModel
import Extract
import Load
import NDJSON
import Pipeline
import Postgres
import Transform

struct CreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Contacts that are created in accounting systems for parties without one, each at most once.",
    subcommands: [Plan.self, Send.self, Status.self])

  struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "plan",
      abstract: "Says of each party what will be done, or why nothing is, and puts what will be done into the outbox.",
      discussion: """
        Nothing is sent. The pipeline file's `create:` says what is allowed; without a file, --account names the target and \
        the defaults hold. Parties that are linked are counted; --all lists them too.

        Example: contactsync create plan --pipeline pipelines/nightly.yaml --account acme-books
        """)

    @OptionGroup var target: CreateTarget
    @ArgumentParser.Flag(help: "Only say it: nothing is written.") var dryRun = false
    @ArgumentParser.Flag(help: "List the linked parties, too.") var all = false
    @ArgumentParser.Flag(help: "Print one line of JSON for each party.") var json = false

    func run() async throws {
      let summary = try await target.run(dryRun ? .preview : .plan)
      print(json ? summary.planLines(withLinked: all) : summary.planText(withLinked: all), terminator: json ? "" : "\n")
      if let failure = failure(of: summary.accounts.map { ($0.account, $0.failure) }) { throw failure }
    }
  }

  struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "send",
      abstract: "Looks for lost answers, and sends what the outbox holds as planned.",
      discussion: """
        Each party is looked at again before it is sent, and held where something has come between.

        Example: contactsync create send --pipeline pipelines/nightly.yaml
        """)

    @OptionGroup var target: CreateTarget
    @ArgumentParser.Flag(help: "Print the result as one line of JSON.") var json = false

    func run() async throws {
      let summary = try await target.run(.send)
      print(json ? summary.sendLine : summary.sendText)
      if let failure = failure(of: summary.accounts.map { ($0.account, $0.failure) }) { throw failure }
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status",
      abstract: "Shows the outbox: every creation and where it stands.",
      discussion: "Example: contactsync create status --account acme-books")

    @Option(help: "Only this linked account.") var account: String?
    @ArgumentParser.Flag(help: "Print one line of JSON for each creation.") var json = false

    func run() async throws {
      let account = account
      let creations = try await Composition().database().run { session in
        if let account, try !Accounts.list(session).contains(where: { $0.account == account }) {
          throw Failure(.usage, "\(LoadError.unknownAccount(account))")
        }
        return try StoredCreation.list(session, account: account)
      }
      if creations.isEmpty { complain("contactsync: the outbox is empty; `contactsync create plan` fills it") }
      print(json ? creations.lines : creations.table, terminator: json ? "" : "\n")
    }
  }
}

/// What `create plan` and `create send` work on.
struct CreateTarget: ParsableArguments {
  @Option(help: "Pipeline file whose `create:` counts; without one, --account is the target and defaults hold.")
  var pipeline: String?
  @Option(help: "Only this linked account.") var account: String?

  func run(_ action: CreationRun.Action) async throws -> CreationRun.Summary {
    let account = account
    do {
      let file = try pipeline.map { try PipelineFile(path: $0, text: readText($0)) }
      let settings = try settings(file)
      let policy = try file.map { try PolicyFile.policy(for: $0) } ?? .standard
      let composition = Composition()
      try await composition.database().close()
      return try await stoppable {
        try await composition.withTools(file: file) { tools in
          try await CreationRun(settings: settings, policy: policy, tools: tools, account: account).run(action)
        }
      }
    } catch let error as ConfigurationError {
      throw Failure(.badInput, error.problems.map(\.description).joined(separator: "\ncontactsync: "))
    } catch let refusal as TrustRefusal {
      throw Failure(.usage, "\(refusal)")
    } catch let refusal as PipelineRun.Refusal {
      throw Failure(refusal.code, "\(refusal)")
    } catch let error as PostgresError {
      throw Failure(error.remedy == .retry ? .temporary : .failed, "PostgreSQL: \(error)")
    }
  }

  private func settings(_ file: PipelineFile?) throws -> CreationSettings {
    guard let file else {
      guard let account else {
        throw Failure(.usage, "give --pipeline FILE with a `create:` section, or --account ID")
      }
      return CreationSettings(accounts: [account], takesOwn: true)
    }
    guard let settings = file.creation else {
      throw Failure(.badInput, "\(file.path): nothing is created, because `create.enabled` is not true")
    }
    if let account, !settings.concerns(account) {
      throw Failure(.usage, "\(account): not among the accounts of `create.accounts` in \(file.path)")
    }
    return settings
  }
}
