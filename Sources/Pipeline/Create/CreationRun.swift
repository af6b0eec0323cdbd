internal import ContactModel
internal import Extract
internal import Load
internal import MergeAPI
internal import Postgres
package import Transform

/// Planning and sending creations by themselves, apart from a pipeline's run.
package struct CreationRun: Sendable {
  package enum Action: String, Sendable {
    /// Say what would be planned; nothing is written.
    case preview
    /// Bring the outbox up to date.
    case plan
    /// Look for lost answers and send what the outbox holds as planned.
    case send
  }

  let settings: CreationSettings
  let policy: Policy
  let tools: RunTools
  /// Only this one; nil: every account that the settings name, or that parties may name.
  let account: String?

  package init(settings: CreationSettings, policy: Policy, tools: RunTools, account: String? = nil) {
    self.settings = settings
    self.policy = policy
    self.tools = tools
    self.account = account
  }

  package struct Summary: Sendable {
    /// nil where nothing was written.
    package var runID: Int64?
    package var accounts: [Account]
  }

  package struct Account: Sendable {
    package var account: String
    package var organization: String
    package var result = CreationResult()
    package var failure: AccountResult.Failure?
  }

  /// Goes through the accounts one by one; an account's failure never stops the others.
  ///
  /// Throws ``TrustRefusal``, ``PipelineRun/Refusal`` and PostgresError before anything is changed.
  package func run(_ action: Action) async throws -> Summary {
    let trust = TrustTools(connect: tools.connect, version: tools.version, erasureKeys: tools.erasureKeys)
    let connection = try await tools.connect()
    for name in settings.accounts { _ = try await trust.accounts(connection, organization: nil, account: name) }
    let accounts = try await trust.accounts(connection, organization: nil, account: account).filter {
      settings.concerns($0.account) && $0.hasToken && $0.state == .active
    }
    var summary = Summary(runID: nil, accounts: [])
    if accounts.isEmpty { return summary }
    let reach = try await Reach.find(accounts, tools, connection)
    let version = tools.version
    if action != .preview {
      summary.runID = try await connection.run { try RunLog.start($0, pipeline: "create", version: version) }
    }
    let matchers = OrganizationMatchers(
      policy: policy, renewsSnapshot: false, storesSnapshot: false, connect: tools.connect)
    for account in accounts where !Task.isCancelled {
      summary.accounts.append(await work(account, action, reach, matchers, trust, run: summary.runID))
    }
    if let run = summary.runID {
      let ending = Task.isCancelled ? .stopped : outcome(of: summary.accounts.map(\.failure))
      try await connection.runUninterrupted { try RunLog.finish($0, run: run, ending) }
    }
    await connection.close()
    return summary
  }

  private func work(
    _ account: AccountSummary, _ action: Action, _ reach: Reach, _ matchers: OrganizationMatchers, _ trust: TrustTools,
    run: Int64?
  ) async -> Account {
    var done = Account(account: account.account, organization: account.organization)
    var result = CreationResult()
    func body(_ connection: Connection, _ lease: AccountLease, _ run: Int64) async throws {
      let id = account.account
      let sealed = try await connection.run { try Accounts.sealedToken($0, account: id) }
      guard let sealed else { throw RunTrouble.tokenMissing }
      let token: SecretText
      do { token = try tools.openToken(id, sealed) } catch { throw RunTrouble.tokenSealed("\(error)") }
      let keys = tools.erasureKeys
      let erased = try await connection.run { try ErasedContacts.read($0, account: id, keys: keys) }
      let work = CreationWork(
        settings: settings, policy: policy, tools: tools, matchers: matchers, run: run, account: account,
        client: try reach.client(of: account).get(), token: token, listed: reach.listed[id], connection: connection,
        lease: lease, erased: erased)
      switch action {
      case .preview: try await work.rehearse(into: &result)
      case .plan: try await work.work(sends: false, into: &result)
      case .send: try await work.work(.planned, into: &result)
      }
    }
    if let run {
      let turn = await trust.turn(run: run, account: account.account) { try await body($0, $1, run) }
      done.failure = turn.failure
    } else {
      do {
        let connection = try await tools.connect()
        try await connection.rehearse()
        let id = account.account
        guard let lease = try await connection.run({ try AccountLease.acquire($0, account: id) }) else {
          throw RunTrouble.held
        }
        try await body(connection, lease, 0)
        await connection.close()
      } catch {
        done.failure = AccountResult.Failure(error)
      }
    }
    done.result = result
    return done
  }
}
