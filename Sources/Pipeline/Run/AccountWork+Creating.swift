internal import Load
internal import MergeAPI
internal import Postgres

extension AccountWork {
  /// Creates contacts for parties without one, where the pipeline says so; a dry run only says what it would plan.
  func create(_ connection: Connection, _ lease: AccountLease, _ result: inout AccountResult) async throws {
    guard let settings = file.creation, settings.concerns(account.account) else { return }
    let (client, id) = (try client.get(), account.account)
    guard let sealed = try await connection.run({ try Accounts.sealedToken($0, account: id) }) else {
      throw RunTrouble.tokenMissing
    }
    let token: SecretText
    do { token = try tools.openToken(id, sealed) } catch { throw RunTrouble.tokenSealed("\(error)") }
    let work = CreationWork(
      settings: settings, policy: policy, tools: tools, matchers: matchers, run: run, account: account,
      client: client, token: token, listed: listed, connection: connection, lease: lease, erased: erased)
    var creations = CreationResult()
    defer { result.creations = creations }
    if isDryRun { try await work.rehearse(into: &creations) } else { try await work.work(into: &creations) }
  }
}
