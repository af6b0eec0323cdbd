/// One key of a pipeline file: the table that reading, linting and the documentation share.
package struct ConfigurationKey: Sendable {
  /// Dotted path, such as `extract.overlap`.
  package var path: String
  package var kind: Kind
  /// As it would be written in the file; nil: required.
  package var standard: String?
  /// One sentence on what it does.
  package var meaning: String

  package enum Kind: Sendable {
    case text
    case choice([String])
    /// Only null for now: what it stands for is not built yet.
    case notYet
    /// One of the words, or an RFC 3339 instant.
    case choiceOrInstant([String])
    case integer(ClosedRange<Int>)
    case share
    /// A whole number with a unit: `s`, `m`, `h` or `d`; the range is in seconds.
    case duration(ClosedRange<Int>)
    case texts
    /// The word `all`, or a selection by the keys below it.
    case selection

    /// What a value must look like, for people.
    package var description: String {
      switch self {
      case .text: "a text"
      case .choice(let words): "one of: \(words.joined(separator: ", "))"
      case .notYet: "null (not built yet)"
      case .choiceOrInstant(let words):
        "one of: \(words.joined(separator: ", ")), or an instant such as 2026-01-31T00:00:00Z"
      case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
      case .share: "a number from 0 to 1"
      case .duration(let range):
        "a duration such as 90s, 15m, 26h or 14d, at most \(ConfigurationKey.durationText(range.upperBound))"
      case .texts: "a list of texts"
      case .selection: "the word all, or a mapping with organization, integration, status or ids"
      }
    }
  }

  static func durationText(_ seconds: Int) -> String {
    for (unit, size) in [("d", 86_400), ("h", 3_600), ("m", 60)] where seconds % size == 0 && seconds > 0 {
      return "\(seconds / size)\(unit)"
    }
    return "\(seconds)s"
  }

  /// Every key a pipeline file may hold, in the order in which they are documented.
  package static let all: [ConfigurationKey] = [
    .init(path: "version", kind: .integer(1...1), standard: nil, meaning: "Version of the file's format."),
    .init(path: "name", kind: .text, standard: nil, meaning: "Name of the pipeline; stored with every run."),
    .init(path: "accounts", kind: .selection, standard: "all", meaning: "Which linked accounts the run works on."),
    .init(
      path: "accounts.organization", kind: .text, standard: "", meaning: "Only accounts of this organization."),
    .init(
      path: "accounts.integration", kind: .text, standard: "", meaning: "Only accounts of this integration (its slug)."),
    .init(
      path: "accounts.status", kind: .choice(["COMPLETE", "INCOMPLETE", "RELINK_NEEDED", "IDLE"]), standard: "",
      meaning: "Only accounts that Merge last reported in this status."),
    .init(path: "accounts.ids", kind: .texts, standard: "[]", meaning: "Only these accounts."),
    .init(
      path: "parties.query", kind: .notYet, standard: "null",
      meaning: "Query that reads the parties from the platform's own database; null: they are imported beforehand."),
    .init(
      path: "parties.database_url_env", kind: .text, standard: "",
      meaning: "Environment variable that holds the URL of the platform's database."),
    .init(path: "concurrency", kind: .integer(1...256), standard: "8", meaning: "Accounts worked on at once."),
    .init(
      path: "extract.since", kind: .choiceOrInstant(["watermark", "beginning"]), standard: "watermark",
      meaning: "Where reading begins; an account without a watermark reads from the beginning."),
    .init(
      path: "extract.overlap", kind: .duration(0...604_800), standard: "15m",
      meaning: "How far before the last window's upper bound the next one begins."),
    .init(path: "extract.page_size", kind: .integer(1...100), standard: "100", meaning: "Contacts a request asks for."),
    .init(
      path: "extract.require_sync", kind: .choice(["fresh", "any"]), standard: "any",
      meaning:
        "fresh: an account whose own sync at Merge is stale or failing is an error; any: it is read and said to be stale."
    ),
    .init(
      path: "transform.policy", kind: .text, standard: "standard",
      meaning: "Policy file, relative to the pipeline file's folder or to the current one; standard: the one built in."),
    .init(
      path: "load.links", kind: .choice(["write", "propose"]), standard: "write",
      meaning: "write: links are made; propose: decisions only."),
    .init(
      path: "load.review_csv", kind: .text, standard: "",
      meaning: "Where each organization's open review queue is written; {organization} and {date} are filled in."),
    .init(
      path: "create.enabled", kind: .choice(["false"]), standard: "false",
      meaning: "Creation of missing contacts; not built yet."),
    .init(
      path: "expect.review_rate.max", kind: .share, standard: "1",
      meaning: "Largest share of an account's contacts that a run may send to review (judged from 100 contacts on)."),
    .init(
      path: "expect.deleted_rate.max", kind: .share, standard: "1",
      meaning: "Largest share of an account's contacts that a run may find newly deleted (judged from 100 contacts on)."
    ),
    .init(
      path: "expect.rejected_rate.max", kind: .share, standard: "1",
      meaning: "Largest share of the records read in a run that may be rejected (judged from 100 records on)."),
    .init(
      path: "retention.versions", kind: .duration(0...315_360_000), standard: "400d",
      meaning: "How long superseded versions are kept."),
    .init(
      path: "retention.row_events", kind: .duration(0...315_360_000), standard: "90d",
      meaning: "How long the events of single rows are kept."),
    .init(
      path: "retention.run_files", kind: .duration(0...315_360_000), standard: "14d",
      meaning: "How long the files of a run are kept."),
  ]

  package static func named(_ path: String) -> ConfigurationKey? { all.first { $0.path == path } }
}
