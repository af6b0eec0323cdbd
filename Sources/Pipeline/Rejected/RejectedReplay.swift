internal import ContactModel
internal import Extract
package import Load
internal import Postgres
package import Transform

/// Reads rejected records again through today's rules, such as after an upgrade that reads what it could not read before.
package struct RejectedReplay: Sendable {
  let policy: Policy
  let tools: TrustTools
  let account: String?
  let reason: String?

  /// - Parameters:
  ///   - policy: what is stored is scored under it; where the account was settled under another, its next run scores anew.
  ///   - account: only this one; nil: all.
  ///   - reason: only records that were rejected for it; nil: all.
  package init(policy: Policy, tools: TrustTools, account: String? = nil, reason: String? = nil) {
    self.policy = policy
    self.tools = tools
    self.account = account
    self.reason = reason
  }

  package struct Summary: Sendable {
    /// nil where there was nothing to read again: nothing was written.
    package var runID: Int64?
    package var accounts: [Account]
  }

  package struct Account: Sendable {
    package var account: String
    /// What was committed, also where it failed later.
    package var records = RejectedStore.Replayed()
    package var failure: AccountResult.Failure?
  }

  /// Goes through the accounts one by one; an account's failure never stops the others.
  ///
  /// Throws ``TrustRefusal`` and PostgresError before anything is changed.
  package func run() async throws -> Summary {
    let connection = try await tools.connect()
    let (account, reason, version) = (account, reason, tools.version)
    let accounts = try await tools.accounts(connection, organization: nil, account: account)
    let waiting = Set(
      try await connection.run { try RejectedReader.accounts($0, account: account, reason: reason) })
    var summary = Summary(runID: nil, accounts: [])
    let concerned = accounts.filter { waiting.contains($0.account) }
    if !concerned.isEmpty {
      let run = try await connection.run { try RunLog.start($0, pipeline: "rejected replay", version: version) }
      summary.runID = run
      for account in concerned where !Task.isCancelled {
        summary.accounts.append(await replay(account, run: run))
      }
      let ending = Task.isCancelled ? .stopped : outcome(of: summary.accounts.map(\.failure))
      try await connection.runUninterrupted { try RunLog.finish($0, run: run, ending) }
    }
    await connection.close()
    return summary
  }

  private func replay(_ account: AccountSummary, run: Int64) async -> Account {
    var done = Account(account: account.account)
    let turn = await tools.turn(run: run, account: account.account) { connection, lease in
      try await replay(account, connection, lease, run: run, &done.records)
    }
    done.failure = turn.failure
    return done
  }

  private func replay(
    _ account: AccountSummary, _ connection: Connection, _ lease: AccountLease, run: Int64,
    _ records: inout RejectedStore.Replayed
  ) async throws {
    let (id, organization, policy, reason) = (account.account, account.organization, policy, reason)
    let keys = tools.erasureKeys
    let erased = try await connection.run { try ErasedContacts.read($0, account: id, keys: keys) }
    let settled = try await connection.run { session in
      try Accounts.list(session, organization: organization).first { $0.account == id }?.settledMatcherVersion
    }
    guard let settled else { throw RunTrouble.neverSettled }
    let index = try await connection.run { session in
      try OrganizationMatchers.read(session, organization, policy: policy, renewsSnapshot: false).matcher.index
    }
    if index.matcherVersion != settled {
      try await connection.run { try CandidateStore.beginRescoring($0, lease: lease) }
    }
    var last: Int64?
    while true {
      try Task.checkCancellation()
      let after = last
      let (replayed, next) = try await connection.run { session in
        let page = try RejectedReader.page(session, account: id, reason: reason, after: after)
        if page.isEmpty { return (RejectedStore.Replayed(), nil as Int64?) }
        let again = page.map { RejectedAgain(hash: $0.hash, raw: $0.raw, rejectedAt: $0.rejectedAt) }
        let replayed = try RejectedStore.replay(session, again, lease: lease, run: run, erased: erased) { page, rows in
          index.score(page, rows: rows)
        }
        return (replayed, page.last?.hash)
      }
      records = records + replayed
      guard let next else { return }
      last = next
    }
  }
}
