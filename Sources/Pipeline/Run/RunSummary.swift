package import ContactModel
package import Load

/// What a run did, account by account: what the summary prints and what `--json` writes.
package struct RunSummary: Sendable {
  /// nil: a dry run, of which nothing was kept.
  package var runID: Int64?
  package var pipeline: String
  package var startedAt: Timestamp
  package var finishedAt: Timestamp
  /// Somebody stopped the run before its end.
  package var isStopped = false
  /// In the order of their ids.
  package var accounts: [AccountResult]
  /// What was read of the platform's parties; nil: the pipeline reads none.
  package var parties: RunParties?
  /// Why records of an export were rejected, with their place; the first thousand.
  package var rejectedContacts: [String] = []
  /// Review files written, one an organization.
  package var reviewFiles: [ReviewFile]

  package struct ReviewFile: Sendable {
    package var organization: String
    package var path: String
    /// Open review items in it.
    package var items: Int
  }

  /// How the run as a whole ended.
  package enum Outcome: String, Sendable {
    /// Every account is settled.
    case done
    /// Some accounts failed, the others are settled.
    case partial
    /// No account is settled, and not all for passing reasons.
    case failed
    /// Stopped, or no account is settled, each for a reason that passes: try again.
    case temporary
  }

  package var outcome: Outcome {
    if isStopped { return .temporary }
    let failures = accounts.compactMap(\.failure)
    if failures.isEmpty { return .done }
    if failures.count < accounts.count { return .partial }
    return failures.allSatisfy(\.isPassing) ? .temporary : .failed
  }
}

/// What a run did with one account.
package struct AccountResult: Sendable {
  /// Why an account was not settled.
  package struct Failure: Error, Sendable {
    /// Code as stored in `run_account.error_code`.
    package var code: String
    /// One line: what, where, what to do; no personal data.
    package var text: String
    /// Trying again later may help.
    package var isPassing: Bool
    /// The run as a whole cannot go on (wrong API key, older schema).
    package var endsRun: Bool
    /// False: Merge was not asked in this run, because the account is known to fail.
    package var wasAsked = true
    /// The account failed in the same way when this pipeline last ran.
    package var isKnown = false
    /// Only the account's user can mend it, by linking the account again.
    package var needsRelinking: Bool { KnownFailures.relinkCodes.contains(code) }
  }

  package var account: String
  package var organization: String
  package var integration: String?
  package var rows = PageCounts()
  package var pages = 0
  /// Contacts that this run decided, by verdict.
  package var settled = SettledCounts()
  package var milliseconds = StageTimes()
  /// How Merge's rate limit held up the account's calls.
  package var limits = RateLimitCounts()
  /// Groups of contacts and parties too large to be settled with all their edges: only the stronger ones counted.
  package var oversizedGroups = 0
  /// The account was linked anew: what followed; nil: it was not, or has not been read whole.
  package var relinked: RelinkStore.Relinked?
  /// The run read the whole account and looked for what is gone; nil: it did not, or not to the end.
  package var swept: AccountSweep?
  /// What became of known links that waited for their contacts.
  package var knownLinks = PendingLinks.Resolved()
  /// What was created in the accounting system; nil: the pipeline creates nothing in it.
  package var creations: CreationResult?
  /// What was changed in the accounting system; nil: the pipeline changes nothing.
  package var updates: UpdateResult?
  /// What is wrong with the freshness of Merge's data; nil: nothing known.
  package var staleness: String?
  package var failure: Failure?
  /// Another run that did the same work after this one, or its job, had begun, so that nothing was left of it; nil: none.
  package var settledBy: Int64?

  package init(account: String, organization: String, integration: String?) {
    self.account = account
    self.organization = organization
    self.integration = integration
  }
}
