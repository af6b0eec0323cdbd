internal import ContactModel
internal import Extract
internal import Load
internal import MergeAPI
internal import Postgres
package import Transform

/// A run of a pipeline over its accounts.
package struct PipelineRun: Sendable {
  let file: PipelineFile
  private let policy: Policy
  private let tools: RunTools
  private let only: [String]

  /// - Parameter accounts: only these of the pipeline's; empty: all of them.
  package init(file: PipelineFile, policy: Policy, tools: RunTools, accounts: [String] = []) {
    self.file = file
    self.policy = policy
    self.tools = tools
    only = accounts
  }

  /// Why a run did not begin.
  package enum Refusal: Error, Sendable, CustomStringConvertible {
    case unknownAccounts([String])
    case apiKeyRefused(String)
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
      case .apiKeyRefused(let text), .mergeAway(let text), .partiesAway(let text), .partiesRefused(let text),
        .partiesUnset(let text):
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
    let listed = try await listing(accounts, connection)
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
        group.addTask { await work(account, listed[account.account], run, matchers).result() }
        working += 1
      }
      while let result = await group.next() {
        results.append(result)
        guard !Task.isCancelled, let account = waiting.popFirst() else { continue }
        group.addTask { await work(account, listed[account.account], run, matchers).result() }
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
    _ account: AccountSummary, _ listed: LinkedAccount?, _ run: Int64, _ matchers: OrganizationMatchers
  ) -> AccountWork {
    AccountWork(
      file: file, policy: policy, tools: tools, matchers: matchers, run: run, account: account, listed: listed)
  }

  /// The accounts that the pipeline and the command line select, active ones only.
  private func accounts(_ connection: Connection) async throws -> [AccountSummary] {
    let all = try await connection.run { try Accounts.list($0) }
    let unknown = (only + file.accounts.ids).filter { id in !all.contains { $0.account == id } }
    guard unknown.isEmpty else { throw Refusal.unknownAccounts(unknown) }
    return all.filter { account in
      account.state == .active
        && (only.isEmpty || only.contains(account.account))
        && (file.accounts.ids.isEmpty || file.accounts.ids.contains(account.account))
        && (file.accounts.organization == nil || file.accounts.organization == account.organization)
        && (file.accounts.integration == nil || file.accounts.integration == account.integration)
        && (file.accounts.status == nil || file.accounts.status == account.mergeStatus)
    }
  }

  /// How Merge lists the accounts. A refused key ends the run here, before anything is changed; a server that does not
  /// answer this question tells nothing.
  private func listing(
    _ accounts: [AccountSummary], _ connection: Connection
  ) async throws -> [String: LinkedAccount] {
    do {
      return try await AccountInspector(client: tools.client).linkedAccounts(
        originIDs: Set(accounts.map(\.account)))
    } catch let error as MergeError where error.kind == .unauthorized {
      guard let first = accounts.first(where: \.hasToken) else { throw Refusal.apiKeyRefused("\(error)") }
      let id = first.account
      let sealed = try await connection.run { try Accounts.sealedToken($0, account: id) }
      let token = try tools.openToken(id, sealed ?? [])
      do {
        _ = try await tools.client.accountDetails(account: token)
      } catch let second as MergeError where second.kind == .unauthorized {
        throw Refusal.apiKeyRefused("\(error)")
      } catch is MergeError {}
      return [:]
    } catch let error as MergeError where error.isPassingTrouble {
      throw Refusal.mergeAway("\(error)")
    } catch is MergeError {
      return [:]
    }
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
