package import ContactModel

/// A pipeline file, read and checked: what a run does. Defaults and ranges are those of ``ConfigurationKey``.
package struct PipelineFile: Sendable {
  /// Where reading begins.
  package enum Since: Sendable, Hashable {
    case watermark
    case beginning
    case instant(Timestamp)

    /// `watermark`, `beginning` or an RFC 3339 instant; nil: something else.
    package init?(_ text: String) {
      switch text {
      case "watermark": self = .watermark
      case "beginning": self = .beginning
      default:
        guard let instant = Timestamp(rfc3339: text) else { return nil }
        self = .instant(instant)
      }
    }
  }

  /// Which accounts a run works on; nil and empty: no restriction.
  package struct Accounts: Sendable, Hashable {
    package var organization: String?
    package var integration: String?
    package var status: String?
    package var ids: [String] = []

    package init(
      organization: String? = nil, integration: String? = nil, status: String? = nil, ids: [String] = []
    ) {
      self.organization = organization
      self.integration = integration
      self.status = status
      self.ids = ids
    }
  }

  /// A region of Merge with an API key, for the accounts that name it.
  package struct Connection: Sendable, Hashable {
    package var name: String
    package var baseURL: String
    /// The environment variable of the API key.
    package var apiKeyVariable: String
    /// Requests a minute and account, 0: unpaced; nil: the environment's.
    package var rateLimit: Int?
    /// nil: the environment's.
    package var caFile: String?
    /// Where it stands in the file, 1-based.
    package var line: Int
  }

  package var path: String
  package var name: String
  package var connections: [Connection]
  package var accounts: Accounts
  package var concurrency: Int
  /// nil: parties are imported beforehand.
  package var parties: PartiesSource?
  /// The export that is read in place of Merge, of the one account of ``accounts``; nil: Merge is read.
  package var contacts: ContactsSource?
  package var since: Since
  /// Read only what Merge stored before this; nil: no limit.
  package var until: Timestamp?
  /// Contacts that a read from the beginning does not meet are marked as deleted.
  package var sweeps: Bool
  package var overlapSeconds: Int
  package var pageSize: Int
  package var requiresFreshSync: Bool
  /// nil: the built-in one.
  package var policyPath: String?
  /// False: contacts are stored only.
  package var decides: Bool
  package var writesLinks: Bool
  /// With `{organization}` and `{date}` still in it; nil: none is written.
  package var reviewCSV: String?
  /// What permalinks in review files begin with, without a slash at its end; nil: they have none.
  package var publicURL: String?
  /// What may be created in accounting systems; nil: nothing.
  package var creation: CreationSettings?
  /// What is changed in accounting systems; nil: nothing.
  package var updates: UpdateSettings?
  package var maximumReviewRate: Double
  package var maximumDeletedRate: Double
  package var maximumRejectedRate: Double
  /// How long the files that a run keeps are left.
  package var runFilesSeconds: Int64
  /// How long superseded versions are kept.
  package var versionsSeconds: Int64
  /// How long what is told of single rows is kept after it ended.
  package var rowEventsSeconds: Int64
  /// Every key with its value and where it comes from, in the table's order.
  package var entries: [ConfigurationEntry]

  /// Reads and checks a file's text; throws every problem found, with its line.
  package init(path: String, text: String) throws(ConfigurationError) {
    let reader = ConfigurationReader(file: path, text: text)
    let values = ConfigurationValues(reader: reader)
    let problems = reader.problems + ConfigurationChecks.problems(values)
    guard problems.isEmpty else { throw ConfigurationError(problems) }
    self.path = path
    name = values.text("name")
    accounts = Accounts(
      organization: values.optionalText("accounts.organization"),
      integration: values.optionalText("accounts.integration"), status: values.optionalText("accounts.status"),
      ids: values.texts("accounts.ids"))
    connections = values.connections
    concurrency = values.integer("concurrency")
    parties = try PartiesSource(values, file: path)
    contacts = ContactsSource(values)
    since = Since(values.text("extract.since")) ?? .watermark
    until = values.optionalText("extract.until").flatMap { Timestamp(rfc3339: $0) }
    sweeps = values.text("extract.sweep") == "true"
    overlapSeconds = values.integer("extract.overlap")
    pageSize = values.integer("extract.page_size")
    requiresFreshSync = values.text("extract.require_sync") == "fresh"
    let policy = values.text("transform.policy")
    policyPath = policy == "standard" ? nil : policy
    decides = values.text("transform.decide") == "true"
    writesLinks = values.text("load.links") == "write"
    reviewCSV = values.optionalText("load.review_csv")
    publicURL = values.optionalText("load.public_url")
    creation = CreationSettings(values)
    updates = UpdateSettings(values)
    maximumReviewRate = values.number("expect.review_rate.max")
    maximumDeletedRate = values.number("expect.deleted_rate.max")
    maximumRejectedRate = values.number("expect.rejected_rate.max")
    runFilesSeconds = Int64(values.integer("retention.run_files"))
    versionsSeconds = Int64(values.integer("retention.versions"))
    rowEventsSeconds = Int64(values.integer("retention.row_events"))
    entries = values.entries
  }

  /// Whether there is nothing between the instants at which reading begins and ends.
  package var isIntervalEmpty: Bool {
    if case .instant(let since) = since, let until { since >= until } else { false }
  }

  /// Where a key stands in the file; 0: it does not.
  func line(of key: String) -> Int { entries.first { $0.path == key }?.line ?? 0 }
}
