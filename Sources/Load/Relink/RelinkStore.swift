package import ContactModel
package import Postgres
import SQLFiles

/// Lets links and judgements follow the contacts of an account that was linked anew.
package enum RelinkStore {
  /// What followed.
  package struct Relinked: Sendable, Equatable {
    /// Contacts of before that are found again.
    package var contacts = 0
    /// Links made anew on the new ids.
    package var links = 0
    /// Judgements said anew of the new ids.
    package var judgements = 0
    /// New contacts about which a person is asked.
    package var unclear = 0
    /// Contacts of before with a link or a judgement that no new contact may be; their links stand.
    package var missing = 0
    /// Contacts of before that are now marked as deleted.
    package var buried = 0
  }

  /// Ends the links of the contacts of before by `relink` and makes them anew on the new ids, copies judgements, lets
  /// creations follow, asks people about what is unclear, marks the contacts of before as deleted and closes their review
  /// items; all in one transaction, and with it Merge's new id becomes the account's. What was touched becomes unsettled.
  ///
  /// A contact that has a link already keeps it, and what was said of it already counts. Links of contacts that are unclear or missing stand where they are.
  ///
  /// - Parameters:
  ///   - window: the relinking's, read whole.
  ///   - buriesAbsent: contacts of before that are in no pair are gone, too; false: it is not certain that all was brought.
  /// - Returns: nil where it was done already.
  /// - Throws: ``LoadError/leaseLost(account:)``, ``LoadError/windowLost(account:)``, PostgresError; nothing is changed then.
  package static func relink(
    _ session: borrowing Session, lease: AccountLease, window: ReadWindow, run: Int64, plan: RelinkPlan,
    buriesAbsent: Bool
  ) throws -> Relinked? {
    guard window.isRelink, window.phase == .readComplete, let mergeAccount = window.mergeAccount else {
      throw LoadError.windowLost(account: lease.account)
    }
    return try session.transaction { session in
      if try lease.hold(session).mergeAccount == mergeAccount { return nil }
      let account = Parameter.text(lease.account)
      let (old, new) = (plan.pairs.map(\.old), plan.pairs.map(\.new))
      let pairs: [Parameter] = [account, .textArray(old), .textArray(new)]
      let unclear = Set(plan.unclear.map(\.new)).sorted()
      var relinked = Relinked(contacts: old.count, unclear: unclear.count, missing: plan.missing.count)
      try session.execute(Query.linkChangesLock.sql)
      relinked.links = Int(try session.execute(Query.relinkLinks.sql, pairs).int(0, 0) ?? 0)
      relinked.judgements = try session.execute(Query.relinkJudgements.sql, pairs).affected
      try session.execute(Query.relinkCreations.sql, pairs)
      if !unclear.isEmpty {
        try session.execute(
          Query.relinkAsk.sql,
          [
            account, .text(lease.organization), .textArray(plan.unclear.map(\.old)),
            .textArray(plan.unclear.map(\.new)),
          ])
      }
      let buried = try session.execute(
        Query.contactsBury.sql, [account, .textArray(old), .bool(buriesAbsent), .int(run), .bool(false)]
      ).compactMap { $0.text(0) }
      relinked.buried = buried.count
      try session.execute(Query.relinkCloseItems.sql, [account, .textArray(buried), .int(run)])
      try session.execute(Query.unsettledInsert.sql, [account, .text("c"), .textArray(buried + new + unclear)])
      try session.execute(Query.runAccountAddAbsent.sql, [.int(run), account, .int(buried.count)])
      try session.execute(Query.accountSetMergeAccount.sql, [account, .text(mergeAccount)])
      try session.execute(Query.sweepSeenDelete.sql, [account])
      return relinked
    }
  }
}
