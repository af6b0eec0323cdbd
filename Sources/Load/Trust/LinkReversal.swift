package import ContactModel
package import Postgres
import SQLFiles

/// Takes the automatic links of a run back.
package enum LinkReversal {
  /// What a reversal did in one account.
  package struct Reverted: Sendable, Equatable {
    package var linksEnded = 0
    /// Contacts that now wait for a person; deleted ones need none.
    package var sentToReview = 0
  }

  /// What belongs to a reversal besides graph and decisions.
  package struct Facts: Sendable {
    /// The run that is taken back.
    package var reverted: Int64
    /// The run that does it.
    package var run: Int64
    package var matcherVersion: String

    package init(reverted: Int64, run: Int64, matcherVersion: String) {
      self.reverted = reverted
      self.run = run
      self.matcherVersion = matcherVersion
    }
  }

  /// Ends the links, asks a person about their contacts (a judgement of each as a whole, `unsure` by `revert`), and writes
  /// the contacts' decisions and review items; one transaction. The contacts become unsettled, so that the next run looks
  /// at their neighbours.
  ///
  /// A contact that was judged since the graph was read loses its link all the same; its decision is left to the next run.
  ///
  /// - Parameter decisions: those of the contacts concerned, made with the question in the graph and without the links.
  /// - Throws: ``LoadError/leaseLost(account:)``, PostgresError, and what `evidence` throws; nothing is changed then.
  package static func revert(
    _ session: borrowing Session, lease: AccountLease, graph stored: StoredGraph, decisions: [Decision], facts: Facts,
    evidence: SettleStore.EvidenceSource
  ) throws -> Reverted {
    let items = try ReviewItems.wanted(stored.graph, decisions, evidence: evidence)
    return try session.transaction { session in
      try lease.hold(session)
      let account = Parameter.text(lease.account)
      let judged = try SettleStore.judgedSince(session, account: lease.account, stored)
      try session.execute(Query.linkChangesLock.sql)
      let ended = try session.execute(Query.revertLinks.sql, [account, .int(facts.reverted)]).compactMap { $0.text(0) }
      try session.execute(
        Query.revertAsk.sql, [account, .text(lease.organization), .textArray(ended), .int(facts.reverted)])
      try session.execute(Query.unsettledInsert.sql, [account, .text("c"), .textArray(ended)])
      let concerned = Set(ended)
      func isWritten(_ contact: Int32) -> Bool {
        concerned.contains(stored.graph.contactID(contact)) && !judged.contains(contact)
      }
      let kept = decisions.filter { isWritten($0.contact) }
      _ = try SettleStore.write(
        session, lease, stored.graph, kept,
        SettleStore.Facts(run: facts.run, matcherVersion: facts.matcherVersion, partyRevision: 0))
      _ = try ReviewItems.write(session, lease, items.filter { isWritten($0.contact) }, run: facts.run)
      let counts = SettleStore.count(kept)
      try session.execute(
        Query.runAccountAddSettled.sql,
        [.int(facts.run), account, .int(counts.matched), .int(counts.review), .int(counts.unmatched)])
      return Reverted(linksEnded: ended.count, sentToReview: counts.review)
    }
  }
}
