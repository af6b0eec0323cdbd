internal import ContactModel
internal import Extract
internal import Load
internal import Postgres
package import Transform

/// Scores what is stored again under a policy and settles everything, deciding the automatic links that stand anew:
/// nothing is fetched.
package struct Rematch: Sendable {
  let policy: Policy
  let tools: TrustTools
  let account: String?
  let isApplied: Bool

  /// - Parameters:
  ///   - account: only this one; nil: all that were settled before.
  ///   - isApplied: false: nothing is written.
  package init(policy: Policy, tools: TrustTools, account: String? = nil, isApplied: Bool) {
    self.policy = policy
    self.tools = tools
    self.account = account
    self.isApplied = isApplied
  }

  /// What a rematch did, or would do.
  package struct Summary: Sendable {
    /// nil where nothing was written.
    package var runID: Int64?
    package var isApplied: Bool
    package var accounts: [Account]
  }

  package struct Account: Sendable {
    package var account: String
    package var organization: String
    /// The account's runs propose links instead of writing them, and so does the rematch.
    package var isProposal: Bool
    package var changes: LinkChanges
    package var failure: AccountResult.Failure?
  }

  /// Goes through the accounts; one organization's parties and one account's contacts are in memory at a time.
  ///
  /// Throws ``TrustRefusal`` and PostgresError before anything is changed.
  package func run() async throws -> Summary {
    let connection = try await tools.connect()
    let accounts = try await tools.accounts(connection, organization: nil, account: account).filter {
      $0.settledMatcherVersion != nil
    }
    var summary = Summary(runID: nil, isApplied: isApplied, accounts: [])
    let version = tools.version
    if isApplied, !accounts.isEmpty {
      summary.runID = try await connection.run { try RunLog.start($0, pipeline: "rematch", version: version) }
    }
    var loaded: (organization: String, matcher: OrganizationMatchers.Matcher)?
    for account in accounts {
      try Task.checkCancellation()
      let (organization, policy, isApplied) = (account.organization, policy, isApplied)
      if loaded?.organization != organization {
        loaded = nil
        let matcher = try await connection.run { session in
          isApplied
            ? try OrganizationMatchers.load(session, organization, policy: policy, renewsSnapshot: false)
            : try OrganizationMatchers.read(session, organization, policy: policy, renewsSnapshot: false).matcher
        }
        loaded = (organization, matcher)
      }
      guard let matcher = loaded?.matcher else { continue }
      summary.accounts.append(try await rematch(account, matcher, connection, run: summary.runID))
    }
    if let run = summary.runID {
      let ending = outcome(of: summary.accounts.map(\.failure))
      try await connection.runUninterrupted { try RunLog.finish($0, run: run, ending) }
    }
    await connection.close()
    return summary
  }

  private func rematch(
    _ account: AccountSummary, _ matcher: OrganizationMatchers.Matcher, _ connection: Connection, run: Int64?
  ) async throws -> Account {
    var result = Account(
      account: account.account, organization: account.organization, isProposal: account.settledLinks == .propose,
      changes: LinkChanges())
    guard let run else {
      result.changes = LinkChanges(try await preview(account, matcher.index, connection))
      return result
    }
    let applied = await tools.turn(run: run, account: account.account) { connection, lease in
      try await apply(account, matcher, connection, lease, run: run)
    }
    result.changes = applied.result ?? LinkChanges()
    result.failure = applied.failure
    return result
  }

  private func preview(
    _ account: AccountSummary, _ index: PartyIndex, _ connection: Connection
  ) async throws -> [Decision] {
    let (id, organization) = (account.account, account.organization)
    let stored = try await connection.run { session in
      try GraphReader.readRescored(session, account: id, organization: organization) { page in
        index.score(page, rows: Array(page.rows.indices))
      }
    }
    return settle(stored.graph, policy: policy, standing: .redecided)
  }

  private func apply(
    _ account: AccountSummary, _ matcher: OrganizationMatchers.Matcher, _ connection: Connection,
    _ lease: AccountLease, run: Int64
  ) async throws -> LinkChanges {
    let (id, organization, index, policy) = (account.account, account.organization, matcher.index, policy)
    let stored = try await connection.run { session in
      try CandidateStore.beginRescoring(session, lease: lease)
      try StoredReader.contacts(session, account: id) { page in
        let scored = index.score(page, rows: Array(page.rows.indices))
        _ = try CandidateStore.rescore(session, lease: lease, page: page, scored: scored)
      }
      return try GraphReader.read(session, account: id, organization: organization, scope: .all)
    }
    let decisions = settle(stored.graph, policy: policy, standing: .redecided)
    let facts = SettleStore.Facts(
      run: run, matcherVersion: index.matcherVersion, partyRevision: matcher.partyRevision,
      links: account.settledLinks ?? .write)
    _ = try await connection.run { session in
      let evidence = try ReviewEvidence(
        session, account: id, organization: organization, graph: stored.graph, decisions: decisions, policy: policy,
        index: index)
      return try SettleStore.settle(
        session, lease: lease, graph: stored, decisions: decisions, facts: facts, evidence: evidence.rows)
    }
    return LinkChanges(decisions)
  }
}
