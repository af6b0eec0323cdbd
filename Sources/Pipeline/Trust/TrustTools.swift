internal import ContactModel
internal import Extract
package import Load
package import Postgres

/// What the commands that judge and mend the matching work with: a database, and nothing of Merge's.
package struct TrustTools: Sendable {
  /// Opens a connection of its own to the database.
  package var connect: @Sendable () async throws -> Connection
  /// Of the product; stored with runs.
  package var version: String
  /// The keys by which erased contacts are known; asked where somebody was erased, or is.
  package var erasureKeys: @Sendable () throws -> ErasureKeys

  package init(
    connect: @escaping @Sendable () async throws -> Connection, version: String,
    erasureKeys: @escaping @Sendable () throws -> ErasureKeys = { throw ErasureKeys.Unset() }
  ) {
    self.connect = connect
    self.version = version
    self.erasureKeys = erasureKeys
  }
}

/// Why such a command did not begin; nothing was changed.
package enum TrustRefusal: Error, Sendable, CustomStringConvertible {
  case unknownAccount(String)
  case unknownOrganization(String)
  case unknownRun(Int64)

  package var description: String {
    switch self {
    case .unknownAccount(let id):
      "no linked account has the id \(id); `contactsync accounts list` shows those there are"
    case .unknownOrganization(let id):
      "no linked account belongs to the organization \(id); `contactsync accounts list` shows those there are"
    case .unknownRun(let id): "there is no run \(id); `contactsync report fct_runs` shows those there are"
    }
  }
}

extension TrustTools {
  /// The accounts that are meant, by organization and id, those that the platform removed left out.
  func accounts(_ connection: Connection, organization: String?, account: String?) async throws -> [AccountSummary] {
    let all = try await connection.run { try Accounts.list($0) }
    if let account, !all.contains(where: { $0.account == account }) { throw TrustRefusal.unknownAccount(account) }
    if let organization, !all.contains(where: { $0.organization == organization }) {
      throw TrustRefusal.unknownOrganization(organization)
    }
    return all.filter {
      $0.state != .removed && (account == nil || $0.account == account)
        && (organization == nil || $0.organization == organization)
    }.sorted { ($0.organization, $0.account) < ($1.organization, $1.account) }
  }

  /// Works on an account under its lease, with a row of its own in the log of runs. What goes wrong is noted there and
  /// returned; the other accounts are no worse for it.
  func turn<R: Sendable>(
    run: Int64, account: String, _ body: (Connection, AccountLease) async throws -> R
  ) async -> (result: R?, failure: AccountResult.Failure?) {
    do {
      let connection = try await connect()
      do {
        let result = try await turn(connection, run: run, account: account, body)
        await connection.close()
        return result
      } catch {
        await connection.close()
        throw error
      }
    } catch {
      return (nil, AccountResult.Failure(error))
    }
  }

  private func turn<R: Sendable>(
    _ connection: Connection, run: Int64, account: String, _ body: (Connection, AccountLease) async throws -> R
  ) async throws -> (result: R?, failure: AccountResult.Failure?) {
    guard let lease = try await connection.run({ try AccountLease.acquire($0, account: account) }) else {
      throw RunTrouble.held
    }
    try await connection.run { try RunLog.startAccount($0, run: run, lease: lease) }
    var result: R?
    var failure: AccountResult.Failure?
    var outcome = AccountOutcome.done
    do {
      result = try await body(connection, lease)
    } catch {
      failure = AccountResult.Failure(error)
      outcome = error is CancellationError ? .stopped : .failed
    }
    let (ending, trouble) = (outcome, failure)
    try await connection.runUninterrupted { session in
      try RunLog.finishAccount(
        session, run: run, account: account, ending, errorCode: trouble?.code, errorText: trouble?.text)
      try lease.release(session)
    }
    return (result, failure)
  }
}

/// How many of a command's accounts failed, in the terms of the log of runs.
func outcome(of failures: [AccountResult.Failure?]) -> RunOutcome {
  let failed = failures.count { $0 != nil }
  return failed == 0 ? .done : failed < failures.count ? .partial : .failed
}
