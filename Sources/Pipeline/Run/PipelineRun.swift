internal import ContactModel
internal import Extract
package import Load
internal import MergeAPI
internal import Postgres
package import Transform

/// A run of a pipeline over its accounts.
package struct PipelineRun: Sendable {
  let file: PipelineFile
  let options: RunOptions
  private let policy: Policy
  private let tools: RunTools

  package init(file: PipelineFile, policy: Policy, tools: RunTools, options: RunOptions = RunOptions()) {
    self.file = file
    self.policy = policy
    self.tools = tools
    self.options = options
  }

  /// Why a run did not begin.
  package enum Refusal: Error, Sendable, CustomStringConvertible {
    case unknownAccounts([String])
    /// Named on the command line, and paused or removed.
    case restingAccounts([String], Accounts.State)
    /// Named on the command line, and not among those that the file selects.
    case accountsLeftOut([String])
    case apiKeyRefused(String)
    /// The only connection that the accounts use is not configured as it must be.
    case connectionUnusable(String)
    /// Merge is not to be reached for now.
    case mergeAway(String)
    /// The platform's database is not to be reached for now.
    case partiesAway(String)
    /// The platform's parties cannot be taken: the query or what it gives is wrong.
    case partiesRefused(String)
    /// No access to the platform's database.
    case partiesUnset(String)

    package var description: String {
      switch self {
      case .unknownAccounts(let ids):
        "no linked account \(ids.joined(separator: ", ")); `contactsync accounts list` shows those there are"
      case .restingAccounts(let ids, .paused):
        "\(ids.joined(separator: ", ")): paused; `contactsync accounts resume \(ids.joined(separator: " "))` lets runs take "
          + "it again"
      case .restingAccounts(let ids, _):
        "\(ids.joined(separator: ", ")): removed; `contactsync accounts add` brings it back"
      case .accountsLeftOut(let ids):
        "\(ids.joined(separator: ", ")): not among the accounts that the pipeline file selects (`accounts:`)"
      case .apiKeyRefused(let text), .connectionUnusable(let text), .mergeAway(let text), .partiesAway(let text),
        .partiesRefused(let text), .partiesUnset(let text):
        text
      }
    }
  }

  /// Runs, and says what happened account by account; an account's failure never stops the others.
  ///
  /// Throws ``Refusal``, ConfigurationError and PostgresError before anything is changed.
  package func run() async throws -> RunSummary {
    let query = try PartiesSource.query(of: file)
    let connection = try await tools.connect()
    let accounts = try await accounts(connection)
    let reach = try await Reach.find(accounts, tools, connection)
    var parties: RunParties?
    if let source = file.parties, let query {
      parties = try await PartiesStep(source: source, query: query, tools: tools).run(connection)
    }
    let (name, version) = (file.name, tools.version)
    let started = tools.now()
    let run = try await connection.run { try RunLog.start($0, pipeline: name, version: version) }
    let matchers = OrganizationMatchers(
      policy: policy, renewsSnapshot: file.since == .beginning, connect: tools.connect)
    var results: [AccountResult] = []
    await withTaskGroup(of: AccountResult.self) { group in
      var waiting = accounts[...]
      var working = 0
      while working < file.concurrency, let account = waiting.popFirst() {
        group.addTask { await work(account, reach, run, matchers).result() }
        working += 1
      }
      while let result = await group.next() {
        results.append(result)
        guard !Task.isCancelled, let account = waiting.popFirst() else { continue }
        group.addTask { await work(account, reach, run, matchers).result() }
      }
    }
    results.sort { $0.account < $1.account }
    var summary = RunSummary(
      runID: run, pipeline: name, startedAt: started, finishedAt: tools.now(), isStopped: Task.isCancelled,
      accounts: results, reviewFiles: [])
    let outcome = Task.isCancelled ? RunOutcome.stopped : summary.outcome.stored
    try await connection.runUninterrupted { try RunLog.finish($0, run: run, outcome) }
    summary.parties = parties
    summary.reviewFiles = try await writeReviewFiles(summary, connection)
    await connection.close()
    return summary
  }

  private func work(
    _ account: AccountSummary, _ reach: Reach, _ run: Int64, _ matchers: OrganizationMatchers
  ) -> AccountWork {
    AccountWork(
      file: file, policy: policy, tools: tools, matchers: matchers, run: run, account: account,
      client: reach.client(of: account), listed: reach.listed[account.account])
  }
}

extension RunSummary.Outcome {
  var stored: RunOutcome {
    switch self {
    case .done: .done
    case .partial: .partial
    case .failed, .temporary: .failed
    }
  }
}
