package import Postgres

/// What storing may run into besides PostgreSQL's own errors; texts hold ids only.
package enum LoadError: Error, Sendable, Equatable {
  /// No linked account has this id.
  case unknownAccount(String)
  /// The account's id is taken by an account of another organization.
  case accountElsewhere(account: String, organization: String)
  /// Another holder took the account over: nothing more may be written under this lease.
  case leaseLost(account: String)
  /// The open window of the account is not the one that the page belongs to.
  case windowLost(account: String)
  /// The account was linked anew at Merge, and links and judgements have not followed yet.
  case relinking(account: String)
  /// Parties without an organization of their own came without one to fall back on.
  case organizationMissing(count: Int)
  /// A snapshot without a single party would retire all of them.
  case snapshotEmpty
  /// A snapshot would retire more than a share of the living parties; `organization` nil: of all that it names.
  case snapshotLosesTooMany(organization: String?, retired: Int, of: Int, limit: Double)
  /// No reporting view has this name.
  case unknownView(String)
  /// Somebody was erased from the account, and the keys by which they are known are not there, or not all.
  case erasureKeysUnusable(account: String, reason: String)
  /// A contact may have been created for the party, and nobody knows yet.
  case creationUnanswered(account: String, party: String)
  /// A file could not be written; `code` is errno.
  case fileNotWritten(path: String, code: Int32)

  /// What to do about it, in PostgreSQL errors' terms.
  package var remedy: PostgresError.Remedy {
    switch self {
    case .leaseLost, .windowLost, .relinking, .creationUnanswered: .stopAccount
    case .unknownAccount, .accountElsewhere, .organizationMissing, .snapshotEmpty, .snapshotLosesTooMany, .unknownView,
      .fileNotWritten, .erasureKeysUnusable:
      .stopRun
    }
  }
}

extension LoadError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownAccount(let id):
      "no linked account has the id \(id); `contactsync accounts list` shows those there are"
    case .accountElsewhere(let account, let organization):
      "the linked account \(account) belongs to the organization \(organization) already"
    case .leaseLost(let account): "another process has taken over the linked account \(account)"
    case .windowLost(let account): "another process has begun a new window of the linked account \(account)"
    case .relinking(let account):
      "the linked account \(account) was linked anew at Merge, and a run has begun to follow: run its pipeline to the end "
        + "first"
    case .organizationMissing(let count):
      "\(count) parties name no organization; give --organization or a column `organization`"
    case .snapshotEmpty:
      "a snapshot without a single party would retire all there are: nothing was changed; is it whole?"
    case .snapshotLosesTooMany(let organization, let retired, let living, let limit):
      "the snapshot would retire \(retired) of \(living) parties\(organization.map { " of \($0)" } ?? ""), more than "
        + "\(percent(limit)): nothing was changed; if it is whole, raise the limit (--retire-limit, or "
        + "parties.retire_limit in a pipeline file)"
    case .erasureKeysUnusable(let account, let reason):
      "somebody was erased from the linked account \(account), and would come back: \(reason)"
    case .creationUnanswered(let account, let party):
      "the answer to the creation of party \(party) in the linked account \(account) is still out: let `contactsync create send` "
        + "find it first"
    case .unknownView(let name): "there is no view \(name); `contactsync report` lists them"
    case .fileNotWritten(let path, let code): "cannot write \(path) (errno \(code))"
    }
  }

  private func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}
