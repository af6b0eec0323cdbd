package import ContactModel

/// The played API without a transport: linked accounts, their contacts, the faults, the clock, and the log of requests.
///
/// Everything that a client sees comes from ``answer(_:)``; the other functions are what the accounting systems, their
/// users and Merge itself would do.
package actor SandboxStore {
  /// An account with what belongs to it.
  struct Holding {
    var account: SandboxAccount
    /// Order of arrival.
    let number: Int
    var shelf = ContactShelf()
    var budget: CallBudget?
    var lastStamp = Timestamp(microseconds: 0)
    /// Contacts that came without an id.
    var unnamed = 0
    /// How often it was deleted and linked anew.
    var generation = 0
    /// Tokens that took the place of the first.
    var issuedTokens = 0
    /// Contacts that were created through the API.
    var created = 0
    /// Made at the first write that asks for a name.
    var names: NameBook?
    /// Contacts that no listing shows before an instant.
    var unlisted: [String: Timestamp] = [:]
    /// By Idempotency-Key.
    var answers: [String: IdempotentAnswer] = [:]
    /// The accounting system's ids of companies that got another id by linking anew.
    var companyRemoteIDs: [String: String] = [:]
  }

  package nonisolated let options: SandboxOptions
  package nonisolated let clock: SandboxClock
  package var faults = FaultBoard()
  package internal(set) var log: RequestLog
  /// What the sandbox's clock is ahead of ``clock``, in microseconds.
  package internal(set) var clockOffset: Int64 = 0

  var holdings: [String: Holding] = [:]
  var links = LinkDesk()
  /// Oldest first.
  var issues: [SandboxIssue] = []
  var hooks = HookDesk()
  private var accountByToken: [String: String] = [:]
  private var arrivals = 0

  package init(options: SandboxOptions = SandboxOptions(), clock: SandboxClock = .system) {
    self.options = options
    self.clock = clock
    log = RequestLog(limit: options.requestLogLimit)
  }

  // MARK: Time

  /// The time as the played API tells it: `Date` headers and timestamps of writes.
  package var now: Timestamp { Timestamp(microseconds: clock.now().microseconds + clockOffset) }

  /// Sets the clock; it goes on from there.
  package func setNow(_ instant: Timestamp) { clockOffset = instant.microseconds - clock.now().microseconds }

  /// Puts the clock ahead of the real one (negative: behind).
  package func setClockOffset(seconds: Double) { clockOffset = Int64((seconds * 1e6).rounded()) }

  // MARK: Accounts

  /// Adds an account; one that has its id gets the new attributes and keeps its contacts. One that needs relinking from now
  /// on gets an issue, which is resolved when it does no more.
  package func add(_ account: SandboxAccount) throws(SandboxError) {
    if let owner = accountByToken[account.token], owner != account.id { throw .tokenTaken(account: owner) }
    var account = account
    let standing = holdings[account.id]?.account
    if let standing {
      accountByToken[standing.token] = nil
      account.completedAt = account.completedAt ?? standing.completedAt
      if standing.integration != account.integration { holdings[account.id]?.names = nil }
      holdings[account.id]?.account = account
    } else {
      account.completedAt = account.completedAt ?? now
      arrivals += 1
      let budget = options.callsPerMinute.map {
        CallBudget(limit: $0, window: options.window, refusedCallsCount: options.refusedCallsCount)
      }
      holdings[account.id] = Holding(account: account, number: arrivals, budget: budget)
    }
    if !account.isDeleted { accountByToken[account.token] = account.id }
    noteCredentials(of: account, before: standing)
  }

  /// Forgets an account with its contacts; its token is then as good as a wrong one.
  package func removeAccount(_ id: String) throws(SandboxError) {
    guard let holding = holdings.removeValue(forKey: id) else { throw .unknownAccount(id) }
    accountByToken[holding.account.token] = nil
  }

  /// All accounts, in the order in which they came.
  package var accounts: [SandboxAccount] { sortedHoldings.map(\.account) }

  package func account(_ id: String) -> SandboxAccount? { holdings[id]?.account }

  /// The calls refused and the calls that came too early, by account; empty where nothing is limited.
  package var budgets: [String: CallBudget] { holdings.compactMapValues(\.budget) }

  var sortedHoldings: [Holding] { holdings.values.sorted { $0.number < $1.number } }

  func accountID(forToken token: String) -> String? { accountByToken[token] }

  // MARK: Faults and requests

  package func add(_ faults: Fault...) {
    for fault in faults { self.faults.add(fault) }
  }

  package func setFaultSeed(_ seed: UInt64) { faults.seed = seed }

  package func removeFaults() { faults.removeAll() }

  package func clearLog() { log.clear() }
}
