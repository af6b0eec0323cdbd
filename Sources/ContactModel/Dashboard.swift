/// What the report page shows: read by Extract from the reporting views, drawn by Report.
///
/// Days are UTC days as `2026-11-22`; ``days`` lists those of the page, oldest first, and arrays named `by day` have one
/// element for each.
package struct Dashboard: Sendable {
  /// Hours within which an account should have been settled.
  package static let freshWithinHours = 26.0

  /// nil: all organizations.
  package var organization: String?
  package var madeAt: Timestamp
  package var days: [String]

  /// At most so many as the reader's bound, the stalest first.
  package var accounts: [Account] = []
  package var accountCounts = AccountCounts()
  /// Contacts of all accounts together, by day.
  package var rates: [Rate] = []
  package var waiting: [Waiting] = []
  package var decided: [Decided] = []
  /// Newest first, bounded.
  package var runs: [Run] = []
  package var completeness: [Completeness] = []
  /// The likeliest of each side, bounded; how many there are stands in ``suspectCounts``.
  package var suspects: [Suspect] = []
  package var suspectCounts = SuspectCounts()
  package var failures: [Failure] = []
  package var creationStates: [CreationState] = []
  /// Those that need a person, oldest first, bounded.
  package var creations: [Creation] = []
  /// Oldest month first.
  package var precision: [Precision] = []
  package var misleading: [Misleading] = []

  package init(organization: String?, madeAt: Timestamp, days: [String]) {
    self.organization = organization
    self.madeAt = madeAt
    self.days = days
  }

  /// Contacts at the end of a day, and how many of them were linked.
  package struct Rate: Sendable, Equatable {
    package var contacts: Int
    package var linked: Int

    package init(contacts: Int, linked: Int) {
      self.contacts = contacts
      self.linked = linked
    }

    /// 0 to 1; nil without contacts.
    package var share: Double? { contacts > 0 ? Double(linked) / Double(contacts) : nil }
  }

  package struct Account: Sendable {
    package var organization: String
    package var id: String
    package var integration: String?
    /// active or paused.
    package var state: String
    /// Hours since the watermark; nil before the first run.
    package var ageHours: Double?
    package var lastDone: Timestamp?
    package var lastOutcome: String?
    package var lastError: String?
    /// Result of Merge's own last sync.
    package var syncResult: String?
    /// By day; nil before the account's first day.
    package var rates: [Rate?]

    package init(
      organization: String, id: String, integration: String?, state: String, ageHours: Double?, lastDone: Timestamp?,
      lastOutcome: String?, lastError: String?, syncResult: String?, rates: [Rate?]
    ) {
      (self.organization, self.id, self.integration, self.state) = (organization, id, integration, state)
      (self.ageHours, self.lastDone, self.lastOutcome) = (ageHours, lastDone, lastOutcome)
      (self.lastError, self.syncResult, self.rates) = (lastError, syncResult, rates)
    }

    package var isFresh: Bool { ageHours.map { $0 <= freshWithinHours } ?? false }
  }

  /// Accounts that were not removed.
  package struct AccountCounts: Sendable {
    package var all = 0
    package var active = 0
    /// Active ones that were settled within ``freshWithinHours``.
    package var fresh = 0

    package init(all: Int = 0, active: Int = 0, fresh: Int = 0) {
      (self.all, self.active, self.fresh) = (all, active, fresh)
    }
  }

  /// Open review items of one kind and age band.
  package struct Waiting: Sendable {
    package var kind: String
    package var band: String
    package var items: Int
    package var oldestDays: Double

    package init(kind: String, band: String, items: Int, oldestDays: Double) {
      (self.kind, self.band, self.items, self.oldestDays) = (kind, band, items, oldestDays)
    }
  }

  /// Contacts that a reviewer decided on a day.
  package struct Decided: Sendable {
    package var day: String
    /// nil: the name was not kept.
    package var reviewer: String?
    package var contacts: Int

    package init(day: String, reviewer: String?, contacts: Int) {
      (self.day, self.reviewer, self.contacts) = (day, reviewer, contacts)
    }
  }

  /// A run over all its accounts.
  package struct Run: Sendable {
    package var id: Int64
    package var pipeline: String
    package var started: Timestamp
    /// nil while it runs.
    package var finished: Timestamp?
    package var accounts: Int
    package var failed: Int
    package var stopped: Int
    package var running: Int
    package var rowsRead: Int
    package var rowsChanged: Int
    package var matched: Int
    package var sentToReview: Int
    /// That Merge's rate limit held up its calls.
    package var heldMilliseconds: Int64

    package init(
      id: Int64, pipeline: String, started: Timestamp, finished: Timestamp?, accounts: Int, failed: Int, stopped: Int,
      running: Int, rowsRead: Int, rowsChanged: Int, matched: Int, sentToReview: Int,
      heldMilliseconds: Int64
    ) {
      (self.id, self.pipeline, self.started, self.finished) = (id, pipeline, started, finished)
      (self.accounts, self.failed, self.stopped, self.running) = (accounts, failed, stopped, running)
      (self.rowsRead, self.rowsChanged, self.matched, self.sentToReview) = (
        rowsRead, rowsChanged, matched, sentToReview
      )
      self.heldMilliseconds = heldMilliseconds
    }

    /// running, failed, partial, stopped or done.
    package var outcome: String {
      if running > 0 { return "running" }
      if failed > 0 { return failed == accounts ? "failed" : "partial" }
      return stopped > 0 ? "stopped" : "done"
    }
  }

  /// How many records of a side (contacts or parties) have a field.
  package struct Completeness: Sendable {
    package var side: String
    package var field: String
    package var records: Int
    package var filled: Int

    package init(side: String, field: String, records: Int, filled: Int) {
      (self.side, self.field, self.records, self.filled) = (side, field, records, filled)
    }

    /// 0 to 1; nil without records.
    package var share: Double? { records > 0 ? Double(filled) / Double(records) : nil }
  }

  package struct SuspectCounts: Sendable {
    package var contacts = 0
    package var parties = 0

    package init(contacts: Int = 0, parties: Int = 0) { (self.contacts, self.parties) = (contacts, parties) }
  }

  /// Two records of one side that may be one business.
  package struct Suspect: Sendable {
    /// contacts or parties.
    package var side: String
    package var account: String?
    package var id: String
    package var name: String?
    package var otherID: String
    package var otherName: String?
    package var probability: Double?

    package init(
      side: String, account: String?, id: String, name: String?, otherID: String, otherName: String?,
      probability: Double?
    ) {
      (self.side, self.account, self.id, self.name) = (side, account, id, name)
      (self.otherID, self.otherName, self.probability) = (otherID, otherName, probability)
    }
  }

  /// Runs of accounts that ended on a day with one code.
  package struct Failure: Sendable {
    package var day: String
    package var code: String
    package var accounts: Int
    package var failures: Int
    package var isPassing: Bool
    package var advice: String
    package var lastText: String?

    package init(
      day: String, code: String, accounts: Int, failures: Int, isPassing: Bool, advice: String, lastText: String?
    ) {
      (self.day, self.code, self.accounts, self.failures) = (day, code, accounts, failures)
      (self.isPassing, self.advice, self.lastText) = (isPassing, advice, lastText)
    }
  }

  package struct CreationState: Sendable {
    package var state: String
    package var creations: Int

    package init(state: String, creations: Int) { (self.state, self.creations) = (state, creations) }
  }

  /// A party whose creation needs a person.
  package struct Creation: Sendable {
    package var account: String
    package var party: String
    package var name: String?
    package var state: String
    package var errorClass: String?
    package var problems: String?
    package var ageHours: Double

    package init(
      account: String, party: String, name: String?, state: String, errorClass: String?, problems: String?,
      ageHours: Double
    ) {
      (self.account, self.party, self.name, self.state) = (account, party, name, state)
      (self.errorClass, self.problems, self.ageHours) = (errorClass, problems, ageHours)
    }
  }

  /// Automatic links of a month, and how many of them proved wrong since.
  package struct Precision: Sendable {
    /// The month's first day.
    package var month: String
    package var links: Int
    package var corrected: Int

    package init(month: String, links: Int, corrected: Int) {
      (self.month, self.links, self.corrected) = (month, links, corrected)
    }

    /// At most so many were right, 0 to 1; nil without links.
    package var atMost: Double? { links > 0 ? 1 - Double(corrected) / Double(links) : nil }
  }

  /// A kind of evidence whose links were corrected.
  package struct Misleading: Sendable {
    package var matchKey: String?
    package var corrected: Int
    /// Mean of what the links' decisions said.
    package var probability: Double?

    package init(matchKey: String?, corrected: Int, probability: Double?) {
      (self.matchKey, self.corrected, self.probability) = (matchKey, corrected, probability)
    }
  }
}
