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
  let tools: RunTools

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
    /// The export that the pipeline names is not there or not as it must be.
    case contactsRefused(String)
    /// The folder for the files that are kept cannot be written to.
    case folderUnusable(String)
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
        .partiesRefused(let text), .contactsRefused(let text), .folderUnusable(let text), .partiesUnset(let text):
        text
      }
    }
  }

  /// Runs, and says what happened account by account; an account's failure never stops the others.
  ///
  /// Throws ``Refusal``, ConfigurationError and PostgresError before anything is changed.
  package func run() async throws -> RunSummary {
    do {
      return try await whole()
    } catch {
      RunEvents(tools.logger).runBroken(pipeline: file.name, error)
      throw error
    }
  }

  private func whole() async throws -> RunSummary {
    let query = try PartiesSource.query(of: file)
    let connection = try await tools.connect()
    let accounts = try await accounts(connection)
    try checkReviewFiles(accounts)
    let contacts = accounts.isEmpty ? nil : try file.readContacts()
    let folder = try options.keepsFilesIn.map { folder in
      try KeptFiles.prepare(in: folder, cutoff: tools.now().advanced(bySeconds: -file.runFilesSeconds))
    }
    let reach = contacts == nil ? try await Reach.find(accounts, tools, connection) : Reach()
    var parties: RunParties?
    if let source = file.parties, let query, !options.isDryRun {
      parties = try await PartiesStep(source: source, query: query, tools: tools).run(connection)
    }
    let (name, version) = (file.name, tools.version)
    let known = try await KnownFailures.read(connection, pipeline: file.name, accounts: accounts)
    let started = tools.now()
    let (sameWork, job) = (work, options.job)
    let run =
      options.isDryRun
      ? nil
      : try await connection.run {
        try RunLog.start($0, pipeline: name, version: version, work: sameWork, job: job)
      }
    let events = RunEvents(tools.logger, run: run)
    let kept = run.flatMap { run in folder.map { KeptFiles(folder: $0, startedAt: started, run: run) } }
    let matchers = OrganizationMatchers(
      policy: policy, renewsSnapshot: file.since == .beginning, storesSnapshot: !options.isDryRun,
      connect: tools.connect)
    var results = accounts.compactMap { rest($0, known, reach) }
    let resting = results.compactMap { result in
      result.failure.map { (account: result.account, code: $0.code, text: $0.text) }
    }
    if let run { try await connection.run { try RunLog.addKnown($0, run: run, resting) } }
    let resters = Set(resting.map(\.account))
    events.runStarted(
      pipeline: name, version: version, accounts: accounts.count, resting: resters.count, isDryRun: options.isDryRun)
    if let parties { events.partiesRead(parties) }
    let asked = accounts.filter { !resters.contains($0.account) }
    let connections = options.isDryRun ? nil : AccountConnections(connect: tools.connect)
    results += await work(asked, run, connection) { account in
      var work = work(account, contacts, reach, run, matchers, kept)
      work.connections = connections
      return await work.result()
    }
    await connections?.close()
    for index in results.indices {
      guard let failure = results[index].failure else { continue }
      let isKnown = known.isKnown(results[index].account, code: failure.code)
      results[index].failure?.isKnown = isKnown
      results[index].tellLeftOut(RunEvents(tools.logger, run: run, account: results[index].account))
    }
    results.sort { $0.account < $1.account }
    var summary = RunSummary(
      runID: run, pipeline: name, startedAt: started, finishedAt: tools.now(), isStopped: Task.isCancelled,
      accounts: results, reviewFiles: [])
    summary.parties = parties
    summary.rejectedContacts = contacts?.counts.problems ?? []
    if let run {
      let outcome = Task.isCancelled ? RunOutcome.stopped : summary.outcome.stored
      try await connection.runUninterrupted { try RunLog.finish($0, run: run, outcome) }
      summary.reviewFiles = try await writeReviewFiles(summary, connection)
    }
    for file in summary.reviewFiles { events.reviewFileWritten(organization: file.organization, items: file.items) }
    events.runEnded(summary)
    await connection.close()
    return summary
  }

  /// The same text for runs that do the same with an account, whichever accounts they have and however many at once; nil: no
  /// other run can do this one's work.
  private var work: String? {
    guard file.contacts == nil else { return nil }
    let settings = file.entries.filter { $0.path != "concurrency" && !$0.path.hasPrefix("accounts") }
    let lines =
      settings.map { "\($0.path): \($0.value)" } + [
        "\(file.name) \(file.loadSince.text) \(file.until?.rfc3339 ?? "") \(file.sweeps)",
        "\(file.creation != nil) \(file.updates != nil)", tools.version, policy.rendered,
      ]
    var text = lines.joined(separator: "\n")
    let hash = text.withUTF8 { ContentHash.xxh64(UnsafeRawBufferPointer($0)) }
    return String(hash, radix: 16)
  }

  /// The result of an account that is not asked in this run; nil: it is. One that the command line names always is.
  private func rest(_ account: AccountSummary, _ known: KnownFailures, _ reach: Reach) -> AccountResult? {
    guard file.contacts == nil, !(options.asksKnown && options.accounts.contains(account.account)),
      let failure = known.reasonToRest(account, listed: reach.listed[account.account], now: tools.now())
    else { return nil }
    var result = AccountResult(
      account: account.account, organization: account.organization, integration: account.integration)
    result.failure = failure
    return result
  }

  private func work(
    _ account: AccountSummary, _ contacts: ContactFile?, _ reach: Reach, _ run: Int64?,
    _ matchers: OrganizationMatchers, _ kept: KeptFiles?
  ) -> AccountWork {
    let limits = RateLimitTally()
    var work = AccountWork(
      file: file, policy: policy, tools: tools, matchers: matchers, run: run ?? 0, account: account,
      client: reach.client(of: account).map {
        $0.telling(RunEvents(tools.logger, run: run, account: account.account)).counting(limits)
      }, listed: reach.listed[account.account], isDryRun: options.isDryRun)
    work.kept = kept
    work.limits = limits
    if let contacts { work.source = .file(contacts) }
    return work
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
