internal import ContactModel
internal import Extract
internal import Load
internal import Postgres
package import Transform

/// Takes the automatic links of a run back: they end, and their contacts wait for a person.
package struct Reversal: Sendable {
  let run: Int64
  let policy: Policy
  let tools: TrustTools
  let account: String?

  /// - Parameters:
  ///   - run: the run that is taken back.
  ///   - policy: that the contacts' candidates are shown under.
  ///   - account: only this one; nil: all in which a link of the run stands.
  package init(run: Int64, policy: Policy, tools: TrustTools, account: String? = nil) {
    self.run = run
    self.policy = policy
    self.tools = tools
    self.account = account
  }

  package struct Summary: Sendable {
    package var revertedRunID: Int64
    /// nil where no link of the run stood any more: nothing was written.
    package var runID: Int64?
    package var accounts: [Account]
  }

  package struct Account: Sendable {
    package var account: String
    package var linksEnded: Int
    /// Contacts that now wait for a person.
    package var sentToReview: Int
    package var failure: AccountResult.Failure?
  }

  /// Throws ``TrustRefusal`` and PostgresError before anything is changed.
  package func revert() async throws -> Summary {
    let connection = try await tools.connect()
    let (run, account, version) = (run, account, tools.version)
    _ = try await tools.accounts(connection, organization: nil, account: account)
    guard let standing = try await connection.run({ try RunLinks.standing($0, run: run, account: account) }) else {
      throw TrustRefusal.unknownRun(run)
    }
    var summary = Summary(revertedRunID: run, runID: nil, accounts: [])
    if !standing.isEmpty {
      let own = try await connection.run { try RunLog.start($0, pipeline: "revert", version: version) }
      summary.runID = own
      for place in standing {
        let done = await tools.turn(run: own, account: place.account) { connection, lease in
          try await revert(place, connection, lease, by: own)
        }
        summary.accounts.append(
          Account(
            account: place.account, linksEnded: done.result?.linksEnded ?? 0,
            sentToReview: done.result?.sentToReview ?? 0, failure: done.failure))
      }
      let ending = outcome(of: summary.accounts.map(\.failure))
      try await connection.runUninterrupted { try RunLog.finish($0, run: own, ending) }
    }
    await connection.close()
    return summary
  }

  private func revert(
    _ place: RunLinks.OfAccount, _ connection: Connection, _ lease: AccountLease, by own: Int64
  ) async throws -> LinkReversal.Reverted {
    let (run, policy, id, organization) = (run, policy, place.account, place.organization)
    return try await connection.run { session in
      let contacts = Set(try RunLinks.contacts(session, run: run, account: id))
      var stored = try GraphReader.read(
        session, account: id, organization: organization, scope: .contacts(contacts.sorted()))
      let concerned = stored.graph.ask(about: contacts, because: .reverted)
      let decisions = settle(stored.graph, policy: policy).filter { concerned.contains($0.contact) }
      let matcher = try OrganizationMatchers.read(session, organization, policy: policy, renewsSnapshot: false).matcher
      let evidence = try ReviewEvidence(
        session, account: id, organization: organization, graph: stored.graph, decisions: decisions, policy: policy,
        index: matcher.index)
      return try LinkReversal.revert(
        session, lease: lease, graph: stored, decisions: decisions,
        facts: .init(reverted: run, run: own, matcherVersion: matcher.index.matcherVersion), evidence: evidence.rows)
    }
  }
}

extension MatchGraph {
  /// Takes the standing links of contacts out and asks a person about them; the contacts' indices.
  fileprivate mutating func ask(about ids: Set<String>, because reason: Reason) -> Set<Int32> {
    let concerned = Set(contacts.indices.map(Int32.init).filter { ids.contains(contactIDs[contacts[Int($0)].id]) })
    standing.removeAll { concerned.contains($0.contact) }
    questions += concerned.sorted().map { Question(contact: $0, party: nil, reason: reason) }
    return concerned
  }
}
