internal import Load
internal import Postgres

extension PipelineRun {
  /// The accounts that the pipeline and the command line select, active ones only.
  ///
  /// One without a token cannot be read at Merge, files are its source: it is left out unless it is named.
  ///
  /// An account that the command line names must be there to be worked on: unknown, resting or left out by the file, it
  /// is a ``Refusal``.
  func accounts(_ connection: Connection) async throws -> [AccountSummary] {
    let all = try await connection.run { try Accounts.list($0) }
    let named = options.accounts
    let unknown = (named + file.accounts.ids + (file.creation?.accounts ?? [])).filter { id in
      !all.contains { $0.account == id }
    }
    guard unknown.isEmpty else { throw Refusal.unknownAccounts(unknown) }
    let resting = all.filter { named.contains($0.account) && $0.state != .active }
    if let first = resting.first {
      throw Refusal.restingAccounts(resting.map(\.account), first.state)
    }
    let leftOut = all.filter { named.contains($0.account) && !file.accounts.admits($0) }
    guard leftOut.isEmpty else { throw Refusal.accountsLeftOut(leftOut.map(\.account)) }
    return all.filter { account in
      account.state == .active && file.accounts.admits(account)
        && (named.isEmpty || named.contains(account.account))
        && options.shard?.contains(account.account) != false
        && (account.hasToken || (named + file.accounts.ids).contains(account.account))
    }
  }
}

extension PipelineFile.Accounts {
  fileprivate func admits(_ account: AccountSummary) -> Bool {
    (ids.isEmpty || ids.contains(account.account))
      && (organization == nil || organization == account.organization)
      && (integration == nil || integration == account.integration)
      && (status == nil || status == account.mergeStatus)
  }
}
