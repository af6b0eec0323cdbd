internal import Load
internal import MergeAPI
internal import Postgres

extension AccountWork {
  /// Creates contacts for parties without one and changes those of others, where the pipeline says so; a dry run only says
  /// what it would do.
  func writeBack(_ connection: Connection, _ lease: AccountLease, _ result: inout AccountResult) async throws {
    let creating = file.creation.flatMap { $0.concerns(account.account) ? $0 : nil }
    if creating == nil, file.updates == nil { return }
    let (client, id) = (try client.get(), account.account)
    guard let sealed = try await connection.run({ try Accounts.sealedToken($0, account: id) }) else {
      throw RunTrouble.tokenMissing
    }
    let token: SecretText
    do { token = try tools.openToken(id, sealed) } catch { throw RunTrouble.tokenSealed("\(error)") }
    if let creating {
      let work = CreationWork(
        settings: creating, policy: policy, tools: tools, matchers: matchers, run: run, account: account,
        client: client, token: token, listed: listed, connection: connection, lease: lease, erased: erased)
      var creations = CreationResult()
      defer { result.creations = creations }
      if isDryRun { try await work.rehearse(into: &creations) } else { try await work.work(into: &creations) }
    }
    if let settings = file.updates {
      let work = ContactUpdates(
        settings: settings, tools: tools, matchers: matchers, run: run, account: account, client: client,
        token: token, connection: connection, lease: lease)
      var updates = UpdateResult()
      defer { result.updates = updates }
      try await work.work(sends: !isDryRun, into: &updates)
    }
  }
}
