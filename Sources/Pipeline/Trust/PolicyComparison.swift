internal import ContactModel
internal import Extract
internal import Load
internal import Postgres
package import Transform

/// Scores and settles what is stored under two policies, in memory and under one frozen frequency snapshot, and compares
/// the answers. Nothing is written, and automatic links that stand are disregarded: the policies alone are compared.
package struct PolicyComparison: Sendable {
  let old: Policy
  let new: Policy
  let tools: TrustTools
  let organization: String?
  let account: String?
  let limit: Int

  /// - Parameters:
  ///   - organization: only its accounts; nil: all.
  ///   - account: only this one; nil: all.
  ///   - limit: examples of each kind of change at most.
  package init(
    old: Policy, new: Policy, tools: TrustTools, organization: String? = nil, account: String? = nil, limit: Int
  ) {
    self.old = old
    self.new = new
    self.tools = tools
    self.organization = organization
    self.account = account
    self.limit = limit
  }

  package struct Account: Sendable {
    package var account: String
    package var difference: PolicyDifference
  }

  /// The accounts by organization and id; one organization's parties (under both policies) and one account's contacts are
  /// in memory at a time.
  ///
  /// - Throws: ``TrustRefusal``, PostgresError.
  package func run() async throws -> [Account] {
    let connection = try await tools.connect()
    let accounts = try await tools.accounts(connection, organization: organization, account: account)
    var compared: [Account] = []
    var loaded: (organization: String, old: PartyIndex, new: PartyIndex)?
    for account in accounts {
      try Task.checkCancellation()
      let (organization, old, new) = (account.organization, old, new)
      if loaded?.organization != organization {
        loaded = nil
        loaded = try await connection.run { session in
          let first = try OrganizationMatchers.read(session, organization, policy: old, renewsSnapshot: false).matcher
          let second = try OrganizationMatchers.build(session, organization, new, first.index.snapshot)
          return (organization, first.index, second)
        }
      }
      guard let loaded else { continue }
      let before = try await answers(account, loaded.old, connection)
      let after = try await answers(account, loaded.new, connection)
      compared.append(
        Account(account: account.account, difference: PolicyDifference(old: before, new: after, limit: limit)))
    }
    await connection.close()
    return compared
  }

  private func answers(
    _ account: AccountSummary, _ index: PartyIndex, _ connection: Connection
  ) async throws -> [DecidedContact] {
    let (id, organization) = (account.account, account.organization)
    var graph = try await connection.run { session in
      try GraphReader.readRescored(session, account: id, organization: organization) { page in
        index.score(page, rows: Array(page.rows.indices))
      }
    }.graph
    graph.standing.removeAll { $0.source == .auto }
    return settle(graph, policy: index.policy).map { DecidedContact($0, graph) }
  }
}
