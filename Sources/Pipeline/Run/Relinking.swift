internal import ContactModel
internal import Extract
internal import Load
internal import MergeAPI
internal import Postgres
internal import Transform

/// Which of Merge's linked accounts a run reads, beside the one that the stored contacts came from.
///
/// An account that was deleted at Merge and linked anew has another id there, and so have all its contacts, companies
/// included. A run then reads everything, and lets links and judgements follow before it settles.
struct RemoteIdentity: Sendable {
  /// Merge's id that the stored contacts came from; nil: not known.
  var stored: String?
  /// Merge's id as it is now; nil: Merge does not tell.
  var now: String?
  /// Merge refused the token when it was asked for the id: no further call is made.
  var refusal: MergeError?

  var isRelinked: Bool { stored != nil && now != nil && stored != now }

  /// Whether the window's end has links to let follow.
  func isRelinking(_ window: ReadWindow) -> Bool { window.isRelink && window.mergeAccount != stored }
}

extension AccountWork {
  /// Merge's id of the account that the token reads.
  ///
  /// Several linkings may stand under one id of ours; where the listing names another one than before, the token itself is
  /// asked which one it opens. Without an answer the listing counts: what is wrong with the token, the read will say.
  func identity(_ connection: Connection, _ lease: AccountLease) async throws -> RemoteIdentity {
    var identity = RemoteIdentity(
      stored: try await connection.run { try lease.hold($0).mergeAccount },
      now: listed.flatMap { $0.id.isEmpty ? nil : $0.id })
    guard identity.isRelinked, let client = try? client.get() else { return identity }
    let id = account.account
    guard let sealed = try await connection.run({ try Accounts.sealedToken($0, account: id) }),
      let token = try? tools.openToken(id, sealed)
    else { return identity }
    do {
      let opened = try await client.accountDetails(account: token).id
      if !opened.isEmpty { identity.now = opened }
    } catch let error as MergeError {
      if error.kind == .unauthorized { identity.refusal = error }
    }
    return identity
  }

  /// Lets links and judgements follow, once the window of the new linking is read whole.
  ///
  /// - Parameter freshness: of the read; only after a whole sync of Merge's own is what it did not bring gone.
  func relink(
    _ connection: Connection, _ lease: AccountLease, _ window: ReadWindow, _ freshness: Freshness,
    _ result: inout AccountResult
  ) async throws {
    let (id, run) = (account.account, run)
    let contacts = try await connection.run { try RelinkReader.contacts($0, account: id) }
    let plan = RelinkPlan(old: contacts.old, new: contacts.new)
    if plan.isOfOtherBooks { throw RunTrouble.otherBooks(renamed: plan.renamed, of: plan.named) }
    let relinked = try await connection.run { session in
      try RelinkStore.relink(
        session, lease: lease, window: window, run: run, plan: plan, buriesAbsent: freshness.isAbsenceProof)
    }
    if let relinked { events.relinked(relinked) }
    result.relinked = relinked
  }
}
