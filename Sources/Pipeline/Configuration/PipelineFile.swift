package import ContactModel

/// A pipeline file, read and checked: what a run does. Defaults and ranges are those of ``ConfigurationKey``.
package struct PipelineFile: Sendable {
  /// Where reading begins.
  package enum Since: Sendable, Hashable {
    case watermark
    case beginning
    case instant(Timestamp)
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

  package var path: String
  package var name: String
  package var accounts: Accounts
  package var concurrency: Int
  package var since: Since
  package var overlapSeconds: Int
  package var pageSize: Int
  package var requiresFreshSync: Bool
  /// nil: the built-in one.
  package var policyPath: String?
  package var writesLinks: Bool
  /// With `{organization}` and `{date}` still in it; nil: none is written.
  package var reviewCSV: String?
  package var maximumReviewRate: Double
  package var maximumDeletedRate: Double
  package var maximumRejectedRate: Double
  /// What the file asks for that is accepted and has no effect yet, in words.
  package var notes: [String]

  /// Reads and checks a file's text; throws every problem found, with its line.
  package init(path: String, text: String) throws(ConfigurationError) {
    let reader = ConfigurationReader(file: path, text: text)
    guard reader.problems.isEmpty else { throw ConfigurationError(reader.problems) }
    let values = ConfigurationValues(values: reader.values)
    self.path = path
    name = values.text("name")
    accounts = Accounts(
      organization: values.optionalText("accounts.organization"),
      integration: values.optionalText("accounts.integration"), status: values.optionalText("accounts.status"),
      ids: values.texts("accounts.ids"))
    concurrency = values.integer("concurrency")
    since =
      switch values.text("extract.since") {
      case "watermark": .watermark
      case "beginning": .beginning
      case let instant: Timestamp(rfc3339: instant).map(Since.instant) ?? .watermark
      }
    overlapSeconds = values.integer("extract.overlap")
    pageSize = values.integer("extract.page_size")
    requiresFreshSync = values.text("extract.require_sync") == "fresh"
    let policy = values.text("transform.policy")
    policyPath = policy == "standard" ? nil : policy
    writesLinks = values.text("load.links") == "write"
    reviewCSV = values.optionalText("load.review_csv")
    maximumReviewRate = values.number("expect.review_rate.max")
    maximumDeletedRate = values.number("expect.deleted_rate.max")
    maximumRejectedRate = values.number("expect.rejected_rate.max")
    let prunes = reader.values.keys.contains { $0.hasPrefix("retention.") }
    notes = prunes ? ["`retention` is read, but nothing is pruned yet"] : []
  }
}

/// The values of a file that passed its checks, with the table's defaults for what was not written.
private struct ConfigurationValues {
  let values: [String: ConfigurationValue]

  private func value(_ path: String) -> ConfigurationValue? {
    if let written = values[path] { return written }
    guard let key = ConfigurationKey.named(path), let standard = key.standard else { return nil }
    return key.value(of: standard)
  }

  func text(_ path: String) -> String {
    if case .text(let text)? = value(path) { return text }
    return ""
  }

  func optionalText(_ path: String) -> String? {
    let text = text(path)
    return text.isEmpty ? nil : text
  }

  func integer(_ path: String) -> Int {
    if case .integer(let number)? = value(path) { return number }
    return 0
  }

  func number(_ path: String) -> Double {
    if case .number(let number)? = value(path) { return number }
    return 0
  }

  func texts(_ path: String) -> [String] {
    if case .texts(let texts)? = value(path) { return texts }
    return []
  }
}
